public import PadlockModel
public import PadlockReaders

/// What a server finds in a file that should hold its certificates, its private key, or both.
///
/// ```
/// -----BEGIN CERTIFICATE-----   certificates[0]
/// -----BEGIN PRIVATE KEY-----   key == .plain
/// ```
public struct ServerFile: Equatable, Sendable {
  /// A kind of thing in the file.
  public enum Content: String, CaseIterable, Sendable {
    case certificate
    case privateKey = "private-key"
    case publicKey = "public-key"
    case request = "certificate-request"
    case other
  }

  /// How a private key is kept.
  public enum KeyForm: String, CaseIterable, Sendable {
    case plain, encrypted
  }

  /// What the file is by its bytes.
  public let format: FileFormat
  /// What is in it, each kind once, in file order; empty for what is neither PEM nor DER.
  public private(set) var holds: [Content] = []
  /// The certificates in file order, at most 100.
  public private(set) var certificates: [CertificateDescription] = []
  /// How the first key is kept; nil where there is none.
  public private(set) var key: KeyForm?
  /// What is wrong with a certificate or key in it.
  public private(set) var problem: KeystoreProblem?

  /// The most certificates of one file that are described.
  private static let certificateLimit = 100

  /// Reads `bytes`, of at most ``KeystoreBounds/bytes``; encrypted keys stay so.
  public init(_ bytes: [UInt8]) {
    format = FileFormat.recognise(bytes).format
    switch format {
    case .pem:
      for block in PEMBlock.blocks(in: bytes) { add(block) }
    case .derCertificate, .derKey:
      let inspection = inspectKeystore(bytes: bytes, password: nil, openKeys: false)
      problem = inspection.opens == true ? nil : inspection.problem
      certificates = inspection.entries.flatMap(\.chain)
      if case .derKey(let form) = format {
        holds = [form == .publicKey ? .publicKey : .privateKey]
        key = form == .publicKey ? nil : form == .encrypted ? .encrypted : .plain
      } else {
        holds = [.certificate]
      }
    case .otherDER: holds = [.other]
    default: break
    }
  }

  private mutating func add(_ block: PEMBlock) {
    let content = Self.content(of: block)
    if !holds.contains(content) { holds.append(content) }
    switch content {
    case .certificate:
      guard certificates.count < Self.certificateLimit else { return }
      if let certificate = Self.certificate(of: block) {
        certificates.append(certificate)
      } else {
        note(block)
      }
    case .privateKey:
      guard key == nil else { return }
      let isEncrypted = block.isEncryptedByHeaders || block.isEncryptedPKCS8
      key = isEncrypted ? .encrypted : .plain
      if !block.isComplete || !isEncrypted && !Self.isKey(block.contents ?? []) { note(block) }
    case .publicKey, .request, .other: break
    }
  }

  private mutating func note(_ block: PEMBlock) {
    problem = problem ?? .unreadableBlock(label: block.label, line: block.line)
  }

  /// Whether these are the bytes of a key in the open, of whatever kind.
  private static func isKey(_ contents: [UInt8]) -> Bool {
    unsafe contents.withUnsafeBytes { unsafe KeyMatch(der: $0, certificate: nil) } != nil
  }

  private static func content(of block: PEMBlock) -> Content {
    if PEMOpening.certificateLabels.contains(block.label) { return .certificate }
    if PEMOpening.keyLabels.contains(block.label) { return .privateKey }
    if block.label.hasSuffix("PUBLIC KEY") { return .publicKey }
    return block.label.hasSuffix("CERTIFICATE REQUEST") ? .request : .other
  }

  private static func certificate(of block: PEMBlock) -> CertificateDescription? {
    guard block.isComplete, let contents = block.contents else { return nil }
    // OpenSSL's own form has behind the certificate what it is trusted for.
    var reader = DERReader(contents)
    guard let element = try? reader.next("a certificate") else { return nil }
    return try? CertificateDescription(der: Array(contents[element.whole]))
  }
}

/// Whether the first private key of a file opens, and which certificates it belongs to.
public struct ServerKey: Equatable, Sendable {
  /// Nil where it is encrypted and no password was given, or its kind is not known.
  public let opens: Bool?
  /// For each certificate whether the key belongs to it; nil where that cannot be told.
  public let matches: [Bool?]

  /// Opens the first key in `bytes` and compares it; nothing of it is kept.
  ///
  /// A key that asks for more than ``KeystoreBounds/iterations`` rounds is not tried.
  public init(in bytes: [UInt8], password: Secret?, certificates: [CertificateDescription]) {
    guard let (key, isEncrypted) = Self.key(in: bytes, password) else {
      (opens, matches) = (nil, certificates.map { _ in nil })
      return
    }
    opens = key != nil ? true : isEncrypted ? false : nil
    matches = certificates.map { certificate in
      guard let key, let parsed = try? Certificate(der: certificate.der) else { return nil }
      return key.belongs(to: parsed)
    }
  }

  /// The key, nil where the password is not its own; nothing where it cannot be tried.
  private static func key(in bytes: [UInt8], _ password: Secret?) -> (PrivateKey?, Bool)? {
    let block = PEMBlock.blocks(in: bytes).first { PEMOpening.keyLabels.contains($0.label) }
    guard let block else {
      guard case .derKey(let form) = FileFormat.recognise(bytes).format, form != .encrypted else {
        return nil
      }
      return (unsafe bytes.withUnsafeBytes { unsafe PrivateKey(der: $0) }, false)
    }
    guard let text = try? block.boundedKey() else { return nil }
    guard block.isEncryptedByHeaders || block.isEncryptedPKCS8 else {
      return (PrivateKey(pem: text, password: []), false)
    }
    guard let password else { return nil }
    let key = password.withUTF8 { bytes, count in
      PrivateKey(pem: text, password: Array(bytes.prefix(Int(count))))
    }
    return (key, true)
  }
}
