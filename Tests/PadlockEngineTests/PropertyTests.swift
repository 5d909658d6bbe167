import Foundation
import PadlockModel
import Testing

@testable import PadlockEngine

/// What holds for any rules and any facts; the argument of a failed case is its seed.
@Suite struct PropertyTests {
  private static let seeds: ClosedRange<UInt64> = 1...40

  private func bytes(_ engine: Engine, _ observations: [Observation]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(engine.report(Findings(observations)))
  }

  @Test(arguments: seeds)
  func `facts and rules give one report, in whatever order they arrive`(seed: UInt64) throws {
    var random = RandomCase(seed: seed)
    var rules = random.rules(40)
    for index in rules.indices { rules[index].id = "r.\(index)" }
    let observations = random.observations()
    let symptoms = RandomCase.words.map {
      Symptom(id: $0, title: "", meaning: "", texts: [], diagnoses: ["r.1"])
    }
    let engine = Engine(
      rules: RuleSet(rules: rules, symptoms: symptoms), now: Engine.moment)
    let expected = try bytes(engine, observations)
    #expect(try bytes(engine, observations) == expected)
    for _ in 0..<3 {
      let other = Engine(
        rules: RuleSet(rules: rules.shuffled(using: &random.generator), symptoms: symptoms),
        now: Engine.moment)
      #expect(try bytes(other, observations.shuffled(using: &random.generator)) == expected)
    }
  }

