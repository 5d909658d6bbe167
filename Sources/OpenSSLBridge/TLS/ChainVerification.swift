import COpenSSL

/// Why a chain is not trusted, one reason.
public struct ChainProblem: Equatable, Sendable {
  /// The kinds of reasons; the numbers are OpenSSL's `X509_V_ERR_…`.
  public enum Kind: Equatable, Sendable {
    /// The leaf signed itself and is no anchor (18).
    case selfSigned
    /// The chain ends in a root that is no anchor (19).
    case selfSignedInChain
    /// The issuer of the last certificate is neither served nor an anchor (2, 20, 21).
    case issuerUnknown
    case expired
    case notYetValid
    /// A certificate says that it is not for servers (26).
    case wrongPurpose
    /// A certificate that issued another is no certificate authority (24, 79, 92).
    case notAuthority
    /// A signature does not fit (7).
    case badSignature
    /// A key or digest is below the security level that was asked for (66, 67, 68).
    case weak
    case other
  }

  public let kind: Kind
  /// The certificate's place in the built chain, 0 for the leaf.
  public let depth: Int
  /// OpenSSL's `X509_V_ERR_…`.
  public let code: Int
  /// OpenSSL's words for it.
  public let text: String

  init(code: Int32, depth: Int32) {
    self.code = Int(code)
    self.depth = Int(max(0, depth))
    text = unsafe X509_verify_cert_error_string(Int(code)).map { unsafe String(cString: $0) } ?? ""
    kind =
      switch code {
      case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
      case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .selfSignedInChain
      case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        .issuerUnknown
      case X509_V_ERR_CERT_HAS_EXPIRED: .expired
      case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
      case X509_V_ERR_INVALID_PURPOSE: .wrongPurpose
      case X509_V_ERR_INVALID_CA, X509_V_ERR_KEYUSAGE_NO_CERTSIGN: .notAuthority
      case X509_V_ERR_CERT_SIGNATURE_FAILURE: .badSignature
      case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK:
        .weak
      default: .other
      }
  }
}

/// The certificate that a chain lacks.
public struct MissingIssuer: Equatable, Sendable {
  /// Its name, as RFC 2253 text.
  public let name: String
  /// Its DER, when one of the extra certificates is it.
  public let found: [UInt8]?
}

/// What the verification of a chain found, all of it and not only the first fault.
public struct ChainVerification: Equatable, Sendable {
  /// Every reason against it, in the order in which OpenSSL met them; none means trusted.
  public let problems: [ChainProblem]
  /// The chain that was built, in DER, the leaf first and, where one was reached, the anchor last.
  public let builtChain: [[UInt8]]
  /// Whether the leaf is for the host (RFC 6125; the common name counts only where there are no DNS
  /// names); nil when no host was given.
  public let nameMatches: Bool?
  /// Whether the leaf has a subjectAltName extension.
  public let hasSubjectAltName: Bool
  /// What is missing, where the chain ends below an unknown issuer, or where only an intermediate
  /// among the anchors completes it.
  public let missingIssuer: MissingIssuer?

  /// The certificate of the leaf's issuer, where the chain could be built that far or it was found.
  public var issuerOfLeaf: [UInt8]? {
    builtChain.count > 1 ? builtChain[1] : builtChain.count == 1 ? missingIssuer?.found : nil
  }

  /// Whether nothing is against the chain; the name is another question.
  public var isTrusted: Bool { problems.isEmpty }

  /// Whether a problem of that kind was found.
  public func has(_ kind: ChainProblem.Kind) -> Bool {
    problems.contains { $0.kind == kind }
  }
}
