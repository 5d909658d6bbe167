import PadlockModel

/// The facts that suffice to show why a condition holds, or why it does not.
enum Proof {
  /// A minimal set of facts from which `tree` comes out as it did; empty for an unknown result.
  static func minimal(of tree: ConditionTree) -> Set<FactKey> {
    guard tree.result != .unknown else { return [] }
    return shrunk(support(tree)) { kept in pruned(tree, to: kept).result == tree.result }
  }

  /// A minimal set of facts from which a confirmed judgement can be proved again.
  static func minimal(of judgement: Judgement) -> Set<FactKey> {
    guard judgement.verdict == .concluded(.confirmed), let confirmed = judgement.confirmed else {
      return []
    }
    return shrunk(support(judgement.applies) + support(confirmed)) { kept in
      let proof = pruned(confirmed, to: kept)
      return proof.result == .yes && Grounding(of: proof) != .words
        && pruned(judgement.applies, to: kept).result == .yes
    }
  }

  /// The leaves that decide `tree`, in its order.
  static func leaves(of tree: ConditionTree) -> [ConditionTree.Leaf] {
    let kept = minimal(of: tree)
    return support(tree).filter { leaf in leaf.keys.allSatisfy(kept.contains) }
  }

  /// The leaves that prove a confirmed judgement, those of `applies` last.
  static func leaves(of judgement: Judgement) -> [ConditionTree.Leaf] {
    let kept = minimal(of: judgement)
    return [judgement.confirmed, judgement.applies].compactMap { $0 }.flatMap(support).filter {
      $0.keys.allSatisfy(kept.contains)
    }
  }

  /// How `tree` would have come out if only the facts in `kept` were known.
  static func pruned(_ tree: ConditionTree, to kept: Set<FactKey>) -> ConditionTree {
    switch tree {
    case .all(let parts, _):
      let parts = parts.map { pruned($0, to: kept) }
      return .all(parts, parts.reduce(.yes) { $0 && $1.result })
    case .any(let parts, _):
      let parts = parts.map { pruned($0, to: kept) }
      return .any(parts, parts.reduce(.no) { $0 || $1.result })
    case .none(let parts, _):
      let parts = parts.map { pruned($0, to: kept) }
      return .none(parts, parts.reduce(.yes) { $0 && !$1.result })
    case .fact(var leaf):
      if !leaf.keys.allSatisfy(kept.contains) { leaf.result = .unknown }
      return .fact(leaf)
    }
  }

  /// What is left of the facts of `leaves` when each that is not needed is left out.
  private static func shrunk(
    _ leaves: [ConditionTree.Leaf], while isEnough: (Set<FactKey>) -> Bool
  ) -> Set<FactKey> {
    var kept = Set(leaves.flatMap(\.keys))
    for key in kept.sorted() where isEnough(kept.subtracting([key])) { kept.remove(key) }
    return kept
  }

  /// Enough leaves to decide: every part where all are needed; where one is, the best founded.
  private static func support(_ tree: ConditionTree) -> [ConditionTree.Leaf] {
    switch (tree, tree.result) {
    case (_, .unknown): []
    case (.fact(let leaf), _): [leaf]
    case (.all(let parts, _), .yes), (.any(let parts, _), .no), (.none(let parts, _), .yes):
      parts.flatMap(support)
    case (.all(let parts, _), .no): best(parts, .no).map(support) ?? []
    case (.any(let parts, _), .yes), (.none(let parts, _), .no):
      best(parts, .yes).map(support) ?? []
    }
  }

  /// Of the parts with `result`, the first of those that rest on most.
  private static func best(_ parts: [ConditionTree], _ result: Kleene) -> ConditionTree? {
    let deciding = parts.filter { $0.result == result }
    let grounds = deciding.map(Grounding.init(of:))
    return zip(deciding, grounds).first { $0.1 == grounds.max() }?.0
  }
}
