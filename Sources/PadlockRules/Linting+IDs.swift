import PadlockModel

extension Linting {
  /// Ids stand once, rules' ids have their pack's prefix, titles are titles.
  mutating func checkIDs() {
    var prefixes: [String: [String]] = [:]
    for pack in loaded.packs { prefixes[pack.id] = pack.prefixes }
    var rules: [RuleID: SourcePosition] = [:]
    for rule in loaded.rules.rules {
      let here = place(rule.source, "id")
      checkOnce(rule.id, "the rule", here, &rules)
      let prefix = String(rule.id.prefix { $0 != "." })
      if let declared = prefixes[rule.pack], !declared.contains(prefix) {
        error(
          here, "the id `\(rule.id)` has a prefix that the pack `\(rule.pack)` does not declare",
          instead: declared.map { "`\($0).…`" }.joined(separator: " or "))
      }
      checkTitle(rule.title, place(rule.source, "title"))
      for (index, remedy) in rule.remedies.enumerated() {
        checkTitle(remedy.title, place(rule.source, "remedies/\(index)/title"))
      }
    }
    var symptoms: [String: SourcePosition] = [:]
    for symptom in loaded.rules.symptoms {
      checkOnce(symptom.id, "the symptom", place(symptom.source, "id"), &symptoms)
      checkTitle(symptom.title, place(symptom.source, "title"))
    }
    var questions: [String: SourcePosition] = [:]
    for question in loaded.rules.questions {
      checkOnce(question.id, "the question", place(question.source, "id"), &questions)
    }
    var products: [String: SourcePosition] = [:]
    for product in loaded.rules.products {
      checkOnce(product.id, "the product", place(product.source, "id"), &products)
    }
  }

  private mutating func checkOnce(
    _ id: String, _ what: String, _ here: SourcePosition, _ seen: inout [String: SourcePosition]
  ) {
    if let first = seen[id] {
      error(
        here, "\(what) `\(id)` stands already at \(first.file):\(first.line)",
        instead: "another id")
    } else {
      seen[id] = here
    }
  }

  private mutating func checkTitle(_ title: String, _ here: SourcePosition) {
    if title.hasSuffix("."), !title.hasSuffix("…"), !title.hasSuffix("...") {
      error(
        here, "the title ends in a full stop, as sentences do",
        instead: "`\(title.dropLast().prefix(60))`")
    }
  }
}
