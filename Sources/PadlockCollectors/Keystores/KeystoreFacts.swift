import OpenSSLBridge
import PadlockModel
import PadlockReaders

/// What an opened keystore says, as facts about it and its entries.
struct KeystoreFacts {
  private let subject: SubjectID
  private let inspection: KeystoreInspection
  private let facts: FactSet
  private let hasPassword: Bool
  private let hasKeyPassword: Bool
  /// Whether the configuration has a key password that is not known here.
  private let hidesKeyPassword: Bool
  /// The alias of the entry that the product keeps for itself.
  private let ownAlias: String?

  init(
    _ subject: SubjectID, _ inspection: KeystoreInspection, _ facts: FactSet, hasPassword: Bool,
    hasKeyPassword: Bool, hidesKeyPassword: Bool, ownAlias: String? = nil
  ) {
    self.ownAlias = ownAlias?.lowercased()
    self.subject = subject
    self.inspection = inspection
    self.facts = facts
    self.hasPassword = hasPassword
    self.hasKeyPassword = hasKeyPassword
    self.hidesKeyPassword = hidesKeyPassword
  }

  private var path: String { facts.path(of: subject) }
  private var isKeystore: Bool { [.jks, .jceks, .pkcs12].contains(inspection.format) }

  private func evidence(_ excerpt: String) -> Evidence {
    Evidence(.keystore, path, excerpt: excerpt)
  }

  var observations: [Observation] {
    var observations: [Observation] = [
      .known(
        "keystore.format", of: subject, .text(format),
        evidence("its bytes are \(format), \(inspection.bytes) bytes")),
      damage, typeMatches, opens, encryption,
    ]
    observations += isKeystore ? listing : unlisted
    observations.append(
      .check(
        CheckRecord(
          id: "keystore", subject: subject, title: "Open \(path)", detail: detail,
          facts: [
            "keystore.state", "keystore.format", "keystore.damage", "keystore.opens",
            "keystore.private-keys", "keystore.alias-kind", "entry.key-opens",
          ], isNotable: !lockedKeys.isEmpty)))
    return observations
  }

  /// The fact's word for the format.
  private var format: String { inspection.recognised.word }

  private var detail: String {
    if let problem = inspection.problem { return problem.description }
    let keys = inspection.entries.count { $0.kind == .privateKey }
    let entries =
      "\(Self.count(inspection.entries.count, "entry", "entries")), "
      + Self.count(keys, "private key", "private keys")
    let locked = lockedKeys.joined(separator: ", ")
    return locked.isEmpty
      ? "\(format) with \(entries)"
      : "the key of \(locked) does not open; \(format) with \(entries)"
  }

  /// The aliases of private keys that do not open.
  private var lockedKeys: [String] {
    if hidesKeyPassword { return [] }
    return inspection.entries.filter { $0.kind == .privateKey && $0.keyOpens == false }.map(\.alias)
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }

  private var damage: Observation {
    switch inspection.problem {
    case .truncated, .malformed, .tooManyIterations, .unreadableCertificate, .unreadableBlock:
      .known(
        "keystore.damage", of: subject, .text(inspection.problem?.description ?? ""),
        evidence(inspection.problem?.description ?? ""))
    default: .absent("keystore.damage", of: subject, evidence("its structure is whole"))
    }
  }

  /// Java takes a store without a declared type for JKS (Spring Boot 2).
  private var typeMatches: Observation {
    guard isKeystore else { return .unknown("keystore.type-matches", of: subject, .notApplicable) }
    let declared = facts["keystore.declared-type", subject]
    guard case .text(let type) = declared.value else {
      return .unknown("keystore.type-matches", of: subject, .notApplicable)
    }
    return .fact(
      FactKey("keystore.type-matches", subject),
      .known(
        .boolean(type == format),
        evidence: declared.evidence + [evidence("its bytes are \(format)")]))
  }

  private var opens: Observation {
    guard isKeystore, hasPassword, let opens = inspection.opens else {
      return .unknown("keystore.opens", of: subject, .notApplicable)
    }
    if !opens, inspection.problem != .wrongPassword {
      return .unknown(
        "keystore.opens", of: subject,
        inspection.problem.map { .failed($0.description) } ?? .notApplicable)
    }
    return .known(
      "keystore.opens", of: subject, .boolean(opens),
      evidence(
        opens ? "it opens with the configured password" : "it does not open with the password"))
  }

  private var encryption: Observation {
    guard inspection.format == .pkcs12, let algorithms = inspection.algorithms else {
      return .unknown("keystore.encryption", of: subject, .notApplicable)
    }
    let word =
      algorithms.isTooNewForOldJava
      ? "modern" : algorithms.isLegacy || inspection.needsLegacyProvider ? "legacy" : "usual"
    let names = (algorithms.keys + algorithms.certificates).map(\.name)
    let mac = algorithms.mac.map { ["MAC \($0.name)"] } ?? []
    return .known(
      "keystore.encryption", of: subject, .text(word),
      evidence(Set(names + mac).sorted().joined(separator: ", ")))
  }

  private var unlisted: [Observation] {
    ["keystore.aliases", "keystore.private-keys", "keystore.alias-kind"].map {
      .unknown($0, of: subject, .notApplicable)
    }
  }

  /// Whether the entries are all there: a wrong password hides those of a PKCS12 store.
  private var isListed: Bool {
    inspection.opens == true || (inspection.format != .pkcs12 && !inspection.entries.isEmpty)
  }

