import PadlockEngine
import PadlockModel

/// Explains one rule's judgement in lines: the conditions as a tree, each fact with its evidence.
struct WhyText {
  private let verdict: TargetVerdict

  init(_ verdict: TargetVerdict) { self.verdict = verdict }

  /// The explanation for every subject of the rule.
  func lines(_ id: RuleID) -> [String] {
    let conclusions = verdict.conclusions
    let indices = conclusions.judgements.indices.filter { conclusions.judgements[$0].rule.id == id }
    return indices.flatMap { index -> [String] in
      let judgement = conclusions.judgements[index]
      let place = judgement.subject == .target ? "" : ", \(judgement.subject.name)"
      let head = "\(id) for \(verdict.findings.target.id)\(place): \(standing(index))"
      return [head] + tree(judgement.why, depth: 1)
    }
  }

  private func standing(_ index: Int) -> String {
    switch verdict.conclusions.standings[index] {
    case .concluded(let certainty): "\(certainty.rawValue)"
    case .masked(let other):
      "not judged: \(verdict.conclusions.judgements[other].rule.id) explains or hides it"
    case .ruledOut: "ruled out"
    case .doesNotApply: "does not apply here"
    case .open: "not concluded: too little is known"
    }
  }

  private func tree(_ tree: ConditionTree, depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    switch tree {
    case .all(let parts, let result):
      return ["\(indent)\(mark(result)) all of"] + parts.flatMap { self.tree($0, depth: depth + 1) }
    case .any(let parts, let result):
      return ["\(indent)\(mark(result)) any of"] + parts.flatMap { self.tree($0, depth: depth + 1) }
    case .none(let parts, let result):
      return ["\(indent)\(mark(result)) none of"]
        + parts.flatMap { self.tree($0, depth: depth + 1) }
    case .fact(let leaf):
      let value = leaf.value ?? "unknown (\((leaf.reason ?? .notCollected).text))"
      let line = "\(indent)\(mark(leaf.result)) \(leaf.fact) is \(value); asked: \(leaf.expected)"
      return [line]
        + leaf.evidence.prefix(5).map { evidence in
          let place = evidence.line.map { "\(evidence.source):\($0)" } ?? evidence.source
          return "\(indent)    \(place)  \(evidence.excerpt)"
        }
    }
  }

  private func mark(_ result: Kleene) -> String {
    switch result {
    case .yes: "[yes]"
    case .no: "[no] "
    case .unknown: "[?]  "
    }
  }
}
