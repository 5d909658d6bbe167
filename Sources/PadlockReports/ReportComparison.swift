public import PadlockModel

/// What changed between two reports, `padlock.compare/1`.
///
/// Diagnoses, checks, facts, symptoms and certificates are compared by what they are about, which
/// keeps the first report's name where the second one's is another; evidence, summaries and timings
/// are not.
public struct ReportComparison: Sendable, Equatable, Encodable {
  public static let schema = "padlock.compare/1"
  /// The state of a diagnosis that could not be judged while another stands.
  static let hidden = "hidden by another"

  /// One of the reports.
  public struct Side: Sendable, Equatable, Encodable {
    public let generated: Timestamp
    public let outcome: Report.Outcome
    public let version: String
    public let rules: String

    init(_ report: Report) {
      generated = report.generated
      outcome = report.outcome
      version = report.tool.version
      rules = report.tool.rules.digest
    }
  }

  /// Something that one report has and the other has not, or has differently.
  public struct Change: Sendable, Equatable, Encodable {
    /// The id of a diagnosis, check or symptom, the name of a fact, or where a certificate is.
    public fileprivate(set) var name: String
    public fileprivate(set) var target: String?
    public fileprivate(set) var subject: String?
    public fileprivate(set) var title: String?
    /// What people call the subject; nil where that is the same.
    public fileprivate(set) var subjectName: String?
    /// Nil where the first report does not have it.
    public internal(set) var before: String?
    /// Nil where the second report does not have it.
    public internal(set) var after: String?
    /// Whether a diagnosis that changed rests on this fact; nil where none does.
    public fileprivate(set) var decides: Bool?

    fileprivate var key: [String?] { [name, target, subject] }
  }

  public let schema: String
  public let before: Side
  public let after: Side
  public private(set) var targets: [Change]
  public private(set) var diagnoses: [Change]
  public private(set) var checks: [Change]
  public private(set) var facts: [Change]
  public private(set) var symptoms: [Change]
  public private(set) var certificates: [Change]

  /// Compares `before` with `after`, a later report on the same system.
  public init(_ before: Report, _ after: Report) {
    schema = Self.schema
    self.before = Side(before)
    self.after = Side(after)
    let sides = [Items(before), Items(after, ReportPairing(before, after))]
    func changes(_ items: (Items) -> [Item]) -> [Change] {
      Self.changes(items(sides[0]), items(sides[1]))
    }
    targets = changes(\.targets)
    let diagnoses = changes(\.diagnoses)
    self.diagnoses = diagnoses
    checks = changes(\.checks)
    let deciders = sides.map { $0.deciders(of: diagnoses) }
    facts = changes(\.facts).map { change in
      guard deciders.contains(where: { $0.contains(change.key) }) else { return change }
      var change = change
      change.decides = true
      return change
    }
    symptoms = changes(\.symptoms)
    certificates = changes(\.certificates)
  }

  /// Whether the two say the same, whenever and by whichever version they were made.
  public var isEmpty: Bool {
    [targets, diagnoses, checks, facts, symptoms, certificates].allSatisfy(\.isEmpty)
      && before.outcome == after.outcome
  }

  /// Something that is compared, by what it is about.
  private struct Item {
    var name: String
    var target: String?
    var subject: String?
    var title: String?
    var subjectName: String?
    var state: String
    var key: [String?] { [name, target, subject] }
  }

  /// What a report says, by the names that the earlier of two has for it.
  private struct Items {
    let report: Report
    /// Nil for the earlier one.
    let pairing: ReportPairing?
    private let names: [String: String]

