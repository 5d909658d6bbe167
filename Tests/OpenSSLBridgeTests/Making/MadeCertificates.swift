import OpenSSLBridge

/// Certificates that are made once for all tests of this folder.
enum Made {
  /// 2026-01-01T00:00:00Z.
  static let time: Int64 = 1_767_225_600

  static func contents(_ name: String) -> CertificateContents {
    CertificateContents(
      commonName: name, dnsNames: ["localhost", "*.agent.example"],
      addresses: ["127.0.0.1", "::1"], notBefore: time - 86_400, notAfter: time + 86_400)
  }

  static let root = Result {
    try CertificateAuthority(
      root: .init(commonName: "Made Root", notBefore: time - 86_400, notAfter: time + 86_400),
      key: .p256)
  }

  static let leaf = Result {
    let authority = try root.get()
    let middle = try authority.subordinate(
      .init(commonName: "Made Issuer", notBefore: time - 86_400, notAfter: time + 86_400),
      key: .p256)
    return try middle.issue(contents("agent01"))
  }
}
