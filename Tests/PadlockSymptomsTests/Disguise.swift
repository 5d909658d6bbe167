/// What happens to a message on its way into a ticket.
enum Disguise: String, CaseIterable, Sendable {
  case cut, wrapped, wrappedAnywhere, logged, escaped, coloured, quoted

  /// Columns after which text is wrapped, and after which it is cut.
  static let wrapWidth = 72
  static let cutLength = 60

  func apply(to text: String, _ random: inout SeededRandom) -> String {
    switch self {
    case .cut: return String(text.prefix(Self.cutLength))
    case .wrapped: return lines(text) { wrap($0, atBlanks: true) }
    case .wrappedAnywhere: return lines(text) { wrap($0, atBlanks: false) }
    case .logged:
      let format = Self.formats[random.below(Self.formats.count)]
      let first = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
      let rest = text.dropFirst(first.count)
      let isJSON = format.contains("\"message\"")
      let line = isJSON ? first.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") : first
      if isJSON, rest.isEmpty { return format.replacing("%", with: line) }
      return (isJSON ? Self.formats[0] : format).replacing("%", with: first) + rest
    case .escaped:
      return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
        .replacing("'", with: random.below(2) == 0 ? "&#39;" : "&#x27;")
    case .coloured: return colour(text, &random)
    case .quoted: return lines(text) { ["> " + $0] }
    }
  }

  private static let formats = [
    "2026-11-20 10:14:09,123 ERROR [main] com.example.agent.Server - %",
    "2026-11-20 10:14:09.123 ERROR 4711 --- [           main] c.e.a.web.Starter : %",
    "2026/11/20 10:14:09 [error] 4711#4711: *7 %",
    "Nov 20 10:14:09 agent1 xagent[4711]: %",
    "20-Nov-2026 10:14:09.123 SEVERE [main] org.example.catalina.Connector.start %",
    "[Fri Nov 20 10:14:09.123456 2026] [ssl:error] [pid 4711:tid 140] [client 10.0.0.9:5555] %",
    "INFO   | jvm 1    | 2026/11/20 10:14:09 | %",
    "2026-11-20T10:14:09.123Z WARN  %",
    "<11>1 2026-11-20T10:14:09Z agent1 xagent 4711 - - %",
    "2026-11-20 10:14:09,123 [4711] (ERROR) (wazo_agent.http): %",
    "ERROR:root:%",
    "{\"time\":\"2026-11-20T10:14:09Z\",\"level\":\"error\",\"message\":\"%\",\"pid\":4711}",
  ]

  private func lines(_ text: String, _ change: (String) -> [String]) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { change(String($0)) }
      .joined(separator: "\n")
  }

  private func wrap(_ line: String, atBlanks: Bool) -> [String] {
    var lines: [String] = []
    var rest = Substring(line)
    while rest.count > Self.wrapWidth {
      let start = rest.prefix(Self.wrapWidth + 1)
      if atBlanks, let blank = start.lastIndex(of: " "), blank > rest.startIndex {
        lines.append(String(rest[..<blank]))
        rest = rest[rest.index(after: blank)...]
      } else {
        lines.append(String(rest.prefix(Self.wrapWidth)))
        rest = rest.dropFirst(Self.wrapWidth)
      }
    }
    return lines + [String(rest)]
  }

  private func colour(_ text: String, _ random: inout SeededRandom) -> String {
    let (red, bold, off) = ("\u{1B}[31m", "\u{1B}[1;33m", "\u{1B}[0m")
    guard random.below(2) == 0 else { return red + text + off }
    // Every third word has a colour of its own.
    let words = text.split(separator: " ", omittingEmptySubsequences: false).enumerated()
    return words.map { $0 % 3 == 1 ? bold + $1 + off : String($1) }.joined(separator: " ")
  }
}
