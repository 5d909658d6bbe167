/// Keeps the regular expressions of rules cheap: short, and unable to be tried in endlessly many ways.
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

  /// Counts the ways in which a pattern can be tried at one place of a text.
  ///
  /// Each choice multiplies them: `*` by a thousand, `{0,9}` by ten, `?` and `|` by two. Swift's
  /// engine tries them all, so the time of `a*a*b` grows with the cube of the text's length.
  private struct Scan {
    /// Ways at one place that are still quick.
    private static let limit = 20_000
    private static let withoutEnd = 1_000

    private(set) var problem: (message: String, instead: String)?
    private var ways = 1
    /// Whether each open group holds a choice.
    private var groups = [false]
    /// Whether the group that was just closed holds a choice; nil after anything else.
    private var closed: Bool?

    init(_ pattern: String) {
      let scalars = Array(pattern.unicodeScalars)
      var index = 0
      var classDepth = 0
      var opens = false
      while index < scalars.count, problem == nil {
        let scalar = scalars[index]
        var width = 1
        let follows = opens
        opens = scalar == "(" && classDepth == 0
        if scalar == "\\" {
          width = escape(scalars, index)
        } else if scalar == "[" || classDepth > 0 {
          if scalar == "[" { classDepth += 1 }
          if scalar == "]" { classDepth -= 1 }
          closed = nil
        } else if scalar == "?", follows {
          openGroup(scalars, index)
        } else {
          width = outsideClass(scalars, index)
        }
        index += width
      }
    }

    /// The width of an escape; those that refer to groups or quote whole texts are not taken.
    private mutating func escape(_ scalars: [Unicode.Scalar], _ index: Int) -> Int {
      closed = nil
      guard index + 1 < scalars.count else { return 1 }
      switch scalars[index + 1] {
      case "1"..."9", "g", "k": problem = ("the pattern refers back to a group", "the group again")
      case "Q", "E":
        problem = ("the pattern quotes with `\\Q`", "a backslash before each character")
      default: break
      }
      guard index + 2 < scalars.count, scalars[index + 2] == "{",
        "pPuxoN".unicodeScalars.contains(scalars[index + 1]),
        let end = scalars[index...].firstIndex(of: "}")
      else { return 2 }
      return end - index + 1
    }

    /// Of the groups that begin with `(?`, only those that group, and those that ignore case.
    private mutating func openGroup(_ scalars: [Unicode.Scalar], _ index: Int) {
      let rest = String(String.UnicodeScalarView(scalars[(index + 1)...].prefix(2)))
      if rest.hasPrefix(":") || rest == "i)" || rest == "i:" { return }
      problem = ("the pattern has a group of a kind that is not taken", "`(…)`, `(?:…)` or `(?i)`")
    }

    private mutating func outsideClass(_ scalars: [Unicode.Scalar], _ index: Int) -> Int {
      switch scalars[index] {
      case "(":
        groups.append(false)
        closed = nil
      case ")":
        let holdsChoice = groups.count > 1 ? groups.removeLast() : false
        if holdsChoice { groups[groups.count - 1] = true }
        closed = holdsChoice
      case "|": choose(2)
      case "?": choose(2)
      case "*", "+":
        repeatLast()
        choose(Self.withoutEnd)
      case "{":
        let (least, most, width) = Self.counts(scalars, index)
        if let most, most > PatternBounds.count {
          problem = ("the pattern repeats more than \(PatternBounds.count) times", "`*`")
        }
        repeatLast()
        choose(most.map { max(1, min($0, Self.withoutEnd) - least + 1) } ?? Self.withoutEnd)
        return width
      default: closed = nil
      }
      return 1
    }

    private mutating func repeatLast() {
      guard closed == true, problem == nil else { return }
      problem = (
        "the pattern repeats a group that repeats or chooses, which can take for ever",
        "one repetition"
      )
    }

    private mutating func choose(_ count: Int) {
      closed = nil
      guard count > 1 else { return }
      groups[groups.count - 1] = true
      ways *= count
      guard ways > Self.limit, problem == nil else { return }
      problem = (
        "the pattern repeats or chooses in too many places, which can take for ever",
        "a pattern with one `*` or `+`, or several lines with `contains`,"
      )
    }

    /// The counts in the braces at `index`, the larger nil without a bound, and their width.
    private static func counts(
      _ scalars: [Unicode.Scalar], _ index: Int
    ) -> (least: Int, most: Int?, width: Int) {
      guard let end = scalars[index...].firstIndex(of: "}") else { return (0, nil, 1) }
      let inner = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
      let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
      let least = parts.first.flatMap { $0.isEmpty ? 0 : Int($0) } ?? 0
      let width = end - index + 1
      guard let last = parts.last, !last.isEmpty else { return (least, nil, width) }
      return (min(max(least, 0), PatternBounds.count), Int(last) ?? .max, width)
    }
  }
}
