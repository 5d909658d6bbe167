/// A path in the target's own notation, Windows or not.
public struct TargetPath {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// Whether it begins at a drive or a share.
  public var isWindows: Bool {
    let letters = Array(text.prefix(3))
    if text.hasPrefix("\\\\") { return true }
    return letters.count >= 2 && letters[1] == ":" && letters[0].isLetter && letters[0].isASCII
  }

  var isAbsolute: Bool { isWindows || text.hasPrefix("/") }

  /// The last component.
  var name: String {
    text.split { $0 == "/" || (separatesByBackslash && $0 == "\\") }.last.map(String.init) ?? ""
  }

  /// What it lies in; itself at the top.
  var folder: String {
    guard
      let end = text.lastIndex(where: { $0 == "/" || (separatesByBackslash && $0 == "\\") })
    else { return text }
    return end == text.startIndex ? String(text[end...end]) : String(text[..<end])
  }

  private var separatesByBackslash: Bool { isWindows || !text.hasPrefix("/") }

  /// `path` as it is where it is absolute, else below this folder.
  public func appending(_ path: String) -> String {
    if TargetPath(path).isAbsolute { return path }
    if isWindows {
      return text + (text.hasSuffix("\\") ? "" : "\\")
        + String(path.map { $0 == "/" ? "\\" : $0 })
    }
    return text + (text.hasSuffix("/") ? "" : "/") + path
  }

  /// Whether it lies below `folder`; Windows paths without regard to case and separators.
  func isBelow(_ folder: String) -> Bool {
    let (mine, other) = (comparable, TargetPath(folder).comparable)
    return mine.count > other.count && Array(mine.prefix(other.count)) == other
  }

  /// The components without `.`, and without what `..` takes back; in small letters on Windows.
  var comparable: [String] {
    var components: [String] = []
    for part in text.split(whereSeparator: {
      $0 == "/" || (separatesByBackslash && $0 == "\\")
    }) {
      switch part {
      case ".": continue
      case "..": _ = components.popLast()
      default: components.append(isWindows ? part.lowercased() : String(part))
      }
    }
    return components
  }
}
