public import PadlockModel

/// How likely each cause is that messages point to, all of them taken together.
///
/// A cause gains by every message that may come of it: as one of its own diagnoses, the earlier the
/// better, or as one of what the cause brings about, where the rules conclude it from the messages
/// and the product. What does not apply to the product counts not at all.
public struct CauseRanking: Sendable {
  private var scores: [RuleID: Double] = [:]
  /// The causes that only a product has, where it is not known which one it is.
  private var foreign: Set<RuleID> = []

  /// - Parameters:
  ///   - messages: what each message may mean, the most likely first.
  ///   - conclusions: what the rules say of these messages.
  ///   - rules: what brings about what.
  ///   - isProductKnown: whether the conclusions are about the product that the messages are from.
  public init(
    messages: [[Symptom]], conclusions: Conclusions, rules: RuleSet, isProductKnown: Bool
  ) {
    let perMessage = messages.map(Self.weights)
    let candidates = Set(perMessage.flatMap(\.keys))
    if !isProductKnown { foreign = Self.ofOneProduct(candidates, rules) }
    let standings = Self.standings(conclusions, of: candidates)
    let reach = CauseReach(rules)
    for id in candidates {
      let factor = Self.factor(standings[id], isProductKnown: isProductKnown)
      let isConcluded = standings[id].map(\.isConcluded) ?? false
      let consequences = reach.consequences(of: id).intersection(candidates).subtracting([id])
      var score = 0.0
      // What a message hardly points to is no likelier for what it could bring about elsewhere.
      let likelihood = perMessage.compactMap { $0[id] }.max() ?? 0
      for weights in perMessage {
        let own = weights[id] ?? 0
        let most = consequences.compactMap { weights[$0] }.max().map { $0 + Self.precedence } ?? 0
        if own == 0 {
          score += likelihood * most
        } else {
          // Within one message its order says more than what causes what, unless the rules conclude.
          score += isConcluded ? max(own, most) : own
        }
      }
      scores[id] = factor * score
    }
  }

  /// What being the cause of something is worth beyond that itself: so little that it only decides
  /// between the two.
  public static let precedence = 0.001

  /// How likely a cause is, compared with others; 0 for what cannot be.
  public subscript(id: RuleID) -> Double { scores[id] ?? 0 }

  /// The causes that can be, the most likely first; equally likely ones keep their order.
  ///
  /// What only some product has comes last where the product is not known.
  public func ordered(_ ids: [RuleID]) -> [RuleID] {
    let possible = ids.filter { self[$0] > 0 }
    return (possible.isEmpty ? ids : possible).enumerated()
      .sorted { a, b in
        let areForeign = (foreign.contains(a.element), foreign.contains(b.element))
        guard areForeign.0 == areForeign.1 else { return areForeign.1 }
        let (first, second) = (self[a.element], self[b.element])
        return first == second ? a.offset < b.offset : first > second
      }.map(\.element)
  }

  /// What one message says for each of its causes: at most 1, less the later one stands, and less
  /// where the message may mean several things.
  private static func weights(_ readings: [Symptom]) -> [RuleID: Double] {
    var weights: [RuleID: Double] = [:]
    let whole = 1 / Double(max(1, readings.count)).squareRoot()
    for (place, reading) in readings.enumerated() {
      for (index, id) in reading.diagnoses.enumerated() {
        let weight = whole / (1 + 0.5 * Double(place)) / Double(1 + index)
        weights[id] = max(weights[id] ?? 0, weight)
      }
    }
    return weights
  }

  /// The causes that the rules, by what they ask of product and traits, give to one product alone.
  private static func ofOneProduct(_ candidates: Set<RuleID>, _ rules: RuleSet) -> Set<RuleID> {
    let unknown = Product(id: "", name: "")
    let evaluations = ([unknown] + rules.products).map { product in
      var facts = FactSet()
      facts.set(FactKey("product"), .known(.text(product.id), evidence: []))
      facts.set(FactKey("trait"), .known(.list(product.traits), evidence: []))
      return Evaluation(facts, now: Timestamp(secondsSince1970: 0))
    }
    return Set(
      rules.rules.lazy.filter { candidates.contains($0.id) }.filter { rule in
        let holders = evaluations.indices.filter {
          evaluations[$0].evaluate(rule.applies, for: .target).result != .no
        }
        return !holders.contains(0) && holders.count == 1
      }.map(\.id))
  }

  private static func standings(
    _ conclusions: Conclusions, of candidates: Set<RuleID>
  ) -> [RuleID: Conclusions.Standing] {
    var best: [RuleID: Conclusions.Standing] = [:]
    for (judgement, standing) in zip(conclusions.judgements, conclusions.standings)
    where candidates.contains(judgement.rule.id) {
      let known = best[judgement.rule.id]
      if known == nil
        || factor(known, isProductKnown: true) < factor(standing, isProductKnown: true)
      {
        best[judgement.rule.id] = standing
      }
    }
    return best
  }

  private static func factor(
    _ standing: Conclusions.Standing?, isProductKnown: Bool
  ) -> Double {
    switch standing {
    // What another cause would hide from a look may well be what a message says outright.
    case .concluded, .open, .masked, nil: 1
    case .ruledOut: 0
    case .doesNotApply: isProductKnown ? 0 : 1
    }
  }
}

/// What each rule's cause brings about, however many steps away.
private struct CauseReach {
  private let causes: [RuleID: [RuleID]]

  init(_ rules: RuleSet) {
    causes = Dictionary(rules.rules.map { ($0.id, $0.causes) }) { first, _ in first }
  }

  func consequences(of id: RuleID) -> Set<RuleID> {
    var reached: Set<RuleID> = []
    var open = causes[id] ?? []
    while let next = open.popLast() {
      if reached.insert(next).inserted { open += causes[next] ?? [] }
    }
    return reached
  }
}
