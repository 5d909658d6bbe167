import PadlockModel

/// Picks, of a fact's evidence, what shows that a line holds.
enum LeafEvidence {
  /// Of a list, only what shows the elements asked for, where any does.
  static func of(
    _ state: FactState, _ comparisons: [Comparison], _ comparing: Comparing
  ) -> [Evidence] {
    let all = state.evidence
    guard all.contains(where: { $0.about != nil }) else { return all }
    var chosen: [Evidence] = []
    for evidence in all {
      guard let element = evidence.about else { continue }
      let single = FactState.known(.list([element]), evidence: [])
      for comparison in comparisons where asksForElements(comparison) {
        if comparing.holds(comparison, for: single, other: nil) == .yes {
          chosen.append(evidence)
          break
        }
      }
    }
    return chosen.isEmpty ? all.filter { $0.about == nil } : chosen
  }

  private static func asksForElements(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .is, .in, .contains, .containsAny, .matches, .startsWith, .endsWith, .exists(true): true
    default: false
    }
  }
}
