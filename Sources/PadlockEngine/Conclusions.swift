public import PadlockModel

/// Which judgements stand once diagnoses that hide or explain others are taken into account.
public struct Conclusions: Sendable {
  public enum Standing: Sendable, Equatable {
    case concluded(Certainty)
    /// Another, concluded diagnosis hides it, or explains it more exactly.
    case masked(by: Int)
    case ruledOut
    case doesNotApply
    case open
  }

  /// In order of rule id and subject.
  public let judgements: [Judgement]
  public let standings: [Standing]

  init(_ judgements: [Judgement], _ neighbourhood: Neighbourhood) {
    self.judgements = judgements
    var standings: [Standing] = judgements.map { judgement in
      switch judgement.verdict {
      case .concluded(let certainty): .concluded(certainty)
      case .ruledOut: .ruledOut
      case .doesNotApply: .doesNotApply
      case .open: .open
      }
    }
    let byRule = Dictionary(grouping: judgements.indices) { judgements[$0].rule.id }
    var maskedBy: [RuleID: [RuleID]] = [:]
    for judgement in Set(judgements.map(\.rule)) {
      for hidden in judgement.masks { maskedBy[hidden, default: []].append(judgement.id) }
    }
    /// The first concluded judgement, confirmed or likely, of one of these rules near `index`.
    func concluded(_ rules: [RuleID], near index: Int) -> Int? {
      for rule in rules.sorted() {
        for other in byRule[rule] ?? [] where other != index {
          guard standings[other].isConcluded,
            neighbourhood.related(judgements[other].subject, judgements[index].subject)
          else { continue }
          return other
        }
      }
      return nil
    }
    for rule in Self.hidingOrder(judgements) {
      for index in byRule[rule] ?? [] {
        switch standings[index] {
        case .ruledOut, .doesNotApply: continue
        case .concluded, .open, .masked: break
        }
        let isConclusion = if case .concluded = standings[index] { true } else { false }
        if isConclusion, let other = concluded(judgements[index].rule.unless, near: index) {
          standings[index] = .masked(by: other)
        } else if standings[index] != .concluded(.confirmed),
          let other = concluded(maskedBy[rule] ?? [], near: index)
        {
          standings[index] = .masked(by: other)
        }
      }
    }
    self.standings = standings
  }

  /// Rule ids so that whatever hides another comes before it; lint keeps this free of cycles, and a
  /// cycle of unchecked rules is broken at the smallest id.
  private static func hidingOrder(_ judgements: [Judgement]) -> [RuleID] {
    let rules = Dictionary(judgements.map { ($0.rule.id, $0.rule) }) { first, _ in first }
    var hiders: [RuleID: Set<RuleID>] = [:]
    for (id, rule) in rules {
      hiders[id, default: []].formUnion(rule.unless)
      for hidden in rule.masks { hiders[hidden, default: []].insert(id) }
    }
    var ordered: [RuleID] = []
    var state: [RuleID: Bool] = [:]
    for root in rules.keys.sorted() {
      var stack = [(root, false)]
      while let (id, isDone) = stack.popLast() {
        if isDone {
          ordered.append(id)
          state[id] = true
        } else if state[id] == nil {
          state[id] = false
          stack.append((id, true))
          for hider in (hiders[id] ?? []).sorted().reversed() where state[hider] == nil {
            stack.append((hider, false))
          }
        }
      }
    }
    return ordered
  }
}

extension Conclusions.Standing {
  /// Whether it is sure enough to hide, explain or cause another.
  var isConcluded: Bool {
    self == .concluded(.confirmed) || self == .concluded(.likely)
  }
}
