import PadlockModel
import PadlockReaders

/// Why a fact is unknown, as examples write it.
enum ExampleReason: String, CaseIterable {
  case notCollected = "not-collected"
  case notApplicable = "not-applicable"
  case byChoice = "by-choice"
  case offline, failed, declined

  var reason: UnknownReason {
    switch self {
    case .notCollected: .notCollected
    case .notApplicable: .notApplicable
    case .byChoice: .byChoice
    case .offline: .offline
    case .failed: .failed("the example says so")
    case .declined: .declined
    }
  }
}

extension FileReader {
  mutating func examples(_ tree: YAMLTree?) -> [RuleExample] {
    items(tree, "`examples`").enumerated().compactMap { example($1, index: $0) }
  }

  private mutating func example(_ tree: YAMLTree, index: Int) -> RuleExample? {
    guard
      let fields = Fields(tree, "an example", keys: Keys.example, required: Keys.example, &self)
    else { return nil }
    note("examples/\(index)/expect", at: fields["expect"]?.place ?? tree.place)
    var facts: [FactName: FactState] = [:]
    if let tree = fields["facts"] {
      guard case .mapping(let lines) = tree.value else {
        error(
          tree.place, "`facts` is \(tree.shape), not a mapping",
          instead: "`facts: { fact: value }`")
        return nil
      }
      for line in lines {
        note("examples/\(index)/\(line.key)", at: line.place)
        guard let fact = factName(line.key, at: line.place) else { continue }
        if let state = state(line.value, fact) { facts[fact.name] = state }
      }
    }
    return RuleExample(
      name: text(fields["name"], "the name") ?? "", facts: facts,
      expect: word(fields["expect"], "the expectation", as: RuleExample.Expectation.self)
        ?? .ruledOut,
      source: position(tree.place))
  }

  private mutating func state(_ tree: YAMLTree, _ fact: FactDefinition) -> FactState? {
    guard case .mapping(let lines) = tree.value else {
      guard let value = value(tree, of: fact.name, fact.type) else { return nil }
      if case .list = fact.type, case .text(let only) = value {
        return .known(.list([only]), evidence: [])
      }
      return .known(value, evidence: [])
    }
    if lines.count == 1, let line = lines.first {
      if line.key == "absent", case .scalar("true", _) = line.value.value {
        return .absent(evidence: [])
      }
      if line.key == "unknown" {
        return word(line.value, "the reason", as: ExampleReason.self).map { .unknown($0.reason) }
      }
    }
    error(
      tree.place, "`\(fact.name)` has a state that does not exist",
      instead: "a value, `{ absent: true }` or `{ unknown: not-collected }`")
    return nil
  }
}
