import OpenSSLBridge
public import PadlockModel
import PadlockNetwork
import PadlockReaders

/// Opens the configured keystore as Java would, its private keys too.
public struct KeystoreCollector: Collector {
  public init() {}

  public let title = "Open the keystore"
  public let how =
    "Give Padlock the keystore with --keystore, and run it as a user who may read it."
  public let offer = CollectorOffer(
    id: "keystore",
    provides: [
      "keystore.state", "keystore.world-readable", "keystore.has-backup", "keystore.format",
      "keystore.damage",
      "keystore.type-matches", "keystore.opens", "keystore.encryption", "keystore.aliases",
      "keystore.private-keys", "keystore.alias-kind", "entry.alias", "entry.kind",
      "entry.is-used", "entry.key-opens", "entry.key-password", "entry.key-matches",
      "entry.chain-length",
    ], needs: ["keystore.path"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    var observations: [Observation] = []
    for subject in findings.facts.subjects(of: .keystore) {
      observations += collect(subject.id, request, findings.facts)
    }
    observations.append(.enumerated(.entry))
    return observations
  }

  private func collect(
    _ subject: SubjectID, _ request: CollectionRequest, _ facts: FactSet
  ) -> [Observation] {
    let path = facts.path(of: subject)
    let status = request.files.status(of: path)
    do {
      let bytes = try request.files.contents(of: path, limit: KeystoreBounds.bytes)
      let password =
        request.options.password ?? Self.secret("keystore.password", subject, request)
        ?? request.options.typedPasswords[path]
      let keyPassword =
        request.options.keyPassword ?? Self.secret("keystore.key-password", subject, request)
      let run = request.options.run
      let inspection = inspectKeystore(
        bytes: bytes, password: password, keyPassword: keyPassword,
        isStopped: { run.interruption != nil })
      request.workbench.write { $0.keystores[subject.name] = inspection }
      let found = KeystoreFacts(
        subject, inspection, facts, hasPassword: password != nil,
        hasKeyPassword: keyPassword != nil,
        hidesKeyPassword: keyPassword == nil
          && request.workbench.read { $0.hiddenKeyPasswords.contains(subject.name) },
        ownAlias: request.workbench.read { $0.settings["keystore.own-alias"]?.value.text })
      return opened(status, subject, request) + found.observations
        + (password == nil && inspection.opens == nil ? [Self.unopened(path)] : [])
    } catch {
      return unopened(error, subject, isNamed: request.options.keystore == path)
    }
  }

  private static func unopened(_ path: String) -> Observation {
    .unchecked(
      Unchecked(
        what: "whether \(path) opens, and its key", why: "no password is known",
        how: "give it with --password-file"))
  }

  private static func secret(
    _ name: String, _ keystore: SubjectID, _ request: CollectionRequest
  ) -> Secret? {
    request.workbench.read { bench in
      (bench.sectionSettings[keystore.name] ?? bench.settings)[name].map(\.value.secret)
    }
  }

  private func opened(
    _ status: FileStatus, _ subject: SubjectID, _ request: CollectionRequest
  ) -> [Observation] {
    var observations: [Observation] = [
      .known(
        "keystore.state", of: subject, .text("present"),
        Evidence(.file, subject.name, excerpt: "the file is there")),
      KeystoreCopies(subject, request.files).observation,
    ]
    // Windows has no such modes, and a tree that was unpacked has those of its unpacking.
    let hasModes =
      request.target.platform != .windows
      && TreeOrigin(request.files, near: [subject.name]).keepsModes
    if hasModes, case .file(let information) = status {
      let mode = String(information.mode, radix: 8)
      observations.append(
        .known(
          "keystore.world-readable", of: subject, .boolean(information.mode & 0o004 != 0),
          Evidence(.file, subject.name, excerpt: "mode \(mode)")))
    } else {
      observations.append(.unknown("keystore.world-readable", of: subject, .notApplicable))
    }
    return observations
  }

  private func unopened(
    _ failure: FileFailure, _ subject: SubjectID, isNamed: Bool
  ) -> [Observation] {
    let (word, excerpt): (String?, String) =
      switch failure {
      case .missing: ("missing", "no file is there")
      case .isFolder: ("folder", "it is a folder")
      case .denied: ("unreadable", "this user may not read it")
      case .tooLarge: ("too-large", "it is larger than the 64 MiB that a keystore may have")
      case .notCollected: (nil, "the tree does not hold its folder")
      case .isSpecial: ("unreadable", "it is no regular file")
      case .outsideTree: (nil, "its links leave the tree")
      case .failed(let words): ("unreadable", words)
      }
    let evidence = Evidence(.file, subject.name, excerpt: excerpt)
    let reason: UnknownReason =
      word == nil ? .offline : word == "unreadable" ? .failed(excerpt) : .notApplicable
    var observations = offer.provides.filter { $0.rawValue.hasPrefix("keystore.") }.map { name in
      Observation.unknown(name, of: subject, reason)
    }
    if let word {
      observations.append(.known("keystore.state", of: subject, .text(word), evidence))
    } else {
      observations.append(
        .unchecked(
          Unchecked(
            what: "the keystore \(subject.name)", why: excerpt,
            how: "add it to the tree, or run Padlock on the host")))
    }
    if isNamed, word != nil || failure == .notCollected {
      observations.append(.failure("The keystore \(subject.name) could not be read: \(excerpt)."))
    }
    observations.append(
      .check(
        CheckRecord(
          id: offer.id, subject: subject, title: "\(title) \(subject.name)", detail: excerpt,
          facts: [word == "missing" || word == "folder" ? "keystore.state" : "keystore.opens"])))
    return observations
  }
}

extension FactSet {
  /// The path of a keystore; its subject's name has more in it where sections share a file.
  public func path(of keystore: SubjectID) -> String {
    guard case .text(let path) = self["keystore.path", keystore].value else { return keystore.name }
    return path
  }
}
