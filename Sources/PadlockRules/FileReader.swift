import PadlockModel
import PadlockReaders

/// Reads the trees of one file into values and notes every problem on the way.
///
/// Each kind of thing has its own extension. A reading function returns nil where it noted an
/// error that leaves nothing to use.
struct FileReader {
  let file: String
  let pack: String
  var problems: [RuleProblem] = []
  var positions = RulePositions()
  /// The thing that is being read, which owns the places of its parts.
  var owner = SourcePosition(file: "", line: 1, column: 1)
  /// What was named here and could not be read, and what was named at all.
  var unreadable = UnreadableRules()

  init(file: String, pack: String) {
    self.file = file
    self.pack = pack
  }

  func position(_ place: YAMLTree.Place) -> SourcePosition {
    SourcePosition(file: file, line: place.line, column: place.column)
  }

  mutating func error(_ place: YAMLTree.Place, _ message: String, instead: String) {
    problems.append(RuleProblem(at: position(place), message, instead: instead))
  }

  /// Remembers where a part of the present owner is written.
  mutating func note(_ part: String, at place: YAMLTree.Place) {
    positions[owner, part] = position(place)
  }

  /// Remembers the first of the places where a part stands.
  mutating func noteFirst(_ part: String, at place: YAMLTree.Place) {
    if positions[owner, part] == owner { note(part, at: place) }
  }

  /// Runs `read` and tells whether it noted no error.
  mutating func isClean<T>(_ read: (inout FileReader) -> T) -> (T, Bool) {
    let before = problems.count
    let value = read(&self)
    return (value, problems.count == before)
  }

  /// The items of a list; a missing tree is an empty list.
  mutating func items(_ tree: YAMLTree?, _ what: String) -> [YAMLTree] {
    guard let tree else { return [] }
    switch tree.value {
    case .sequence(let items): return items
    case .mapping, .scalar:
      error(tree.place, "\(what) is \(tree.shape), not a list", instead: "a list: `[ … ]`")
      return []
    }
  }

  /// A text that is not empty.
  mutating func text(_ tree: YAMLTree?, _ what: String) -> String? {
    guard let tree else { return nil }
    guard case .scalar(let text, let isPlain) = tree.value, !text.isEmpty || !isPlain else {
      error(tree.place, "\(what) is \(tree.shape), not a text", instead: "a text")
      return nil
    }
    let trimmed = Self.trimmed(text)
    guard !trimmed.isEmpty else {
      error(tree.place, "\(what) is empty", instead: "a text")
      return nil
    }
    return trimmed
  }

  /// A text as it is written, with the spaces at its ends.
  mutating func exactText(_ tree: YAMLTree, _ what: String) -> String? {
    guard text(tree, what) != nil, case .scalar(let text, _) = tree.value else { return nil }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// A list of texts; one text alone counts as a list of one.
  mutating func texts(_ tree: YAMLTree?, _ what: String) -> [String] {
    guard let tree else { return [] }
    guard case .sequence(let items) = tree.value else {
      return [text(tree, what)].compactMap { $0 }
    }
    return items.compactMap { exactText($0, "an element of \(what)") }
  }

  /// `true` or `false`.
  mutating func boolean(_ tree: YAMLTree?, _ what: String) -> Bool? {
    guard let tree else { return nil }
    switch tree.value {
    case .scalar("true", isPlain: true): return true
    case .scalar("false", isPlain: true): return false
    default:
      error(
        tree.place, "\(what) is \(tree.shape), which is neither true nor false",
        instead: "`true` or `false`")
      return nil
    }
  }

  /// A whole number within a range.
  mutating func integer(_ tree: YAMLTree?, _ what: String, in range: ClosedRange<Int>) -> Int? {
    guard let tree else { return nil }
    guard case .scalar(let text, isPlain: true) = tree.value, let number = Int(text),
      range.contains(number)
    else {
      error(
        tree.place, "\(what) is \(tree.shape)",
        instead: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// One of the words of an enumeration.
  mutating func word<T: RawRepresentable<String> & CaseIterable>(
    _ tree: YAMLTree?, _ what: String, as type: T.Type
  ) -> T? {
    guard let tree, let text = text(tree, what) else { return nil }
    if let value = T(rawValue: text) { return value }
    let words = T.allCases.map(\.rawValue)
    error(
      tree.place, "\(what) `\(text)` does not exist",
      instead: Suggestion.instead(of: text, in: words, what: "a word of docs/rules.md"))
    return nil
  }

  /// An id of lower-case words and hyphens.
  mutating func wordID(_ tree: YAMLTree?, _ what: String) -> String? {
    guard let tree, let text = text(tree, what) else { return nil }
    guard IdentifierShape.isWord(text) else {
      error(
        tree.place, "\(what) `\(text)` is not made of lower-case words and hyphens",
        instead: "an id like `key-password-differs`")
      return nil
    }
    return text
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    return String(rest)
  }
}
