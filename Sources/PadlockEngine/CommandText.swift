import PadlockModel

/// Fills the template of a command that people paste into a shell.
///
/// The values are names and paths that somebody else chose: each stays one word, whatever is in it,
/// and runs nothing.
enum CommandText {
  static func filled(
    _ template: Template, for platform: Platform, _ value: (FactName) -> String?
  ) -> String {
    var command = ""
    var quote: Character?
    for part in template.parts {
      switch part {
      case .text(let text):
        command += text
        for character in text { follow(character, &quote, platform) }
      case .fact(let name, let otherwise):
        command +=
          value(name).flatMap(typable).map { word($0, within: quote, platform) } ?? otherwise ?? "…"
      }
    }
    return command
  }

  /// Nil for what nobody can type, and a terminal would obey: no quotes keep a line's end in a word
  /// everywhere.
  private static func typable(_ value: String) -> String? {
    let unsafe: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    return value.unicodeScalars.contains { unsafe.contains($0.properties.generalCategory) }
      ? nil : value
  }

  /// Keeps track of the quotes of the template itself; the shell of Windows knows one kind.
  private static func follow(
    _ character: Character, _ quote: inout Character?, _ platform: Platform
  ) {
    if character == quote {
      quote = nil
    } else if quote == nil, character == "\"" || (character == "'" && platform != .windows) {
      quote = character
    }
  }

  private static func word(
    _ value: String, within quote: Character?, _ platform: Platform
  ) -> String {
    if platform == .windows {
      // No name on Windows has a quotation mark, and nothing could escape one.
      let safe = value.filter { $0 != "\"" }
      return quote != nil || isPlainOnWindows(value) ? safe : "\"\(safe)\""
    }
    switch quote {
    case "\"": return value.map { "\\\"$`".contains($0) ? "\\\($0)" : String($0) }.joined()
    case "'": return value.replacing("'", with: #"'\''"#)
    default: return ShellWord.quoted(value)
    }
  }

  /// Whether the shell of Windows takes the value as it is.
  private static func isPlainOnWindows(_ value: String) -> Bool {
    ShellWord.isPlain(value.replacing("\\", with: "/"))
  }
}
