internal import PadlockModel

/// What a line of a condition says, in the words of the fact's meaning: `It opens with the
/// configured password: no; it has to be yes`.
struct FactSentence {
  let text: String

  init(_ leaf: ConditionTree.Leaf) {
    let value = leaf.value ?? "not known (\((leaf.reason ?? .notCollected).text))"
    let said = Self(leaf.fact, value).text
    let isBoolean = Self.isBoolean(leaf.fact)
    text = leaf.result == .yes ? said : "\(said); \(Self.demand(leaf.expected, isBoolean))"
  }

  /// What it is that the fact says, without what was asked of it.
  init(_ fact: FactName, _ value: String) {
    let isBoolean = Self.isBoolean(fact)
    let meaning = FactCatalogue.definition(of: fact)?.meaning
    let subject = meaning.map { Self.subject($0, isBoolean) } ?? fact.rawValue
    text = "\(subject): \(Self.words(value, isBoolean))"
  }

  private static func isBoolean(_ fact: FactName) -> Bool {
    FactCatalogue.definition(of: fact)?.type == .boolean
  }

  /// The meaning without when the fact is absent, and as a statement where it can be one.
  private static func subject(_ meaning: String, _ isBoolean: Bool) -> String {
    let end = meaning.firstIndex(of: ";") ?? meaning.lastIndex(of: ".") ?? meaning.endIndex
    let words = meaning[..<end]
    let question = "Whether "
    guard isBoolean, words.hasPrefix(question) else { return String(words) }
    let statement = words.dropFirst(question.count)
    return statement.prefix(1).uppercased() + statement.dropFirst()
  }

  private static func words(_ value: String, _ isBoolean: Bool) -> String {
    switch value {
    case "absent": "none"
    case "true" where isBoolean: "yes"
    case "false" where isBoolean: "no"
    default: value
    }
  }

  /// What was asked of the fact.
  private static func demand(_ expected: String, _ isBoolean: Bool) -> String {
    switch expected {
    case "exists": "there has to be one"
    case "does not exist": "there must be none"
    case _ where expected.hasPrefix("in "): "it has to be one of \(expected.dropFirst(3))"
    // With an operator it is no value.
    case _ where expected.contains(" "): "asked for: \(expected)"
    default: "it has to be \(words(expected, isBoolean))"
    }
  }
}
