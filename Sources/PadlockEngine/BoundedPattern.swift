/// The regular expressions of rules, on bounded text.
///
/// Lint refuses patterns that can backtrack without end; the text is bounded here all the same.
enum BoundedPattern {
  /// Characters of a fact's text that a pattern is tried on.
  static let textLimit = 1_000

  /// Whether `pattern` occurs in `text`; a pattern that does not compile occurs nowhere.
  static func find(_ pattern: String, in text: String) -> Bool {
    guard let regex = try? Regex(pattern) else { return false }
    return String(text.prefix(textLimit)).firstMatch(of: regex) != nil
  }
}
