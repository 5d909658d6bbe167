/// Texts as Markdown.
enum MarkdownText {
  /// In backquotes, more of them where the text has some itself.
  static func code(_ text: String) -> String {
    var fence = "`"
    while text.contains(fence) { fence += "`" }
    let space = text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty ? " " : ""
    return fence + space + text + space + fence
  }

  /// A text as it is: what would start markup is escaped.
  static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\*_<>[]|#".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
