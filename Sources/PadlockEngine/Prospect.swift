import PadlockModel

/// Whether a condition that is not decided may come to hold, and what speaks for that.
///
/// Of an `any`, each part that can still be met is a way of its own: what holds in one does not
/// support another, and neither does what is known in a part that is settled.
struct Prospect: Equatable {
  /// Traits of a way: a part of it holds, an unknown part of it could be observed.
  private static let supported: UInt8 = 1
  private static let observable: UInt8 = 2
  private static let both = supported | observable

  /// The ways to make the condition hold, and to make it fail: bit `n` stands for ways with the
  /// traits `n`.
  private var yes: UInt8
  private var no: UInt8
  private var hasLeaf: Bool

  /// Of nothing, which holds.
  static let empty = Prospect(yes: 1, no: 0, hasLeaf: false)

  /// Of one line; `canBeSeen` where what keeps it unknown could still be observed.
  static func line(_ result: Kleene, canBeSeen: Bool) -> Prospect {
    let unknown: UInt8 = 1 << (canBeSeen ? observable : 0)
    return Prospect(yes: unknown, no: unknown, hasLeaf: true).settled(result)
  }

  /// Whether some way to make it hold has a part known to hold and one that could be observed.
  var isPossible: Bool { yes & 1 << Self.both != 0 }

  /// This and another part, both of which must hold.
  static func && (a: Prospect, b: Prospect) -> Prospect {
    Prospect(yes: together(a.yes, b.yes), no: a.no | b.no, hasLeaf: a.hasLeaf || b.hasLeaf)
  }

  static prefix func ! (prospect: Prospect) -> Prospect {
    Prospect(yes: prospect.no, no: prospect.yes, hasLeaf: prospect.hasLeaf)
  }

  /// The same where the condition came out as `result`, so that there is no other way.
  func settled(_ result: Kleene) -> Prospect {
    let way: UInt8 = 1 << (hasLeaf ? Self.supported : 0)
    return switch result {
    case .yes: Prospect(yes: way, no: 0, hasLeaf: hasLeaf)
    case .no: Prospect(yes: 0, no: way, hasLeaf: hasLeaf)
    case .unknown: self
    }
  }

  /// The ways that take one of each.
  private static func together(_ a: UInt8, _ b: UInt8) -> UInt8 {
    var joined: UInt8 = 0
    for i in 0...both where a & 1 << i != 0 {
      for j in 0...both where b & 1 << j != 0 { joined |= 1 << (i | j) }
    }
    return joined
  }
}
