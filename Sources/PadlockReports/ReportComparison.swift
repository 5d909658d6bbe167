public import PadlockModel

/// What changed between two reports, `padlock.compare/1`.
///
/// Diagnoses, checks, facts, symptoms and certificates are compared by what they are about;
/// evidence, summaries and timings are not.
public struct ReportComparison: Sendable, Equatable, Encodable {
  public static let schema = "padlock.compare/1"

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
    /// Nil where the first report does not have it.
    public fileprivate(set) var before: String?
    /// Nil where the second report does not have it.
    public fileprivate(set) var after: String?
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
    let states = [before, after].map { report in
      [
        Self.targets(report), Self.diagnoses(report), Self.checks(report), Self.facts(report),
        Self.symptoms(report), Self.certificates(report),
      ]
    }
    let changes = zip(states[0], states[1]).map(Self.changes)
    targets = changes[0]
    diagnoses = changes[1]
    checks = changes[2]
    facts = changes[3]
    symptoms = changes[4]
    certificates = changes[5]
  }

  /// Whether the two say the same, whenever and by whichever version they were made.
  public var isEmpty: Bool {
    [targets, diagnoses, checks, facts, symptoms, certificates].allSatisfy(\.isEmpty)
      && before.outcome == after.outcome
  }

  // What is compared, by what it is about.

  private struct Item {
    var name: String
    var target: String?
    var subject: String?
    var title: String?
    var state: String
    var key: [String?] { [name, target, subject] }
  }

  private static func targets(_ report: Report) -> [Item] {
    report.targets.map { one in
      Item(name: one.id, title: one.name, state: one.url ?? one.home ?? one.host)
    }
  }

  private static func diagnoses(_ report: Report) -> [Item] {
    report.diagnoses.sorted { $0.rank < $1.rank }.map { one in
      Item(
        name: one.id, target: one.target, subject: one.subject, title: one.title,
        state: "\(one.severity.rawValue), \(one.certainty.rawValue)")
    }
      + report.masked.map { one in
        Item(
          name: one.id, target: one.target, subject: one.subject, title: one.title,
          state: "hidden by another")
      }
  }

  private static func checks(_ report: Report) -> [Item] {
    report.checks.map { one in
      Item(
        name: one.id, target: one.target, subject: one.subject, title: one.title,
        state: one.result.rawValue)
    }
  }

  private static func facts(_ report: Report) -> [Item] {
    report.facts.compactMap { one in
      let state: String
      switch one.state {
      case .value(let value): state = value.description
      case .absent: state = "absent"
      // Why something is unknown may be worded anew; that it is, is what counts.
      case .unknown: state = "unknown"
      }
      return Item(name: one.name.rawValue, target: one.target, subject: one.subject, state: state)
    }
  }

  private static func symptoms(_ report: Report) -> [Item] {
    report.symptoms.map { one in
      Item(
        name: one.id, subject: one.source, title: one.text,
        state: one.current ? "current" : "history")
    }
  }

  private static func certificates(_ report: Report) -> [Item] {
    report.certificates.flatMap { one in
      one.seenAt.map { place in
        Item(
          name: place, subject: one.isCA ? one.subject : nil, title: one.subject,
          state: "\(one.subject), until \(one.notAfter), SHA-256 \(one.sha256)")
      }
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
      before: words(before), after: words(after))
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
