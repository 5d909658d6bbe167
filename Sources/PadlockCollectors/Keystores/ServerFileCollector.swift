import OpenSSLBridge
public import PadlockModel
import PadlockNetwork
import PadlockReaders

/// Reads the certificate and key files of a service that takes PEM, and compares them.
public struct ServerFileCollector: Collector {
  public init() {}

  public let title = "Read the certificate and its key"
  public let how =
    "Give Padlock the files with --keystore and --key, and run it as a user who may read them."
  public let offer = CollectorOffer(
    id: "server-files",
    provides: [
      "file.state", "file.changed", "file.format", "file.damage", "file.holds", "file.key",
      "file.key-password", "file.key-opens", "file.world-readable", "file.owner", "file.group",
      "file.mode",
    ], needs: ["file.role"], cost: .quick)

  /// The roles of files that hold certificates, and of those that hold a key.
  static let certificateRoles: Set<String> = ["certificate", "certificate-and-key"]
  static let keyRoles: Set<String> = ["key", "certificate-and-key"]

  /// The files of a role that the target has, by path.
  static func paths(_ roles: Set<String>, _ facts: FactSet) -> [String] {
    facts.subjects(of: .file).map(\.id).filter {
      facts["file.role", $0].value.map { roles.contains($0.description) } ?? false
    }.map(\.name)
  }

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let certificates = Self.paths(Self.certificateRoles, findings.facts)
    let keys = Self.paths(Self.keyRoles, findings.facts)
    let paths = Set(certificates + keys).sorted()
    let origin = TreeOrigin(request.files, near: paths)
    var observations: [Observation] = []
    var read: [String: [UInt8]] = [:]
    for path in paths {
      do {
        read[path] = try request.files.contents(of: path, limit: ServerFileFacts.limit)
      } catch {
        observations += unread(path, error, request)
      }
    }
    let named = request.workbench.read { $0.pairs }
    var pairs = named.compactMap { pair in
      read[pair.certificate].map { bytes in
        let own = ServerFile(bytes).certificates
        let files = (pair.chain ?? []).compactMap { read[$0] }
        let rest = files.flatMap { ServerFile($0).certificates }.filter { !own.contains($0) }
        return ServerPair(
          path: pair.certificate, certificates: own + rest,
          rest: pair.chain?.first.map { ($0, own.count) },
          isWhole: files.count == pair.chain?.count, keyPath: pair.key,
          keyMatches: (own + rest).map { _ in nil }, sections: pair.sections)
      }
    }
    for path in paths {
      guard let bytes = read[path] else { continue }
      let file = ServerFile(bytes)
      let pair = named.first { $0.key == path }
      let phrases = PassPhrases.all(pair, request)
      var opens: Bool?
      if keys.contains(path), file.key != nil {
        let users = pairs.indices.filter { pairs[$0].keyPath == path }
        let key = Self.open(
          bytes, phrases, certificates: users.flatMap { pairs[$0].certificates },
          request.options.run)
        opens = key?.opens
        var matches = (key?.matches ?? [])[...]
        for index in users where !matches.isEmpty {
          let count = pairs[index].certificates.count
          pairs[index].keyMatches = Array(matches.prefix(count))
          matches = matches.dropFirst(count)
        }
      }
      let facts = ServerFileFacts(path, file, request, origin)
      observations += facts.observations(
        opens: opens, isKey: keys.contains(path), hasPhrase: !phrases.isEmpty)
    }
    let found = pairs
    request.workbench.write { bench in
      bench.serverPairs = found
      for pair in named {
        bench.secrets += pair.passwords.map { ($0, pair.key ?? pair.certificate) }
      }
    }
    return observations
  }

  /// The key in a file, opened with the first pass phrase that opens it; nil where the time was over
  /// before all of them were tried, each of which may take seconds.
  private static func open(
    _ bytes: [UInt8], _ phrases: [Secret], certificates: [CertificateDescription], _ run: Deadline
  ) -> ServerKey? {
    var refused: ServerKey?
    for phrase in phrases.isEmpty ? [nil] : phrases.map(Optional.some) {
      guard run.interruption == nil else { return nil }
      let key = ServerKey(in: bytes, password: phrase, certificates: certificates)
      if key.opens != false { return key }
      refused = key
    }
    return refused
  }

  private func unread(
    _ path: String, _ failure: FileFailure, _ request: CollectionRequest
  ) -> [Observation] {
    let subject = SubjectID(.file, path)
    let (word, excerpt): (String?, String) =
      switch failure {
      case .missing: ("missing", "no file is there")
      case .isFolder: ("folder", "it is a folder")
      case .denied: ("unreadable", "this user may not read it")
      case .tooLarge: ("too-large", "it is larger than the 4 MiB that a certificate file may have")
      case .notCollected: (nil, "the tree does not hold its folder")
      case .isSpecial: ("unreadable", "it is no regular file")
      case .outsideTree: (nil, "its links leave the tree")
      case .failed(let words): ("unreadable", words)
      }
    let reason: UnknownReason =
      word == nil ? .offline : word == "unreadable" ? .failed(excerpt) : .notApplicable
    var observations: [Observation] = offer.provides.map { .unknown($0, of: subject, reason) }
    let evidence = Evidence(.file, path, excerpt: excerpt)
    if let word { observations.append(.known("file.state", of: subject, .text(word), evidence)) }
    if word == nil || word == "unreadable" || word == "too-large" {
      observations.append(
        .unchecked(
          Unchecked(
            what: "what \(path) holds", why: excerpt,
            how: "run Padlock on the host, as a user who may read it")))
    }
    if request.options.keystore == path || request.options.key == path, word != nil {
      observations.append(.failure("The file \(path) could not be read: \(excerpt)."))
    }
    observations.append(
      .check(
        CheckRecord(
          id: offer.id, subject: subject, title: "Read \(path)", detail: excerpt,
          facts: [word == "missing" || word == "folder" ? "file.state" : "file.format"])))
    return observations
  }
}
