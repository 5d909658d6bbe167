import PadlockModel
import Testing

@testable import PadlockEngine

@Suite struct CauseRankingTests {
  private func symptom(_ id: String, _ diagnoses: [RuleID]) -> Symptom {
    Symptom(id: id, title: "", meaning: "", texts: [], diagnoses: diagnoses)
  }

  private func ranking(
    _ messages: [[Symptom]], rules: [Rule] = [], product: String = ""
  ) -> CauseRanking {
    let rules = RuleSet(
      rules: rules,
      products: [
        Product(id: "box", name: "Box", traits: ["wood", "lid"]),
        Product(id: "crate", name: "Crate", traits: ["wood"]),
      ])
    var findings = Findings(
      target: Target(id: "t", product: product, name: "", host: "localhost"))
    for symptom in messages.flatMap(\.self) {
      findings.add(
        .sighting(Sighting(symptom: symptom.id, text: "", side: .client, origin: .reported)))
    }
    return CauseRanking(
      messages: messages,
      conclusions: Engine(rules: rules, now: Timestamp(secondsSince1970: 0)).judge(findings)
        .conclusions,
      rules: rules, isProductKnown: !product.isEmpty)
  }

  private func rule(
    _ id: RuleID, applies: Condition = .all([]), causes: [RuleID] = []
  ) -> Rule {
    Rule(id: id, title: id, applies: applies, causes: causes)
  }

  @Test func `one message keeps the order of its symptom`() {
    let ranking = ranking([[symptom("s", ["a.one", "b.two", "c.three"])]])
    #expect(ranking.ordered(["c.three", "b.two", "a.one"]) == ["a.one", "b.two", "c.three"])
  }

  @Test func `what two messages have in common comes first`() {
    let ranking = ranking([
      [symptom("s", ["a.one", "b.two"])], [symptom("t", ["c.three", "b.two", "d.four"])],
      [symptom("u", ["d.four", "b.two"])],
    ])
    #expect(ranking.ordered(["a.one", "b.two", "c.three", "d.four"]).first == "b.two")
  }

  @Test func `a cause comes before what another message says it brings about`() {
    let rules = [
      rule("deep", causes: ["middle"]), rule("middle", causes: ["top"]), rule("top"), rule("x"),
    ]
    let ranking = ranking([[symptom("s", ["top", "x"])], [symptom("t", ["deep"])]], rules: rules)
    #expect(ranking.ordered(["top", "x", "deep"]) == ["deep", "top", "x"])
  }

  @Test func `within one message the order of its symptom outranks causes`() {
    let rules = [rule("deep", causes: ["top"]), rule("top")]
    let ranking = ranking([[symptom("s", ["top", "deep"])]], rules: rules)
    #expect(ranking.ordered(["top", "deep"]) == ["top", "deep"])
  }

  @Test func `what causes another within one message gains nothing over other messages`() {
    let rules = [rule("deep", causes: ["top"]), rule("top"), rule("x")]
    let ranking = ranking(
      [[symptom("s", ["x"])], [symptom("t", ["top", "deep"])]], rules: rules)
    #expect(ranking["x"] == ranking["top"])
    #expect(ranking["deep"] < ranking["x"] + 2 * CauseRanking.precedence)
  }

  @Test func `what cannot be of a known product falls away, of an unknown one it stays`() {
    let stone = rule(
      "stone", applies: .fact("trait", [.contains("stone")]))
    let messages = [[symptom("s", ["stone", "any"])]]
    #expect(
      ranking(messages, rules: [stone, rule("any")], product: "box").ordered(["stone", "any"])
        == ["any"])
    #expect(
      ranking(messages, rules: [stone, rule("any")]).ordered(["stone", "any"])
        == ["stone", "any"])
  }

  @Test func `what rules ask of the product makes a cause one product's own, not its pack`() {
    func applying(_ id: RuleID, _ fact: FactName, _ value: String) -> Rule {
      rule(id, applies: .fact(fact, [.is(.text(value))]))
    }
    let rules = [
      applying("else.product", "product", "box"), applying("else.lid", "trait", "lid"),
      applying("box.wood", "trait", "wood"), rule("box.all"),
    ]
    let ids = ["else.product", "else.lid", "box.wood", "box.all"]
    let ranking = ranking([[symptom("s", ids)]], rules: rules)
    #expect(ranking.ordered(ids) == ["box.wood", "box.all", "else.product", "else.lid"])
  }
}
