public import PadlockModel
import PadlockNetwork

extension CollectorCatalogue {
  /// Every collector, in waves of which each needs the facts of earlier ones alone, the cheap ones
  /// first.
  ///
  /// Who looks at everything there is runs these and judges once, in place of asking the rules
  /// after each step; facts are never retracted, so the verdict is the same.
  public static let waves: [[String]] = {
    var rest = offers
    var waves: [[String]] = []
    while !rest.isEmpty {
      let missing = Set(rest.flatMap(\.provides))
      let ready = rest.filter { offer in
        offer.needs.allSatisfy { !missing.contains($0) || offer.provides.contains($0) }
      }
      guard let cheapest = ready.map(\.cost).min() else { break }
      let wave = ready.filter { $0.cost == cheapest }.map(\.id)
      waves.append(wave)
      rest.removeAll { wave.contains($0.id) }
    }
    return waves
  }()
}

/// Leaves out what a collector would look at: all its facts about listeners are unknown by choice.
public struct LeftOutCollector: Collector {
  private let other: any Collector

  public init(_ other: any Collector) {
    self.other = other
  }

  public var offer: CollectorOffer { other.offer }
  public var title: String { other.title }
  public var how: String { other.how }

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    Listeners(request, findings).unknown(offer.provides, .byChoice)
  }
}