    init(_ report: Report, _ pairing: ReportPairing? = nil) {
      self.report = report
      self.pairing = pairing
      names = Dictionary(
        report.targets.flatMap(\.subjects).map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    }

    private func item(
      _ name: String, _ target: String, _ subject: String?, title: String? = nil, _ state: String
    ) -> Item {
      Item(
        name: name, target: pairing?.target(target) ?? target,
        subject: subject.map { pairing?.subject($0, of: target) ?? $0 }, title: title,
        subjectName: subject.flatMap { names[$0] }, state: state)
    }

    var targets: [Item] {
      report.targets.map { one in
        Item(
          name: pairing?.target(one.id) ?? one.id, title: one.name,
          state: one.url ?? one.home ?? one.host)
      }
    }

    var diagnoses: [Item] {
      report.diagnoses.sorted { $0.rank < $1.rank }.map { one in
        item(
          one.id, one.target, one.subject, title: one.title,
          "\(one.severity.rawValue), \(one.certainty.rawValue)")
      }
        + report.masked.map { one in
          item(one.id, one.target, one.subject, title: one.title, ReportComparison.hidden)
        }
    }

    var checks: [Item] {
      report.checks.map { one in
        item(one.id, one.target, one.subject, title: one.title, one.result.rawValue)
      }
    }

    var facts: [Item] {
      report.facts.map { one in
        let state =
          switch one.state {
          case .value(let value): value.description
          case .absent: "absent"
          // Why something is unknown may be worded anew; that it is, is what counts.
          case .unknown: "unknown"
          }
        return item(one.name.rawValue, one.target, one.subject, state)
      }
    }

    var symptoms: [Item] {
      report.symptoms.map { one in
        Item(
          name: one.id, subject: one.source, title: one.text,
          state: one.current ? "current" : "history")
      }
    }

    var certificates: [Item] {
      report.certificates.flatMap { one in
        one.seenAt.map { place in
          Item(
            name: pairing?.subject(place) ?? place, subject: one.isCA ? one.subject : nil,
            title: one.subject,
            state: "\(one.subject), until \(one.notAfter), SHA-256 \(one.sha256)")
        }
      }
    }

    /// The facts that the conditions of these diagnoses look at, as ``Item/key`` has them.
    func deciders(of changes: [Change]) -> Set<[String?]> {
      let keys = Set(changes.map(\.key))
      var deciders: Set<[String?]> = []
      for one in report.diagnoses {
        guard keys.contains(item(one.id, one.target, one.subject, "").key) else { continue }
        for leaf in one.why.leaves {
          let subject = leaf.subject == .target ? nil : leaf.subject.description
          deciders.insert(item(leaf.fact.rawValue, one.target, subject, "").key)
        }
      }
      return deciders
    }
  }

  private static func changes(_ before: [Item], _ after: [Item]) -> [Change] {
    // Of several with one key, such as a message that two versions word differently, all count.
    let old = Grouping.inOrder(before, by: \.key)
    let new = Grouping.inOrder(after, by: \.key)
    let known = Dictionary(uniqueKeysWithValues: new.map { ($0.key, $0) })
    var changes: [Change] = []
    for group in old {
      let states = group.elements.map(\.state)
      let later = known[group.key]?.elements.map(\.state) ?? []
      if states.sorted() != later.sorted() {
        changes.append(change(group.elements[0], states, later))
      }
    }
    let seen = Set(old.map(\.key))
    for group in new where !seen.contains(group.key) {
      changes.append(change(group.elements[0], [], group.elements.map(\.state)))
    }
    return changes
  }

  private static func change(_ item: Item, _ before: [String], _ after: [String]) -> Change {
    func words(_ states: [String]) -> String? {
      states.isEmpty ? nil : Grouping.inOrder(states, by: \.self).map(\.key).joined(separator: "; ")
    }
    return Change(
      name: item.name, target: item.target, subject: item.subject, title: item.title,
      subjectName: item.subjectName, before: words(before), after: words(after))
  }
}

extension ReportComparison: Maskable {
  /// Both reports were read from files, so all of it is from outside.
  public func changingOutsideText(_ change: (String) -> String) -> ReportComparison {
    func all(_ changes: [Change]) -> [Change] {
      changes.map { one in
        var one = one
        one.name = change(one.name)
        one.target = one.target.map(change)
        one.subject = one.subject.map(change)
        one.title = one.title.map(change)
        one.subjectName = one.subjectName.map(change)
        one.before = one.before.map(change)
        one.after = one.after.map(change)
        return one
      }
    }
    var comparison = self
    comparison.targets = all(targets)
    comparison.diagnoses = all(diagnoses)
    comparison.checks = all(checks)
    comparison.facts = all(facts)
    comparison.symptoms = all(symptoms)
    comparison.certificates = all(certificates)
    return comparison
  }
}
