import OpenSSLBridge
import TestSupport

/// The certificates of a fixture, in DER.
func der(_ names: String...) throws -> [[UInt8]] {
  try names.flatMap { TrustStore.certificates(in: try Fixture.bytes("tls/\($0).pem")) }
}
