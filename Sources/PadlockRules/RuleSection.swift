import PadlockModel

/// What a page of `docs/rules` says of one rule.
struct RuleSection {
  private let rule: Rule
  private let page: RulePage
  private let rules: RuleSet

  init(_ rule: Rule, page: RulePage, in rules: RuleSet) {
    self.rule = rule
    self.page = page
    self.rules = rules
  }

  var markdown: String {
    var text = "## \(rule.id)\n\n**\(MarkdownText.plain(rule.title)).** "
    text += rule.severity == .error ? "An error" : "A \(rule.severity.rawValue)"
    text += rule.forEach.map { ", judged for each \($0.rawValue)" } ?? ""
    text += ".\n\n\(shown(rule.summary))\n"
    if rule.applies != .all([]) { text += tier("Judged where", rule.applies) }
    if let condition = rule.confirmed { text += tier("Confirmed when", condition) }
    if let condition = rule.suspected { text += tier("Likely when", condition) }
    text += links
    for remedy in rule.remedies { text += self.remedy(remedy) }
    return text + examples + references
  }

  private func tier(_ title: String, _ condition: Condition) -> String {
    "\n\(title):\n\n" + ConditionWords.lines(condition).joined(separator: "\n") + "\n"
  }

  private var links: String {
    let groups = [
      ("Causes", page.causes), ("Caused by", page.causedBy), ("Hides", page.masks),
      ("Hidden by", page.maskedBy), ("Not concluded beside", page.unless),
    ].filter { !$0.1.isEmpty }
    guard !groups.isEmpty else { return "" }
    return "\n"
      + groups.map { "\($0.0): \($0.1.map(link).joined(separator: ", ")).\n" }
      .joined(separator: "\n")
  }

  private func link(_ id: RuleID) -> String {
    guard let other = rules.rule(id) else { return "`\(id)`" }
    let file = other.pack == rule.pack ? "" : "\(other.pack).md"
    return "[\(id)](\(file)#\(RuleBook.anchor(id)))"
  }

  private func remedy(_ remedy: Remedy) -> String {
    let platform = remedy.platform.map { ", on \($0 == .windows ? "Windows" : "Linux")" } ?? ""
    var text = "\n### \(MarkdownText.plain(remedy.title))\(platform)\n\n"
    for (index, step) in remedy.steps.enumerated() {
      text += "\(index + 1). \(words(step))\n"
      if let command = step.command {
        let lines = command.source.split(separator: "\n").map { "   \($0)\n" }.joined()
        text += "\n   ```\n\(lines)   ```\n\n"
      }
    }
    if let verify = remedy.verify { text += tier("Fixed when", verify) }
    return text
  }

  private func words(_ step: RemedyStep) -> String {
    var parts = [step.instruction.map(shown)].compactMap { $0 }
    if let edit = step.edit {
      let value = MarkdownText.code(edit.to.source)
      parts.append("set `\(edit.setting)` to \(value)")
    }
    if step.restartsService { parts.append("restart the service") }
    if parts.isEmpty { parts.append("run") }
    let sentence = parts.joined(separator: ": ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  /// A text whose facts stand as their names.
  private func shown(_ template: Template) -> String {
    template.parts.map { part in
      switch part {
      case .text(let text): MarkdownText.plain(text)
      case .fact(let name, _): "`\(name)`"
      }
    }.joined()
  }

  private var examples: String {
    guard !page.examples.isEmpty else { return "" }
    return "\nExamples:\n\n"
      + page.examples.map { example in
        let facts = example.facts.sorted { $0.key < $1.key }
          .map { MarkdownText.code("\($0.key): \($0.value)") }.joined(separator: ", ")
        return "- \(example.expect), \(MarkdownText.plain(example.name)): \(facts)\n"
      }.joined()
  }

  private var references: String {
    guard !page.references.isEmpty else { return "" }
    return "\nFrom: "
      + page.references.map { reference in
        let title = MarkdownText.plain(reference.title)
        let article = reference.url.map { "[\(title)](\($0))" } ?? title
        return "\(article), \(MarkdownText.plain(reference.section))"
      }.joined(separator: "; ") + ".\n"
  }
}
