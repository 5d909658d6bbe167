import PadlockModel

/// Whether a condition that is not decided may come to hold, and what speaks for that.
///
/// Of an `any`, each part that can still be met is a way of its own: what holds in one does not
/// support another, and neither does what is known in a part that is settled.
enum Prospect {
  /// Whether some way to meet `tree` has a part known to hold and one that could be observed.
  static func isPossible(_ tree: ConditionTree) -> Bool {
    tree.result == .unknown && ways(tree, wanted: .yes) & 1 << both != 0
  }

  /// Traits of a way: a part of it holds, an unknown part of it could be observed.
  private static let supported: UInt8 = 1
  private static let observable: UInt8 = 2
  private static let both = supported | observable

  /// The traits that ways to make `tree` come out as `wanted` have, as a set of bits.
  private static func ways(_ tree: ConditionTree, wanted: Kleene) -> UInt8 {
    guard tree.result == .unknown else {
      if tree.result != wanted { return 0 }
      return 1 << (hasLeaf(tree) ? supported : 0)
    }
    switch (tree, wanted) {
    case (.fact(let leaf), _):
      // What only the user could say is nothing that could be observed.
      let canBeSeen = leaf.fact.question == nil && leaf.reason?.couldStillBeObserved == true
      return 1 << (canBeSeen ? observable : 0)
    case (.all(let parts, _), .yes), (.any(let parts, _), .no):
      return together(parts.map { ways($0, wanted: wanted) })
    case (.all(let parts, _), _), (.any(let parts, _), _):
      return parts.reduce(0) { $0 | ways($1, wanted: wanted) }
    case (.none(let parts, _), .yes):
      return together(parts.map { ways($0, wanted: .no) })
    case (.none(let parts, _), _):
      return parts.reduce(0) { $0 | ways($1, wanted: .yes) }
    }
  }

  /// The ways that take one way of every part.
  private static func together(_ parts: [UInt8]) -> UInt8 {
    parts.reduce(1) { sum, part in
      var joined: UInt8 = 0
      for a in 0...both where sum & 1 << a != 0 {
        for b in 0...both where part & 1 << b != 0 { joined |= 1 << (a | b) }
      }
      return joined
    }
  }

  /// Whether answers that the user has not given yet could make `tree` come out as `wanted`, all
  /// else being as it is.
  static func isUpToTheUser(_ tree: ConditionTree, wanted: Kleene = .yes) -> Bool {
    guard tree.result == .unknown else { return tree.result == wanted }
    return switch (tree, wanted) {
    case (.fact(let leaf), _): leaf.awaitsAnswer
    case (.all(let parts, _), .yes), (.any(let parts, _), .no):
      parts.allSatisfy { isUpToTheUser($0, wanted: wanted) }
    case (.all(let parts, _), _), (.any(let parts, _), _):
      parts.contains { isUpToTheUser($0, wanted: wanted) }
    case (.none(let parts, _), .yes): parts.allSatisfy { isUpToTheUser($0, wanted: .no) }
    case (.none(let parts, _), _): parts.contains { isUpToTheUser($0) }
    }
  }

  private static func hasLeaf(_ tree: ConditionTree) -> Bool {
    switch tree {
    case .fact: true
    case .all(let parts, _), .any(let parts, _), .none(let parts, _): parts.contains(where: hasLeaf)
    }
  }
}
