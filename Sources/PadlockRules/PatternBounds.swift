/// Keeps the regular expressions of rules cheap: short, and unable to backtrack without end.
enum PatternBounds {
  /// Characters of a pattern.
  static let length = 500
  /// The largest count in braces.
  static let count = 100

  /// What is wrong with a pattern and what to write instead; nil where it is fine.
  static func problem(in pattern: String) -> (message: String, instead: String)? {
    guard pattern.unicodeScalars.count <= length else {
      return (
        "the pattern has \(pattern.unicodeScalars.count) characters; at most \(length) are taken",
        "a shorter pattern"
      )
    }
    if let problem = Scan(pattern).problem { return problem }
    guard (try? Regex(pattern)) != nil else {
      return ("`\(pattern.prefix(80))` is not a regular expression", "one that compiles")
    }
    return nil
  }

  /// Looks for repetitions inside repetitions and for back references.
  private struct Scan {
    private(set) var problem: (message: String, instead: String)?

    init(_ pattern: String) {
      let scalars = Array(pattern.unicodeScalars)
      // Whether each open group holds a repetition without a small bound.
      var groups = [false]
      var closed: Bool?
      var index = 0
      var classDepth = 0
      while index < scalars.count {
        let scalar = scalars[index]
        if scalar == "\\" {
          if index + 1 < scalars.count, ("1"..."9").contains(scalars[index + 1]), classDepth == 0 {
            problem = ("the pattern refers back to a group", "the group again")
            return
          }
          closed = nil
          index += 2
          continue
        }
        if scalar == "[" { classDepth += 1 }
        if scalar == "]", classDepth > 0 { classDepth -= 1 }
        if classDepth > 0 || scalar == "]" {
          closed = nil
          index += 1
          continue
        }
        switch scalar {
        case "(":
          groups.append(false)
          closed = nil
        case ")":
          let inner = groups.count > 1 ? groups.removeLast() : false
          if inner { groups[groups.count - 1] = true }
          closed = inner
        case "*", "+", "{":
          let (repeats, width) = Self.repetition(scalars, index)
          if let bound = repeats, bound > PatternBounds.count, scalar == "{" {
            problem = ("the pattern repeats more than \(PatternBounds.count) times", "`*`")
            return
          }
          if scalar != "{" || repeats == nil || (repeats ?? 0) > 10 {
            if closed == true {
              problem = (
                "the pattern repeats a group that repeats, which can take for ever",
                "one repetition"
              )
              return
            }
            groups[groups.count - 1] = true
          }
          closed = nil
          index += width
          continue
        case "?": break
        default: closed = nil
        }
        index += 1
      }
    }

    /// The largest count of the repetition at `index`, nil without a bound, and its width.
    private static func repetition(_ scalars: [Unicode.Scalar], _ index: Int) -> (Int?, Int) {
      guard scalars[index] == "{",
        let end = scalars[index...].firstIndex(of: "}")
      else { return (nil, 1) }
      let inner = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
      let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
      guard let last = parts.last, !last.isEmpty else { return (nil, end - index + 1) }
      return (Int(last) ?? .max, end - index + 1)
    }
  }
}
