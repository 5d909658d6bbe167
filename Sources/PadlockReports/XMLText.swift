import PadlockRedaction

/// Text within XML and HTML.
enum XMLText {
  /// For elements and for attributes in double quotes; nothing invisible is left, so that every
  /// character is one that XML 1.0 allows.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.make(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same, where line feeds are to stay as they are.
  static func escapedLines(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { escaped(String($0)) }.joined(separator: "\n")
  }
}
