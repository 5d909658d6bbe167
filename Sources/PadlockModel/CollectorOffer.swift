/// What observing something costs.
public enum Cost: Int, CaseIterable, Sendable, Comparable {
  case instant, quick, slow, asksUser

  public static func < (a: Cost, b: Cost) -> Bool { a.rawValue < b.rawValue }
}

/// What a collector offers, without how it observes.
public struct CollectorOffer: Sendable, Equatable {
  public let id: String
  public let provides: [FactName]
  /// Facts that must be settled, for some subject, before it can run.
  public let needs: [FactName]
  public let cost: Cost

  public init(id: String, provides: [FactName], needs: [FactName], cost: Cost) {
    self.id = id
    self.provides = provides
    self.needs = needs
    self.cost = cost
  }
}
