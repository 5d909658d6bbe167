import PadlockModel
import PadlockReaders

extension FileReader {
  /// Reads a list of rules; one with an error is left out.
  mutating func rules(_ tree: YAMLTree) -> [Rule] {
    items(tree, "the file").compactMap { rule($0) }
  }

  private mutating func rule(_ tree: YAMLTree) -> Rule? {
    owner = position(tree.place)
    let (rule, isClean) = isClean { $0.parts(ofRule: tree) }
    return isClean ? rule : nil
  }

  private mutating func parts(ofRule tree: YAMLTree) -> Rule? {
    guard
      let fields = Fields(
        tree, "a rule", keys: Keys.rule,
        required: ["id", "title", "severity", "summary", "remedies", "references", "examples"],
        &self)
    else { return nil }
    let id = ruleID(fields["id"])
    note("id", at: fields["id"]?.place ?? tree.place)
    note("title", at: fields["title"]?.place ?? tree.place)
    var rule = Rule(
      id: id ?? "", pack: pack, title: text(fields["title"], "the title") ?? "", source: owner)
    rule.severity = word(fields["severity"], "the severity", as: Severity.self) ?? .error
    rule.frequency = word(fields["frequency"], "the frequency", as: Frequency.self) ?? .usual
    rule.forEach = kind(fields["for-each"])
    if let applies = fields["applies"], let condition = condition(applies, "`applies`") {
      rule.applies = condition
    }
    rule.confirmed = tier(fields, "confirmed")
    rule.suspected = tier(fields, "suspected")
    rule.causes = ids(fields, "causes")
    rule.masks = ids(fields, "masks")
    rule.unless = ids(fields, "unless")
    rule.summary = template(fields["summary"], "the summary", part: "summary") ?? Template("")
    rule.remedies = remedies(fields["remedies"])
    rule.references = references(fields["references"])
    rule.examples = examples(fields["examples"])
    return rule
  }

  private mutating func ruleID(_ tree: YAMLTree?) -> RuleID? {
    guard let tree, let text = text(tree, "the id") else { return nil }
    guard IdentifierShape.isRuleID(text) else {
      error(
        tree.place, "the id `\(text.prefix(80))` is not a prefix, a full stop and lower-case words",
        instead: "an id like `keystore.alias-missing`")
      return nil
    }
    unreadable.rules.insert(text)
    return text
  }

  private mutating func kind(_ tree: YAMLTree?) -> SubjectKind? {
    guard let tree, let kind = word(tree, "the kind of subject", as: SubjectKind.self) else {
      return nil
    }
    guard kind != .target else {
      error(
        tree.place, "a rule without `for-each` runs once for the target already",
        instead: "listener, certificate, keystore, entry, service or file")
      return nil
    }
    return kind
  }

  private mutating func tier(_ fields: Fields, _ key: String) -> Condition? {
    guard let tree = fields[key] else { return nil }
    note(key, at: fields.place(of: key))
    guard case .mapping(let lines) = tree.value, lines.isEmpty else {
      return condition(tree, "`\(key)`")
    }
    error(tree.place, "`\(key)` is empty, so it always holds", instead: "what proves the cause")
    return nil
  }

  private mutating func ids(_ fields: Fields, _ key: String) -> [RuleID] {
    var found: [RuleID] = []
    for (index, tree) in items(fields[key], "`\(key)`").enumerated() {
      note("\(key)/\(index)", at: tree.place)
      if let id = text(tree, "an id") { found.append(id) }
    }
    return found
  }

  /// A text with facts in it; every fact must exist and every brace be closed.
  mutating func template(_ tree: YAMLTree?, _ what: String, part: String) -> Template? {
    guard let tree, let text = text(tree, what) else { return nil }
    note(part, at: tree.place)
    let template = Template(text)
    for fact in template.facts { _ = factName(fact.name.rawValue, at: tree.place) }
    for case .text(let plain) in template.parts
    where plain.contains("{{") || plain.contains("}}") {
      error(
        tree.place, "\(what) has braces that belong to no fact", instead: "`{{fact.name}}`")
    }
    return template
  }

  private mutating func references(_ tree: YAMLTree?) -> [Reference] {
    var found: [Reference] = []
    for (index, item) in items(tree, "`references`").enumerated() {
      note("references/\(index)", at: item.place)
      guard
        let fields = Fields(
          item, "a reference", keys: Keys.reference, required: Keys.reference, &self)
      else { continue }
      note("references/\(index)", at: fields["article"]?.place ?? item.place)
      found.append(
        Reference(
          article: text(fields["article"], "the article") ?? "",
          section: text(fields["section"], "the section") ?? ""))
    }
    return found
  }
}
