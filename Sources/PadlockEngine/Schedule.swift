public import PadlockModel

/// One collector that is worth running now, and why.
public struct NextStep: Sendable, Equatable {
  public let collector: String
  /// Rules that its facts could decide, the most common first.
  public let decides: [RuleID]
}

/// What is worth looking at now, and how much is left.
public struct Outlook: Sendable, Equatable {
  /// Collectors to run now, of one cost, those that decide most first.
  public let steps: [NextStep]
  /// How many collectors could still be worth running, these among them.
  public let remaining: Int
}

extension Engine {
  /// The collectors to run next, those that decide most per cost first; empty when none helps.
  ///
  /// Only facts that an open rule needs are asked for, the cheapest kind of collector first; those
  /// returned do not need each other's facts and may run at the same time.
  ///
  /// - Parameters:
  ///   - findings: what is known so far.
  ///   - offers: every collector there is.
  ///   - done: ids of those that have run.
  /// - Returns: collectors of one cost, each with the rules that it could decide.
  public func nextSteps(
    _ findings: Findings, offers: [CollectorOffer], done: Set<String>
  ) -> [NextStep] {
    outlook(findings, judged: judge(findings), offers: offers, done: done).steps
  }

  /// What is worth looking at by what is known, and has been judged; see ``nextSteps(_:offers:done:)``.
  public func outlook(
    _ findings: Findings, judged verdict: TargetVerdict, offers: [CollectorOffer],
    done: Set<String>
  ) -> Outlook {
    var wanted: [FactName: Set<RuleID>] = [:]
    for judgement in verdict.conclusions.judgements {
      for name in Self.openFacts(of: judgement, verdict.findings.facts) {
        wanted[name.offered, default: []].insert(judgement.rule.id)
      }
    }
    return steps(wanted, findings, offers: offers, done: done)
  }

  /// The collectors to run next so that these facts become known, by the same order of cost.
  ///
  /// - Parameters:
  ///   - facts: what is to be known, whatever the rules make of it.
  ///   - findings: what is known so far.
  ///   - offers: every collector there is.
  ///   - done: ids of those that have run.
  /// - Returns: collectors of one cost; empty when none helps.
  public func nextSteps(
    toKnow facts: Set<FactName>, _ findings: Findings, offers: [CollectorOffer], done: Set<String>
  ) -> [NextStep] {
    let wanted = facts.map { ($0.offered, Set<RuleID>([$0.rawValue])) }
    return steps(
      Dictionary(wanted) { $0.union($1) }, findings, offers: offers, done: done
    ).steps.map { NextStep(collector: $0.collector, decides: []) }
  }

  /// Those that are ready and yield something wanted; the rules are those that want it.
  private func steps(
    _ wanted: [FactName: Set<RuleID>], _ findings: Findings, offers: [CollectorOffer],
    done: Set<String>
  ) -> Outlook {
    let settled = Set(
      findings.facts.states.filter { $0.value.isSettled }.keys.map(\.name.offered))
    // Whether a question can matter is observed like anything else.
    let wanted = Self.addingNeeds(
      of: offers + rules.questions.map(\.offer), to: wanted, done: done, settled: settled)
    let pending = Set(
      offers.filter { !done.contains($0.id) }.flatMap(\.provides)
    ).subtracting(settled)
    let ready = offers.filter { offer in
      !done.contains(offer.id) && offer.provides.contains { wanted[$0] != nil }
        && offer.needs.allSatisfy { !pending.contains($0) }
    }
    guard let cheapest = ready.map(\.cost).min() else { return Outlook(steps: [], remaining: 0) }
    let steps = ready.filter { $0.cost == cheapest }.map { offer in
      let decided = offer.provides.reduce(into: Set<RuleID>()) {
        $0.formUnion(wanted[$1] ?? [])
      }
      return NextStep(collector: offer.id, decides: commonFirst(decided))
    }.sorted {
      let (a, b) = (weight(of: $0.decides), weight(of: $1.decides))
      return a == b ? $0.collector < $1.collector : a > b
    }
    let remaining = offers.count { offer in
      !done.contains(offer.id) && offer.provides.contains { wanted[$0] != nil }
    }
    return Outlook(steps: steps, remaining: remaining)
  }

  /// Rules, the most common first.
  func commonFirst(_ decided: Set<RuleID>) -> [RuleID] {
    decided.sorted {
      let (a, b) = (frequency(of: $0), frequency(of: $1))
      return a == b ? $0 < $1 : a < b
    }
  }

  /// How much it is worth to decide these rules.
  func weight(of decided: [RuleID]) -> Int {
    decided.reduce(0) { sum, rule in
      switch frequency(of: rule) {
      case .common: sum + 9
      case .usual: sum + 3
      case .rare: sum + 1
      }
    }
  }

  private func frequency(of rule: RuleID) -> Frequency { frequencies[rule] ?? .rare }

  /// Facts that nobody has looked for and that could still change the rule's verdict.
  private static func openFacts(of judgement: Judgement, _ facts: FactSet) -> Set<FactName> {
    let trees: [ConditionTree?]
    switch judgement.verdict {
    case .doesNotApply, .ruledOut, .concluded(.confirmed): return []
    case .concluded(.likely): trees = [judgement.applies, judgement.confirmed]
    case .concluded(.possible), .open:
      trees = [judgement.applies, judgement.confirmed, judgement.suspected]
    }
    let leaves = trees.compactMap { $0 }.flatMap(\.openLeaves)
    return Set(leaves.filter { $0.reason == .notCollected }.flatMap { $0.missing(in: facts) })
  }

  /// What is wanted, and what its collectors need first, and so on.
  private static func addingNeeds(
    of offers: [CollectorOffer], to wanted: [FactName: Set<RuleID>], done: Set<String>,
    settled: Set<FactName>
  ) -> [FactName: Set<RuleID>] {
    var wanted = wanted
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for offer in offers where !done.contains(offer.id) {
        let rules = offer.provides.reduce(into: Set<RuleID>()) { $0.formUnion(wanted[$1] ?? []) }
        guard !rules.isEmpty else { continue }
        for need in offer.needs
        where !settled.contains(need) && !(wanted[need] ?? []).isSuperset(of: rules) {
          wanted[need, default: []].formUnion(rules)
          isGrowing = true
        }
      }
    }
    return wanted
  }
}
