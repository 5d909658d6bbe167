import PadlockModel

/// The facts that suffice to show why a condition holds, or why it does not.
enum Proof {
  /// A minimal set of facts from which `tree` comes out as it did; empty for an unknown result.
  static func minimal(of tree: ConditionTree) -> Set<FactKey> {
    guard tree.result != .unknown else { return [] }
    var kept = Set(support(tree).flatMap(keys))
    for key in kept.sorted() {
      let without = kept.subtracting([key])
      if value(tree, keeping: without) == tree.result { kept = without }
    }
    return kept
  }

  /// The leaves that decide `tree`, in its order.
  static func leaves(of tree: ConditionTree) -> [ConditionTree.Leaf] {
    let kept = minimal(of: tree)
    return support(tree).filter { leaf in keys(leaf).allSatisfy(kept.contains) }
  }

  /// The result if only the facts in `kept` were known.
  static func value(_ tree: ConditionTree, keeping kept: Set<FactKey>) -> Kleene {
    switch tree {
    case .all(let parts, _): parts.reduce(.yes) { $0 && value($1, keeping: kept) }
    case .any(let parts, _): parts.reduce(.no) { $0 || value($1, keeping: kept) }
    case .none(let parts, _): parts.reduce(.yes) { $0 && !value($1, keeping: kept) }
    case .fact(let leaf): keys(leaf).allSatisfy(kept.contains) ? leaf.result : .unknown
    }
  }

  private static func keys(_ leaf: ConditionTree.Leaf) -> [FactKey] {
    [FactKey(leaf.fact, leaf.subject)] + leaf.operands
  }

  /// Enough leaves to decide: every part where all are needed, the first part where one is.
  private static func support(_ tree: ConditionTree) -> [ConditionTree.Leaf] {
    switch (tree, tree.result) {
    case (_, .unknown): []
    case (.fact(let leaf), _): [leaf]
    case (.all(let parts, _), .yes), (.any(let parts, _), .no), (.none(let parts, _), .yes):
      parts.flatMap(support)
    case (.all(let parts, _), .no):
      parts.first { $0.result == .no }.map(support) ?? []
    case (.any(let parts, _), .yes), (.none(let parts, _), .no):
      parts.first { $0.result == .yes }.map(support) ?? []
    }
  }
}
