import TestSupport
import Testing

@testable import OpenSSLBridge

/// Whether a run under the address sanitizer, which is green when nothing leaks, would see a leak.
@Suite(.enabled(if: Sanitizer.findsLeaks, "only the address sanitizer sees what nobody frees"))
struct ForgottenHandleTests {
  @Test func `a certificate that nobody frees fails its process`() async {
    await #expect(processExitsWith: .failure) {
      for _ in 0..<10 {
        let certificate = try Certificate(der: KeystoreFixture.bytes("leaf.der"))
        _ = Unmanaged.passRetained(certificate)
      }
    }
  }

  @Test func `a certificate that is freed does not`() async {
    await #expect(processExitsWith: .success) {
      for _ in 0..<10 { _ = try Certificate(der: KeystoreFixture.bytes("leaf.der")) }
    }
  }
}
