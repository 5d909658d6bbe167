public import PadlockModel
public import PadlockReaders

/// Says what a keystore, certificate or key file really holds, judged by its bytes.
///
/// - Parameters:
///   - bytes: The whole file, of at most ``KeystoreBounds/bytes``.
///   - password: The store's password; `nil` when none is known. An empty one counts as one.
///   - keyPassword: The keys' own password; without one the store's is tried.
///   - openKeys: Whether to open the private keys at all.
///   - isStopped: Asked before each key and each encrypted safe; once it says so, what is left
///     has no verdict.
/// - Returns: What was found; whatever is wrong with the file is in it.
///
/// Blocks for as long as the key derivations take, spread over all cores.
public func inspectKeystore(
  bytes: [UInt8], password: Secret?, keyPassword: Secret? = nil, openKeys: Bool = true,
  isStopped: @escaping @Sendable () -> Bool = { false }
) -> KeystoreInspection {
  let recognised = FileFormat.recognise(
    bytes.count > KeystoreBounds.bytes ? Array(bytes.prefix(4096)) : bytes)
  var inspection = KeystoreInspection(
    format: .init(recognised.format), recognised: recognised.format, bytes: bytes.count,
    opens: nil, problem: nil, entries: [], algorithms: nil, needsLegacyProvider: false,
    isPasswordBeyondJava: false)
  guard bytes.count <= KeystoreBounds.bytes else {
    inspection.opens = false
    inspection.problem = .tooLarge(bytes.count)
    return inspection
  }
  let passwords = KeystorePasswords(
    store: password, key: keyPassword, openKeys: openKeys, isStopped: isStopped)
  switch recognised.format {
  case .jks, .jceks:
    inspection.isPasswordBeyondJava =
      recognised.format == .jceks && !(passwords.forKeys?.isPrintableASCII ?? true)
    JavaKeyStoreOpening(bytes: bytes, passwords: passwords).fill(&inspection)
  case .pkcs12:
    inspection.isPasswordBeyondJava = [password, passwords.forKeys].contains {
      $0.map { !$0.isPrintableASCII } ?? false
    }
    PKCS12Opening(bytes: bytes, passwords: passwords).fill(&inspection)
  case .pem:
    PEMOpening(passwords: passwords).fill(&inspection, blocks: PEMBlock.blocks(in: bytes))
  case .derCertificate, .derKey, .pkcs7, .otherDER:
    DEROpening(bytes: bytes, passwords: passwords).fill(&inspection, recognised)
  case .bks, .uber, .text, .utf16Text, .empty, .unknown:
    inspection.opens = false
    inspection.problem = recognised.format.reasonNotRead
  }
  return inspection
}

extension KeystoreInspection.Format {
  /// The word of `padlock.inspect/1` for a format.
  public init(_ format: FileFormat) {
    self =
      switch format {
      case .jks: .jks
      case .jceks: .jceks
      case .pkcs12: .pkcs12
      case .bks: .bks
      case .uber: .uber
      case .pem(let labels) where labels.allSatisfy { PEMOpening.pkcs7Labels.contains($0) }: .pkcs7
      case .pem: .pem
      case .derCertificate, .derKey, .otherDER: .der
      case .pkcs7: .pkcs7
      case .text, .utf16Text, .empty, .unknown: .unknown
      }
  }
}

extension FileFormat {
  /// Why a file of this format is not looked into; `nil` for those that are.
  fileprivate var reasonNotRead: KeystoreProblem? {
    switch self {
    case .bks: .recognisedOnly("a Bouncy Castle keystore (BKS)")
    case .uber: .recognisedOnly("a Bouncy Castle keystore (UBER), encrypted as a whole")
    case .text: .recognisedOnly("text without a PEM block")
    case .utf16Text: .recognisedOnly("text in UTF-16, as PowerShell writes it, and no PEM")
    case .empty: .empty
    case .unknown:
      .recognisedOnly("neither a keystore (JKS, JCEKS, PKCS12, BKS, UBER), nor PEM, DER or PKCS7")
    default: nil
    }
  }
}