  private var listing: [Observation] {
    guard isListed else {
      return unlisted.map { observation in
        guard case .fact(let key, _) = observation else { return observation }
        return .fact(key, .unknown(.failed("the keystore does not open")))
      }
    }
    let aliases = inspection.entries.map(\.alias)
    let keys = inspection.entries.filter { $0.kind == .privateKey }
    var observations: [Observation] = [
      .known(
        "keystore.aliases", of: subject, .list(Array(aliases.prefix(1_000))),
        evidence("it holds \(aliases.isEmpty ? "no entry" : shown(aliases))")),
      .known(
        "keystore.private-keys", of: subject, .integer(keys.count),
        evidence("it holds \(keys.count) private keys")),
      aliasKind,
    ]
    for entry in inspection.entries.prefix(1_000) {
      observations += self.entry(entry, among: keys.map { $0.alias.lowercased() })
    }
    return observations
  }

  private func shown(_ aliases: [String]) -> String {
    let first = aliases.prefix(10).map { "\"\($0)\"" }.joined(separator: ", ")
    return aliases.count > 10 ? "\(first) and \(aliases.count - 10) more" : first
  }

  /// The configured alias; Java compares without regard to case.
  private var alias: String? {
    guard case .text(let alias) = facts["keystore.alias", subject].value else { return nil }
    return alias.lowercased()
  }

  private var aliasKind: Observation {
    guard let alias else { return .unknown("keystore.alias-kind", of: subject, .notApplicable) }
    let entry = inspection.entries.first { $0.alias.lowercased() == alias }
    let word = entry.map(\.kind.rawValue) ?? "missing"
    let excerpt =
      entry.map { "\"\($0.alias)\" is a \($0.kind.rawValue) entry" }
      ?? "no entry is called \"\(alias)\""
    return .known("keystore.alias-kind", of: subject, .text(word), evidence(excerpt))
  }

  /// Whether the product is to take its key from an entry; nil where nothing says which.
  ///
  /// That is the one that is configured, else the only one that the product does not keep for
  /// itself. Its own counts where HTTPS is on and no other is there.
  private func isUsed(_ entry: KeystoreInspection.Entry, among keys: [String]) -> Bool? {
    guard entry.kind == .privateKey else { return false }
    let name = entry.alias.lowercased()
    if let alias { return keys.contains(alias) ? name == alias : nil }
    let others = keys.filter { $0 != ownAlias }
    if name == ownAlias { return others.isEmpty && !isOff }
    return others.count == 1 ? true : nil
  }

  private var isOff: Bool {
    facts.subjects(of: .service).contains {
      facts["https.enabled", $0.id].value == .boolean(false)
        || facts["https.configured", $0.id].value == .boolean(false)
    }
  }

  private func entry(
    _ entry: KeystoreInspection.Entry, among keys: [String]
  ) -> [Observation] {
    let id = SubjectID(.entry, "\(entry.alias) in \(subject.name)")
    let seen = Evidence(
      .keystore, path, excerpt: "\"\(entry.alias)\" is a \(entry.kind.rawValue) entry")
    var observations: [Observation] = [
      .subject(Subject(id, name: "\"\(entry.alias)\" in \(subject.name)", within: [subject])),
      .known("entry.alias", of: id, .text(entry.alias), seen),
      .known("entry.kind", of: id, .text(entry.kind.rawValue), seen),
      .known(
        "entry.chain-length", of: id, .integer(entry.chain.count),
        evidence("\(entry.chain.count) certificates in \"\(entry.alias)\"")),
    ]
    observations.append(
      isUsed(entry, among: keys).map { .known("entry.is-used", of: id, .boolean($0), seen) }
        ?? .unknown(
          "entry.is-used", of: id,
          .failed(
            alias == nil
              ? "several keys are there and no alias chooses one"
              : "the alias names no private key")))
    guard entry.kind == .privateKey else {
      return observations
        + ["entry.key-opens", "entry.key-password", "entry.key-matches"].map {
          .unknown($0, of: id, .notApplicable)
        }
    }
    let isOwn = hasKeyPassword || hidesKeyPassword
    observations.append(
      .known(
        "entry.key-password", of: id, .text(isOwn ? "own" : "store"),
        evidence(isOwn ? "a key password is configured" : "no key password is configured")))
    // That a key stays closed says nothing while the store's own password is wrong.
    if let opens = entry.keyOpens, hasPassword || hasKeyPassword,
      opens || inspection.opens == true && !hidesKeyPassword
    {
      let with = hasKeyPassword ? "the configured key password" : "the keystore's password"
      observations.append(
        .known(
          "entry.key-opens", of: id, .boolean(opens),
          evidence(
            "the key of \"\(entry.alias)\" \(opens ? "opens" : "does not open") with \(with)")))
    } else {
      observations.append(
        .unknown(
          "entry.key-opens", of: id,
          inspection.opens == false
            ? .failed("the keystore does not open")
            : hidesKeyPassword
              ? .failed("the key's password is not known here")
              : entry.keyProblem.map { .failed($0.description) } ?? .notApplicable))
    }
    observations.append(
      entry.keyMatchesCertificate.map {
        .known(
          "entry.key-matches", of: id, .boolean($0),
          evidence(
            "the key of \"\(entry.alias)\" \($0 ? "belongs" : "does not belong") to its certificate"
          ))
      } ?? .unknown("entry.key-matches", of: id, .notApplicable))
    return observations
  }
}
