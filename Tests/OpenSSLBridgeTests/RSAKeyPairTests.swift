import PadlockModel
import Testing

@testable import OpenSSLBridge

@Suite struct RSAKeyPairTests {
  private func publicKey(_ key: [UInt8], _ certificate: [UInt8]) -> [UInt8]? {
    unsafe key.withUnsafeBytes { unsafe RSAKeyPair.publicKey(of: $0, in: certificate) }
  }

  private func match(_ key: [UInt8], _ certificate: [UInt8]?) -> KeyMatch? {
    unsafe key.withUnsafeBytes { unsafe KeyMatch(der: $0, certificate: certificate) }
  }

  @Test func `the halves of a key are recognised, and say what OpenSSL says`() throws {
    let made = try IssuedCertificate.selfSigned(Made.contents("agent01"))
    let key = made.privateKey.withBytes { $0 }
    let found = try #require(publicKey(key, made.certificate))
    #expect(found == (try CertificateFields(made.certificate)).publicKey)
    // Without a certificate OpenSSL reads the key.
    let byOpenSSL = try #require(match(key, nil)?.publicKeySHA256)
    #expect(match(key, made.certificate)?.publicKeySHA256 == byOpenSSL)
    #expect(match(key, made.certificate)?.matches == true)
  }

  @Test func `another key, a damaged one and one of another kind are left to OpenSSL`() throws {
    let made = try IssuedCertificate.selfSigned(Made.contents("agent01"))
    let other = try IssuedCertificate.selfSigned(Made.contents("agent01"))
    let key = made.privateKey.withBytes { $0 }
    #expect(publicKey(key, other.certificate) == nil)
    #expect(match(key, other.certificate)?.matches == false)
    for length in stride(from: 0, to: key.count, by: 7) {
      #expect(publicKey(Array(key[..<length]), made.certificate) == nil, "\(length)")
    }
    #expect(publicKey(key + [0], made.certificate) == nil)
    let curve = try IssuedCertificate.selfSigned(Made.contents("agent01"), key: .p256)
    let curveKey = curve.privateKey.withBytes { $0 }
    #expect(publicKey(curveKey, curve.certificate) == nil)
    #expect(match(curveKey, curve.certificate)?.matches == true)
  }
}
