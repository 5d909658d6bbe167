import PadlockModel
import PadlockReaders

extension FileReader {
  /// A value that a fact of this type can have; for a list, one text stands for an element.
  mutating func value(_ tree: YAMLTree, of name: FactName, _ type: FactType) -> FactValue? {
    switch (type, tree.value) {
    case (.list(let words), .sequence(let items)):
      let elements = items.compactMap { element($0, of: name, words) }
      return elements.count == items.count ? .list(elements) : nil
    case (.list(let words), _):
      return element(tree, of: name, words).map { .text($0) }
    case (_, .sequence), (_, .mapping):
      error(
        tree.place, "`\(name)` is a \(Self.noun(type)), not \(tree.shape)",
        instead: Self.sample(type))
      return nil
    case (.boolean, .scalar(let text, let isPlain)):
      if isPlain, text == "true" || text == "false" { return .boolean(text == "true") }
    case (.integer, .scalar(let text, isPlain: true)):
      if let number = Int(text) { return .integer(number) }
    case (.integer, .scalar): break
    case (.text, .scalar(let text, let isPlain)):
      if !text.isEmpty || !isPlain {
        noteFirst("value/\(name)/\(text)", at: tree.place)
        return .text(text)
      }
    case (.choice(let words), .scalar(let text, _)):
      if words.contains(text) { return .text(text) }
      error(
        tree.place, "`\(name)` is never \(tree.shape): it is \(type.name)",
        instead: Suggestion.instead(of: text, in: words, what: "one of them"))
      return nil
    case (.time, .scalar(let text, _)):
      if let time = Timestamp(iso8601: text) { return .time(time) }
    case (.duration, .scalar(let text, _)):
      if let seconds = DurationText.parse(text) { return .duration(seconds: seconds) }
    }
    error(
      tree.place, "`\(name)` is a \(Self.noun(type)), not \(tree.shape)",
      instead: Self.sample(type))
    return nil
  }

  /// An element of a list fact.
  mutating func element(_ tree: YAMLTree, of name: FactName, _ words: [String]?) -> String? {
    guard case .scalar(let text, let isPlain) = tree.value, !text.isEmpty || !isPlain else {
      error(
        tree.place, "an element of `\(name)` is \(tree.shape), not a text", instead: "a text")
      return nil
    }
    if let words, !words.contains(text) {
      error(
        tree.place,
        "`\(name)` never holds `\(text.prefix(60))`: it is a \(FactType.list(words).name)",
        instead: Suggestion.instead(of: text, in: words, what: "one of them"))
      return nil
    }
    noteFirst("value/\(name)/\(text)", at: tree.place)
    return text
  }

  /// The name of a fact that exists.
  mutating func factName(_ text: String, at place: YAMLTree.Place) -> FactDefinition? {
    if let definition = FactCatalogue.definition(of: FactName(text)) { return definition }
    error(
      place, "there is no fact `\(text.prefix(60))`",
      instead: Suggestion.instead(
        of: text, in: FactCatalogue.all.map(\.name.rawValue),
        what: "a name that `rules facts` lists, or `setting.` before a setting's name"))
    return nil
  }

  /// The type as a noun phrase without its article.
  static func noun(_ type: FactType) -> String {
    switch type {
    case .boolean: "yes-or-no fact"
    case .choice: "word"
    default: type.name
    }
  }

  /// What a value of the type looks like.
  static func sample(_ type: FactType) -> String {
    switch type {
    case .boolean: "`true` or `false`"
    case .integer: "a whole number"
    case .text: "a text"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .time: "a time like `2026-11-20T10:14:09Z`"
    case .duration: "a duration like `30d`, `12h` or `5m`"
    case .list: "a text or a list of texts"
    }
  }
}
