import COpenSSL

/// What a handshake needed that OpenSSL 3 as Debian delivers it refuses.
///
/// Debian's `openssl.cnf` sets `MinProtocol = TLSv1.2` and `CipherString = DEFAULT@SECLEVEL=2`;
/// level 2 asks for 112 bits of security (SSL_CTX_set_security_level(3)). The settings of the
/// machine that Padlock runs on are not looked at.
public enum UsualDefaults {
  /// One thing that is refused.
  public enum Refusal: String, CaseIterable, Sendable {
    /// The version agreed on is below TLS 1.2.
    case `protocol`
    /// The suite has fewer bits than asked for.
    case cipher
    /// A key of the chain is shorter: RSA below 2048 bits, curves below 224.
    case key
    /// A certificate of the chain is signed with MD5 or SHA-1.
    case digest
  }

  private static let securityBits: Int32 = 112

  /// What of `outcome` is refused; empty for a handshake that was not completed.
  public static func refusals(of outcome: HandshakeOutcome) -> [Refusal] {
    guard let agreed = outcome.completed else { return [] }
    let chain = outcome.transcript.chain.compactMap(VerifiableCertificate.parsed)
    return Refusal.allCases.filter { refusal in
      switch refusal {
      case .protocol: agreed.version < .tls12
      case .cipher: agreed.cipherBits < Int(securityBits)
      case .key: chain.contains { $0.keySecurityBits.map { $0 < securityBits } ?? false }
      case .digest: chain.contains { $0.signatureSecurityBits.map { $0 < securityBits } ?? false }
      }
    }
  }
}

extension VerifiableCertificate {
  /// The strength of the key in bits of security; nil for a kind that OpenSSL does not know.
  fileprivate var keySecurityBits: Int32? {
    unsafe withPointer { pointer in
      guard let key = unsafe X509_get0_pubkey(pointer) else {
        ERR_clear_error()
        return nil
      }
      return unsafe EVP_PKEY_get_security_bits(key)
    }
  }

  /// The strength of what its issuer signed with; nil where it is its own issuer, as nobody relies
  /// on that signature, and where OpenSSL cannot tell.
  fileprivate var signatureSecurityBits: Int32? {
    unsafe withPointer { pointer in
      guard unsafe X509_get_extension_flags(pointer) & UInt32(EXFLAG_SS) == 0 else { return nil }
      var bits: Int32 = 0
      guard unsafe X509_get_signature_info(pointer, nil, nil, &bits, nil) == 1, bits > 0 else {
        ERR_clear_error()
        return nil
      }
      return bits
    }
  }
}
