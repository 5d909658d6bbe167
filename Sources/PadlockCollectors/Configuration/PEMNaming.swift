import OpenSSLBridge
import PadlockModel
import PadlockReaders

/// Names the certificate file and the key file that the configuration, or the user, points at.
struct PEMNaming {
  /// What a product made of such files has.
  static let trait = "pem-files"

  private let request: CollectionRequest
  private let settings: ProductSettings
  /// What the file of `--keystore` is, where it is to be taken for a certificate file.
  private let named: Named?

  private enum Named {
    /// The service reads PEM, or is told to.
    case pem
    /// A certificate or key in DER: nobody knows whether the service reads it so.
    case der
  }

  init(_ request: CollectionRequest, _ settings: ProductSettings) {
    self.request = request
    self.settings = settings
    named = Self.kind(of: request)
  }

  /// Whether the file of `--keystore` is no keystore to this target.
  var takesNamedFile: Bool { named != nil }

  /// The traits that naming files adds to those of the product.
  var traits: [String] {
    guard request.options.keystore != nil else { return [] }
    switch named {
    case .pem: return [Self.trait]
    case .der: return []
    case nil: return ["java-keystore"]
    }
  }

  /// How `--keystore` is to be taken: by what the product reads, else by the file's bytes, and by
  /// its ending where the bytes do not tell.
  private static func kind(of request: CollectionRequest) -> Named? {
    guard let path = request.options.keystore else { return nil }
    let traits = request.product.traits
    if traits.contains("java-keystore"), !traits.contains(trait) { return nil }
    if request.options.key != nil { return .pem }
    if traits.contains(trait), !traits.contains("java-keystore") { return .pem }
    let bytes = (try? request.files.contents(of: path, limit: ServerFileFacts.limit)) ?? []
    switch FileFormat.recognise(bytes).format {
    case .pem: return .pem
    case .derCertificate, .derKey: return .der
    case .jks, .jceks, .pkcs12, .bks, .uber: return nil
    case .pkcs7, .otherDER, .text, .utf16Text, .empty, .unknown:
      let endings = [".pem", ".crt", ".cer", ".cert", ".key"]
      return endings.contains { path.lowercased().hasSuffix($0) } ? .pem : nil
    }
  }

  private var certificate: (path: String, place: Evidence)? {
    takesNamedFile
      ? request.options.keystore.map { ($0, Evidence(.user, "--keystore", excerpt: $0)) }
      : configured("certificate.path")
  }

  /// The file of the key: the certificate's own where the key is in it and no other is named.
  private var key: (path: String, place: Evidence)? {
    if let key = request.options.key { return (key, Evidence(.user, "--key", excerpt: key)) }
    if !takesNamedFile, let key = configured("certificate.key-path") { return key }
    return certificate.flatMap { holdsKey($0.path) ? $0 : nil }
  }

  /// The file of the rest of the chain, where it is not in the certificate's.
  private var chain: (path: String, place: Evidence)? {
    guard !takesNamedFile, let chain = configured("certificate.chain-path") else { return nil }
    return chain
  }

  /// The files as one pair; none where no certificate's file is known.
  var pairs: [ConfiguredPair] {
    guard let certificate else { return [] }
    let passwords: (phrases: [Secret], isWhole: Bool) =
      takesNamedFile ? ([], true) : PassPhrases.configured(settings, request)
    return [
      ConfiguredPair(
        certificate: certificate.path,
        chain: settings.unknown["certificate.chain-path"] == nil || takesNamedFile
          ? [chain?.path].compactMap { $0 } : nil,
        key: key?.path, passwords: passwords.phrases, knowsPasswords: passwords.isWhole,
        place: certificate.place)
    ]
  }

  /// The files as subjects.
  var subjects: Set<SubjectID> {
    Set([certificate?.path, chain?.path, key?.path].compactMap { $0 }.map { SubjectID(.file, $0) })
  }

  func observations(_ service: SubjectID) -> [Observation] {
    var observations: [Observation] = []
    let (certificate, key) = (certificate, key)
    if let (path, place) = certificate {
      let role = key?.path == path ? "certificate-and-key" : "certificate"
      observations += file(path, role, place, service)
    }
    if let (path, place) = key, path != certificate?.path {
      observations += file(path, "key", place, service)
    }
    if let (path, place) = chain, ![certificate?.path, key?.path].contains(path) {
      observations += file(path, "certificate", place, service)
    }
    for setting in ["certificate.path", "certificate.chain-path", "certificate.key-path"] {
      guard let unknown = settings.unknown[setting] else { continue }
      observations.append(
        .unchecked(
          Unchecked(
            what: "the file that \(unknown.source) names",
            why: "its value holds a variable that is not known here",
            how: "name it with --keystore, and its key with --key")))
    }
    return observations
  }

  private func configured(_ setting: String) -> (String, Evidence)? {
    guard let value = settings.values[setting], !value.value.isEmpty else { return nil }
    let path = KeystoreNaming(request, settings).located(value.value.text, by: setting)
    return (path, Evidence(.file, value.file, line: value.line, excerpt: value.value.text))
  }

  /// Whether the certificate file holds a private key as well.
  private func holdsKey(_ path: String) -> Bool {
    guard let bytes = try? request.files.contents(of: path, limit: ServerFileFacts.limit) else {
      return false
    }
    return ServerFile(bytes).key != nil
  }

  private func file(
    _ path: String, _ role: String, _ place: Evidence, _ service: SubjectID
  ) -> [Observation] {
    let subject = SubjectID(.file, path)
    return [
      .subject(Subject(subject, name: path, within: [service])),
      .known("file.path", of: subject, .text(path), place),
      .known("file.role", of: subject, .text(role), place),
    ]
  }
}