  @Test(arguments: seeds)
  func `numbered conditions come out as the trees that explain them`(seed: UInt64) {
    var random = RandomCase(seed: seed)
    let rules = random.rules(60)
    let table = ConditionTable(rules)
    let verdict = Engine(rules: RuleSet(rules: rules), now: Engine.moment)
      .judge(Findings(random.observations()))
    let evaluation = verdict.evaluation
    let subjects = [.target] + verdict.findings.facts.subjects.keys.sorted()
    for subject in subjects {
      var cache = Evaluation.Cache()
      var outcomes = SubjectOutcomes(table, evaluation, for: subject)
      for (rule, entry) in zip(rules, table.entries) {
        let places = [entry.applies, entry.confirmed, entry.suspected]
        for (condition, place) in zip([rule.applies, rule.confirmed, rule.suspected], places) {
          guard let condition, let place else {
            #expect(condition == nil && place == nil)
            continue
          }
          #expect(
            outcomes.outcome(place, &cache)
              == Outcome(of: evaluation.evaluate(condition, for: subject)), "\(condition)")
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `any rules are judged to an end, and asking ends`(seed: UInt64) {
    var random = RandomCase(seed: seed)
    let engine = Engine(rules: RuleSet(rules: random.rules(60)), now: Engine.moment)
    let findings = Findings(random.observations())
    let report = engine.report(findings)
    #expect(Set(report.diagnoses.map(\.rank)).count == report.diagnoses.count)
    #expect(report.diagnoses.isEmpty || report.diagnoses.contains(where: \.rootCause))

    let offers = (0..<12).map { index in
      CollectorOffer(
        id: "c\(index)", provides: random.names(4), needs: random.names(1),
        cost: random.generator.one(of: Cost.allCases, else: .quick))
    }
    var done: Set<String> = []
    while true {
      let steps = engine.nextSteps(findings, offers: offers, done: done)
      if steps.isEmpty { break }
      #expect(done.isDisjoint(with: steps.map(\.collector)))
      #expect(steps.allSatisfy { !$0.decides.isEmpty })
      done.formUnion(steps.map(\.collector))
    }
    #expect(done.count <= offers.count)
  }

  @Test(arguments: seeds)
  func `a minimal proof proves again, and loses its proof with any fact`(seed: UInt64) {
    var random = RandomCase(seed: seed)
    let engine = Engine(rules: RuleSet(rules: random.rules(60)), now: Engine.moment)
    let verdict = engine.judge(Findings(random.observations()))
    for judgement in verdict.conclusions.judgements
    where judgement.verdict == .concluded(.confirmed) {
      let proof = Proof.minimal(of: judgement)
      func judged(_ kept: Set<FactKey>) -> Judgement.Verdict {
        var facts = FactSet()
        for subject in verdict.findings.facts.subjects.values { facts.add(subject) }
        for kind in verdict.findings.facts.enumerated { facts.markEnumerated(kind) }
        for key in kept { facts.set(key, verdict.findings.facts[key]) }
        let evaluation = Evaluation(facts, now: Engine.moment)
        var rule = judgement.rule
        rule.suspected = nil
        return Judgement(rule, judgement.subject, evaluation).verdict
      }
      #expect(judged(proof) == .concluded(.confirmed), "\(judgement.rule)")
      // Where two facts are compared, another subject's known fact may take the place of the one
      // left out; the proof is another one then.
      let comparesFacts = Proof.leaves(of: judgement).contains { !$0.operands.isEmpty }
      for key in proof where !comparesFacts {
        #expect(judged(proof.subtracting([key])) != .concluded(.confirmed), "\(key)")
      }
    }
  }

  @Test(arguments: seeds)
  func `flipping a fact of a proof breaks it`(seed: UInt64) {
    var random = RandomCase(seed: seed)
    let booleans = FactCatalogue.all.filter { $0.type == .boolean }
    let chosen = Array(booleans.shuffled(using: &random.generator).prefix(6))
    let lines = chosen.map {
      Condition.line($0.name, .boolean(random.generator.chance(50)))
    }
    let confirmed = Condition.all([
      lines[0], .any([lines[1], .all([lines[2], lines[3]])]), .none([lines[4], lines[5]]),
    ])
    let subjects = Dictionary(grouping: RandomCase.subjects, by: \.id.kind)
    var known = FactSet()
    for subject in subjects.values.compactMap(\.first) { known.add(subject) }
    for fact in chosen {
      guard let subject = subjects[fact.kind]?.first else { continue }
      known.set(
        FactKey(fact.name, subject.id),
        .known(.boolean(random.generator.chance(50)), evidence: [.file]))
    }
    let tree = Evaluation(known, now: Engine.moment).evaluate(confirmed, for: .target)
    let proof = Proof.minimal(of: tree)
    #expect(!proof.isEmpty)
    for flipped in proof {
      var facts = FactSet()
      for subject in known.subjects.values { facts.add(subject) }
      for key in proof {
        guard case .boolean(let value) = known[key].value else { continue }
        facts.set(key, .known(.boolean(key == flipped ? !value : value), evidence: [.file]))
      }
      let again = Evaluation(facts, now: Engine.moment).evaluate(confirmed, for: .target)
      #expect(again.result != tree.result, "\(flipped)")
    }
  }

  @Test(arguments: seeds)
  func `what is left out by choice never makes anything possible`(seed: UInt64) {
    var random = RandomCase(seed: seed, withSymptoms: false)
    let engine = Engine(rules: RuleSet(rules: random.rules(60)), now: Engine.moment)
    let base = RandomCase.subjects.map(Observation.subject) + random.factObservations(40)
    let verdict = engine.judge(Findings(base))
    let unseen = RandomCase.subjects.flatMap { subject in
      FactCatalogue.all.filter { $0.kind == subject.id.kind }.map { FactKey($0.name, subject.id) }
    }.filter { verdict.findings.facts[$0] == .unknown(.notCollected) }
    func possible(_ verdict: TargetVerdict) -> Set<Int> {
      let judgements = verdict.conclusions.judgements
      return Set(judgements.indices.filter { judgements[$0].verdict == .concluded(.possible) })
    }
    let before = possible(verdict)
    for key in unseen.shuffled(using: &random.generator).prefix(5) {
      let left = engine.judge(Findings(base + [.unknown(key.name, of: key.subject, .byChoice)]))
      #expect(possible(left).isSubset(of: before), "\(key)")
    }
    let settled = base.filter { observation in
      if case .fact(_, .unknown(let reason)) = observation {
        !reason.couldStillBeObserved
      } else {
        true
      }
    }
    let none = engine.judge(
      Findings(
        settled
          + RandomCase.subjects.flatMap { subject in
            FactCatalogue.all.filter { $0.kind == subject.id.kind }.map {
              .unknown($0.name, of: subject.id, .byChoice)
            }
          }
          + FactCatalogue.all.filter { $0.kind == .target }.map {
            .unknown($0.name, of: .target, .byChoice)
          }))
    #expect(possible(none).isEmpty)
  }

  @Test(arguments: seeds)
  func `a fact that a rule does not read changes nothing of it`(seed: UInt64) {
    var random = RandomCase(seed: seed, withSymptoms: false)
    let engine = Engine(rules: RuleSet(rules: random.rules(60)), now: Engine.moment)
    let base = RandomCase.subjects.map(Observation.subject) + random.factObservations(40)
    let more = random.factObservations(5)
    let names = Set(
      more.compactMap { observation in
        if case .fact(let key, _) = observation { key.name } else { nil }
      })
    let before = engine.judge(Findings(base)).conclusions
    let after = engine.judge(Findings(base + more)).conclusions
    for (old, new) in zip(before.judgements, after.judgements)
    where old.rule.facts.isDisjoint(with: names) {
      #expect(old == new)
    }
    for (index, standing) in before.standings.enumerated() where standing == .ruledOut {
      if before.judgements[index].rule.facts.isDisjoint(with: names) {
        #expect(after.standings[index] == .ruledOut)
      }
    }
  }
}

extension RandomCase {
  fileprivate mutating func names(_ count: Int) -> [FactName] {
    facts.shuffled(using: &generator).prefix(count).map(\.name)
  }
}
