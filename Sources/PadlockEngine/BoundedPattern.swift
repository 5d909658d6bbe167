import Synchronization

/// The regular expressions of rules, on bounded text.
///
/// Lint refuses patterns that can backtrack without end; the text is bounded here all the same.
enum BoundedPattern {
  /// Characters of a fact's text that a pattern is tried on.
  static let textLimit = 1_000

  /// Compiled once in a process, which takes far longer than matching; nil for one that does not.
  ///
  /// There are as many as the rules have, and the rules are bounded.
  private static let compiled = Mutex<[String: Regex<AnyRegexOutput>?]>([:])

  /// Whether `pattern` occurs in `text`; a pattern that does not compile occurs nowhere.
  static func find(_ pattern: String, in text: String) -> Bool {
    compiled.withLock { compiled in
      let regex: Regex<AnyRegexOutput>?
      if let known = compiled[pattern] {
        regex = known
      } else {
        regex = try? Regex(pattern)
        compiled.updateValue(regex, forKey: pattern)
      }
      guard let regex else { return false }
      return String(text.prefix(textLimit)).firstMatch(of: regex) != nil
    }
  }
}
