import PadlockModel

extension Linting {
  /// Facts exist, something yields them, and the ids they are compared with exist.
  mutating func checkFacts(of rule: Rule) {
    var facts = rule.facts
    let own = rule.remedies.flatMap { [$0.applies] + ($0.verify.map { [$0] } ?? []) }
    facts.formUnion(own.flatMap(\.facts))
    facts.formUnion(Self.templates(of: rule).flatMap { $0.template.facts.map(\.name) })
    checkSources(of: facts, readBy: rule.source)
    let conditions =
      [rule.applies, rule.confirmed, rule.suspected].compactMap { $0 } + own
    checkValues(in: conditions.flatMap(Self.comparedTexts) + Self.answers(in: rule), rule.source)
  }

  /// Each of the facts exists, and something yields it.
  mutating func checkSources(of facts: Set<FactName>, readBy owner: SourcePosition) {
    for name in facts.sorted() {
      let here = place(owner, "fact/\(name)")
      if let id = name.question {
        guard !isQuestion(id) else { continue }
        error(
          here, "no question `\(id)` is asked",
          instead: instead(
            name.rawValue, in: Set(questions.values.map(\.fact.rawValue)),
            else: "the id of a question in questions.yml"))
      } else if FactCatalogue.definition(of: name) == nil {
        error(here, "there is no fact `\(name)`", instead: "a name that `rules facts` lists")
      } else if let setting = SettingFact(name)?.setting {
        checkSetting(setting, of: name, here)
      } else if let yielded, !yielded.contains(name), !Self.alwaysKnown.contains(name) {
        error(
          here, "no collector or question yields the fact `\(name)`",
          instead: "a fact that something observes, or add it to a collector,")
      }
    }
  }

  /// Texts are compared with what is among the words that rules themselves define.
  mutating func checkValues(in compared: [(FactName, String)], _ owner: SourcePosition) {
    var reported: Set<String> = []
    for (name, value) in compared {
      guard let (what, words) = vocabulary(of: name), !words.contains(value),
        reported.insert("\(name) \(value)").inserted
      else { continue }
      let here = place(owner, "value/\(name)/\(value)")
      if let question = name.question {
        error(
          here, "the question `\(question)` has no choice `\(value)`",
          instead: "one of \(words.sorted().joined(separator: ", "))")
      } else {
        error(
          here, "there is no \(what) `\(value)`",
          instead: instead(value, in: words, else: "the id of a \(what)"))
      }
    }
  }

  /// A fact of a setting needs a product that has the setting, and not as a secret.
  private mutating func checkSetting(
    _ setting: String, of name: FactName, _ here: SourcePosition
  ) {
    guard !loaded.unreadable.hasProducts else { return }
    if !productSettings.contains(setting) {
      error(
        here, "no product defines the setting `\(setting)` that `\(name)` reads",
        instead: instead(setting, in: productSettings, else: "a setting of a product file"))
    } else if secretSettings.contains(setting) {
      error(
        here, "`\(setting)` is secret, so there is no fact `\(name)`",
        instead: "a fact that says no more than is needed")
    }
  }

  /// Facts of the target itself, which need no collector.
  static let alwaysKnown: Set<FactName> = [
    "product", "trait", "platform", "target.name", "target.host",
  ]

  /// The texts that may be compared with a fact, where rules themselves define them.
  private func vocabulary(of name: FactName) -> (String, Set<String>)? {
    if let id = name.question {
      return questions[id].map { ("choice", Set($0.choices.map(\.value))) }
    }
    if name.rawValue.hasPrefix("symptoms.") {
      return loaded.unreadable.hasSymptoms ? nil : ("symptom", symptomIDs)
    }
    if loaded.unreadable.hasProducts { return nil }
    if name == "product" { return ("product", productIDs) }
    if name == "trait" { return ("trait", traits) }
    return nil
  }

  /// Every text that is compared for equality, with its fact.
  static func comparedTexts(_ condition: Condition) -> [(FactName, String)] {
    switch condition {
    case .all(let parts), .any(let parts), .none(let parts): return parts.flatMap(comparedTexts)
    case .fact(let name, let comparisons):
      return comparisons.flatMap(texts).map { (name, $0) }
    }
  }

  private static func texts(_ comparison: Comparison) -> [String] {
    switch comparison {
    case .is(let value), .not(let value): texts(value)
    case .in(let values), .notIn(let values): values.flatMap(texts)
    case .contains(let text): [text]
    case .containsAny(let texts): texts
    default: []
    }
  }

  /// The answers that a rule's examples give.
  private static func answers(in rule: Rule) -> [(FactName, String)] {
    rule.examples.flatMap { example in
      example.facts.sorted { $0.key < $1.key }.compactMap { name, state in
        guard name.question != nil, case .text(let text)? = state.value else { return nil }
        return (name, text)
      }
    }
  }

  private static func texts(_ value: FactValue) -> [String] {
    switch value {
    case .text(let text): [text]
    case .list(let elements): elements
    default: []
    }
  }
}
