import PadlockModel

/// Which rules hide or explain others (`masks`, `unless`), and in which order to look at them.
struct Hiding: Sendable {
  /// Ids of the rules that mask a rule.
  let maskedBy: [RuleID: Set<RuleID>]
  /// The rules that others can hide, each after whatever hides it; lint keeps this free of cycles,
  /// and a cycle of unchecked rules is broken at the smallest id.
  let order: [RuleID]

  init(_ rules: [Rule]) {
    var maskedBy: [RuleID: Set<RuleID>] = [:]
    var hiders: [RuleID: Set<RuleID>] = [:]
    for rule in rules {
      if !rule.unless.isEmpty { hiders[rule.id, default: []].formUnion(rule.unless) }
      for hidden in rule.masks {
        hiders[hidden, default: []].insert(rule.id)
        maskedBy[hidden, default: []].insert(rule.id)
      }
    }
    self.maskedBy = maskedBy
    order = Self.order(hiders)
  }

  private static func order(_ hiders: [RuleID: Set<RuleID>]) -> [RuleID] {
    var ordered: [RuleID] = []
    var seen: Set<RuleID> = []
    for root in hiders.keys.sorted() {
      var stack = [(root, false)]
      while let (id, isDone) = stack.popLast() {
        if isDone {
          ordered.append(id)
        } else if let above = hiders[id], seen.insert(id).inserted {
          stack.append((id, true))
          for hider in above.sorted().reversed() where !seen.contains(hider) {
            stack.append((hider, false))
          }
        }
      }
    }
    return ordered
  }
}
