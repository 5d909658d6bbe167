public import PadlockModel

/// Turns the examples of rules into facts, and compares what they give with what they expect.
public enum RuleExamples {
  /// An example that came out otherwise than it says.
  public struct Failure: Hashable, Sendable, CustomStringConvertible {
    public var rule: RuleID
    public var example: RuleExample
    /// What came out; nil where the rule concluded nothing and ruled nothing out.
    public var found: RuleExample.Expectation?

    public init(rule: RuleID, example: RuleExample, found: RuleExample.Expectation?) {
      self.rule = rule
      self.example = example
      self.found = found
    }

    public var problem: RuleProblem {
      RuleProblem(
        at: example.source,
        "the example `\(example.name)` of `\(rule)` expects \(example.expect.rawValue) and gives "
          + (found?.rawValue ?? "nothing"),
        instead: "facts or conditions that agree with `expect`")
    }

    public var description: String { problem.description }
  }

  /// Runs every example of every rule, in their order.
  ///
  /// `judge` says what a rule gives for facts, in the engine's eyes.
  public static func failures(
    in rules: [Rule], judging judge: (Rule, FactSet) -> RuleExample.Expectation?
  ) -> [Failure] {
    rules.flatMap { rule in
      rule.examples.compactMap { example in
        let found = judge(rule, facts(of: example, for: rule))
        return found == example.expect
          ? nil : Failure(rule: rule.id, example: example, found: found)
      }
    }
  }

  /// The facts that an example describes.
  ///
  /// One subject for each kind that it mentions, linked as in a real target. Traits, product and
  /// platform that the rule's `applies` asks for hold without saying so, unless it sets them.
  public static func facts(of example: RuleExample, for rule: Rule) -> FactSet {
    var states = example.facts
    for (name, value) in assumptions(rule.applies) where example.facts[name] == nil {
      if name == "trait" {
        var traits: [String] = []
        if case .list(let present)? = states[name]?.value { traits = present }
        states[name] = .known(.list(traits + [value]), evidence: [])
      } else if states[name] == nil {
        states[name] = .known(.text(value), evidence: [])
      }
    }
    var set = FactSet()
    let kinds = Set(states.keys.compactMap { FactCatalogue.definition(of: $0)?.kind })
    var subjects: [SubjectKind: SubjectID] = [.target: .target]
    for kind in kinds where kind != .target {
      subjects[kind] = SubjectID(kind, name(of: kind, states))
    }
    for (kind, id) in subjects where kind != .target {
      let wholes = wholes(of: kind).compactMap { $0.compactMap { subjects[$0] }.first }
      set.add(Subject(id, name: id.name, within: Set(wholes)))
    }
    for (name, state) in states {
      guard let kind = FactCatalogue.definition(of: name)?.kind, let subject = subjects[kind]
      else { continue }
      set.set(FactKey(name, subject), name.question == nil ? state : Self.said(state))
    }
    return set
  }

  /// An answer with who gave it, for words alone prove nothing.
  private static func said(_ state: FactState) -> FactState {
    guard case .known(let value, _) = state else { return state }
    return .known(value, evidence: [Evidence(.user, "reported", excerpt: value.description)])
  }

  /// What a subject lies in: of each list the first kind that the example has.
  private static func wholes(of kind: SubjectKind) -> [[SubjectKind]] {
    switch kind {
    case .entry: [[.keystore, .service]]
    case .keystore, .listener, .file: [[.service]]
    case .certificate: [[.listener], [.entry]]
    case .target, .service: []
    }
  }

  /// The subject's name: what an identifying fact of it says, else its kind.
  private static func name(of kind: SubjectKind, _ states: [FactName: FactState]) -> String {
    for name in Implication.identity(of: kind).sorted() {
      if case .text(let text)? = states[name]?.value { return text }
    }
    return kind.rawValue
  }

  private static let assumed: Set<FactName> = ["trait", "product", "platform"]

  /// What a condition asks of traits, product and platform, one way of meeting it.
  private static func assumptions(_ condition: Condition) -> [(name: FactName, value: String)] {
    switch condition {
    case .all(let parts): return parts.flatMap(assumptions)
    case .any(let parts):
      // Where another fact could meet it as well, nothing is assumed.
      guard let first = parts.first, condition.facts.isSubset(of: assumed) else { return [] }
      return assumptions(first)
    case .none: return []
    case .fact(let name, let comparisons):
      guard assumed.contains(name) else { return [] }
      return comparisons.compactMap(value).prefix(1).map { (name, $0) }
    }
  }

  private static func value(_ comparison: Comparison) -> String? {
    switch comparison {
    case .is(.text(let text)), .contains(let text): text
    case .is(.list(let texts)): texts.first
    case .in(let values):
      if case .text(let text)? = values.first { text } else { nil }
    case .containsAny(let texts): texts.first
    default: nil
    }
  }
}
