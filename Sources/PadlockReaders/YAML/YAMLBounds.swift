/// How much a YAML file may ask for before it is refused.
public enum YAMLBounds {
  /// Bytes of one file.
  public static let bytes = 4 << 20
  /// Mappings and lists inside each other, aliases followed.
  public static let depth = 100
  /// Aliases (`*name`) in one file.
  public static let aliases = 1_000
  /// Values in one file, those behind aliases counted each time.
  public static let nodes = 200_000
  /// Characters that begin, end or separate values; a file with more cannot stay within `nodes`
  /// in any sensible way, and is refused before it is parsed.
  static let marks = 1_000_000

  /// What is wrong with the bytes before any parser sees them.
  static func problem(in bytes: [UInt8]) -> YAMLRefusal? {
    guard bytes.count <= Self.bytes else {
      return YAMLRefusal(
        1, 1, "the file has \(bytes.count) bytes; at most \(Self.bytes) are read",
        instead: "several packs, each with its own folder,")
    }
    var line = 1
    var column = 1
    var isIndentation = true
    var marks = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        column = 0
        isIndentation = true
        marks += 1
      case UInt8(ascii: " "): break
      case UInt8(ascii: "\t") where isIndentation:
        return YAMLRefusal(line, column, "a tab indents the line", instead: "spaces")
      case UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
      case 0..<0x20, 0x7F:
        return YAMLRefusal(
          line, column, "the line holds the control character \(byte)",
          instead: "an escape such as `\\x1B` in double quotes")
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "-"),
        UInt8(ascii: ":"), UInt8(ascii: "?"):
        marks += 1
        isIndentation = false
      default: isIndentation = false
      }
      column += byte & 0xC0 == 0x80 ? 0 : 1
    }
    return marks <= Self.marks ? encodingProblem(in: bytes) : .tooManyNodes(1, 1)
  }
}

extension YAMLBounds {
  /// U+F8F0, which stands for `*` while the library parses.
  static let hiddenStar: [UInt8] = [0xEF, 0xA3, 0xB0]

  /// The first line that is not UTF-8, or holds the character that ``YAMLDocument`` needs.
  private static func encodingProblem(in bytes: [UInt8]) -> YAMLRefusal? {
    if String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(hiddenStar) { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if String(validating: line, as: UTF8.self) == nil {
        return YAMLRefusal(index + 1, 1, "the line is not UTF-8", instead: "it in UTF-8")
      }
      if line.contains(hiddenStar) {
        return YAMLRefusal(
          index + 1, 1, "the line holds the private character U+F8F0", instead: "plain text")
      }
    }
    return nil
  }
}

/// Why a file is not taken as YAML at all.
package struct YAMLRefusal: Error {
  package var place: YAMLTree.Place
  package var message: String
  package var instead: String
  /// Whether a key stands twice in one mapping, which other readers of YAML may take.
  package var repeatsKey: Bool

  package init(
    _ line: Int, _ column: Int, _ message: String, instead: String, repeatsKey: Bool = false
  ) {
    place = YAMLTree.Place(line: line, column: column)
    self.message = message
    self.instead = instead
    self.repeatsKey = repeatsKey
  }

  static func tooManyNodes(_ line: Int, _ column: Int) -> YAMLRefusal {
    YAMLRefusal(
      line, column, "the file holds more than \(YAMLBounds.nodes) values",
      instead: "several packs, or fewer aliases,")
  }

  static func tooDeep(_ line: Int, _ column: Int) -> YAMLRefusal {
    YAMLRefusal(
      line, column, "mappings and lists lie more than \(YAMLBounds.depth) deep in each other",
      instead: "fewer levels")
  }
}
