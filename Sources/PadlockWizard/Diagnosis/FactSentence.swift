internal import PadlockModel

/// What a line of a condition says, in the words of the fact's meaning: `It opens with the
/// configured password: no; it has to be yes`.
struct FactSentence {
  let text: String

  init(_ leaf: ConditionTree.Leaf) {
    let definition = FactCatalogue.definition(of: leaf.fact)
    let isBoolean = definition?.type == .boolean
    let subject = definition.map { Self.subject($0.meaning, isBoolean) } ?? leaf.fact.rawValue
    let value =
      leaf.value.map { Self.words($0, isBoolean) }
      ?? "not known (\((leaf.reason ?? .notCollected).text))"
    text =
      leaf.result == .yes
      ? "\(subject): \(value)" : "\(subject): \(value); \(Self.demand(leaf.expected, isBoolean))"
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
