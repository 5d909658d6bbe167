import OpenSSLBridge
import PadlockModel
import PadlockNetwork
import PadlockReaders

/// What a certificate or key file says, as facts about it.
struct ServerFileFacts {
  /// The most that is read of such a file: 4 MiB.
  static let limit = 4 << 20

  private let subject: SubjectID
  private let file: ServerFile
  private let request: CollectionRequest
  private let origin: TreeOrigin

  init(_ path: String, _ file: ServerFile, _ request: CollectionRequest, _ origin: TreeOrigin) {
    subject = SubjectID(.file, path)
    self.file = file
    self.request = request
    self.origin = origin
  }

  private func evidence(_ excerpt: String) -> Evidence {
    Evidence(.file, subject.name, excerpt: excerpt)
  }

  /// - Parameters:
  ///   - opens: whether the key in it opens; nil where that cannot be told.
  ///   - isKey: whether the service takes its key from here.
  ///   - hasPhrase: whether a pass phrase for it is known.
  /// - Returns: the facts and the check.
  func observations(opens: Bool?, isKey: Bool, hasPhrase: Bool) -> [Observation] {
    let holds = file.holds.map(\.rawValue)
    var observations: [Observation] = [
      .known("file.state", of: subject, .text("present"), evidence("the file is there")),
      .known(
        "file.format", of: subject, .text(file.format.word),
        evidence("its bytes are \(file.format.word)")),
      .known(
        "file.holds", of: subject, .list(holds),
        evidence(holds.isEmpty ? "holds no PEM block" : "holds \(holds.joined(separator: ", "))")),
      file.problem.map {
        .known("file.damage", of: subject, .text($0.description), evidence($0.description))
      } ?? .absent("file.damage", of: subject, evidence("its blocks are whole")),
    ]
    observations += key(opens, isKey: isKey, hasPhrase: hasPhrase) + rights
    observations.append(
      .check(
        CheckRecord(
          id: "server-files", subject: subject, title: "Read \(subject.name)", detail: detail,
          facts: [
            "file.state", "file.format", "file.damage", "file.holds", "file.key",
            "file.world-readable", "file.service-can-read",
          ])))
    return observations
  }

  private var detail: String {
    if let problem = file.problem { return problem.description }
    let count = file.certificates.count
    var parts = count == 0 ? [] : ["\(count) certificate\(count == 1 ? "" : "s")"]
    if let key = file.key { parts.append(key == .plain ? "a private key" : "an encrypted key") }
    return
      "\(file.format.word) with \(parts.isEmpty ? "neither" : parts.joined(separator: " and "))"
  }

  private func key(_ opens: Bool?, isKey: Bool, hasPhrase: Bool) -> [Observation] {
    guard isKey, let key = file.key else {
      return [.absent("file.key", of: subject, evidence("no key is taken from it"))]
        + ["file.key-password", "file.key-opens"].map {
          .unknown($0, of: subject, .notApplicable)
        }
    }
    let shown = key == .plain ? "its key is not encrypted" : "its key is encrypted"
    return [
      .known("file.key", of: subject, .text(key.rawValue), evidence(shown)),
      password(hasPhrase),
      opens.map {
        .known(
          "file.key-opens", of: subject, .boolean($0),
          evidence($0 ? "its key opens" : "its key does not open with the pass phrase"))
      } ?? .unknown("file.key-opens", of: subject, .failed(whyNotOpened(hasPhrase))),
    ]
  }

  private func whyNotOpened(_ hasPhrase: Bool) -> String {
    if !hasPhrase { return "no pass phrase is known" }
    return request.options.run.interruption == nil
      ? "its encryption is none that is tried" : "there was no time left to try the pass phrases"
  }

  /// Whether the service has a pass phrase, which only its configuration says.
  private func password(_ hasPhrase: Bool) -> Observation {
    if hasPhrase {
      return .known(
        "file.key-password", of: subject, .text("configured"), evidence("a pass phrase is set"))
    }
    let pairs = request.workbench.read { $0.pairs }
    guard request.installation != nil, pairs.contains(where: { $0.place.kind == .file }) else {
      return .unknown(
        "file.key-password", of: subject, .failed("the service's configuration is not at hand"))
    }
    if pairs.contains(where: { $0.key == subject.name && !$0.knowsPasswords }) {
      return .unknown(
        "file.key-password", of: subject, .failed("what the configuration names is not known here"))
    }
    return .known(
      "file.key-password", of: subject, .text("missing"), evidence("no pass phrase is set"))
  }

  private var rights: [Observation] {
    guard case .file(let information) = request.files.status(of: subject.name) else { return [] }
    var observations: [Observation] = [
      .known(
        "file.changed", of: subject, .time(information.changed),
        Evidence(.file, subject.name, time: information.changed, excerpt: "last changed"))
    ]
    let digits = String(information.mode, radix: 8)
    let mode = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    let names = UserTable(of: request.files)
    let owner = names.name(of: information.ownerID) ?? String(information.ownerID)
    let group = names.group(of: information.groupID) ?? String(information.groupID)
    let shown = evidence("mode \(mode), owner \(owner), group \(group)")
    let isPosix = request.target.platform != .windows
    func fact(_ name: FactName, _ value: FactValue?, where isKnown: Bool) -> Observation {
      guard isPosix, isKnown, let value else { return .unknown(name, of: subject, .notApplicable) }
      return .known(name, of: subject, value, shown)
    }
    let anybody = UserIdentity(name: "anybody", id: -1, groups: [])
    let isOpen = Permissions(files: request.files).allows(anybody, .read, subject.name)
    observations += [
      fact("file.owner", .text(owner), where: origin.keepsOwners),
      fact("file.group", .text(group), where: origin.keepsOwners),
      fact("file.mode", .text(mode), where: origin.keepsModes),
      fact("file.world-readable", isOpen.map(FactValue.boolean), where: origin.keepsModes),
    ]
    return observations
  }
}

extension FileFormat {
  /// The word that facts have for it.
  var word: String {
    switch self {
    case .empty: "empty"
    case .text, .utf16Text: "text"
    case .unknown: "unknown"
    default: KeystoreInspection.Format(self).rawValue
    }
  }
}
