/// Which characters a terminal can show.
public enum GlyphSet: CaseIterable, Sendable {
  /// Any Unicode text.
  case unicode
  /// Printable ASCII alone, for locales without UTF-8.
  case ascii

  /// The mark of text that was cut off.
  public var ellipsis: String { self == .unicode ? "…" : "..." }

  /// The text as this set can show it.
  ///
  /// `unicode` changes nothing. `ascii` replaces the glyphs of our screens by equivalents, some of
  /// them longer, and each other cluster by one `?` per column; so measure what this returns.
  public func fold(_ text: String) -> String {
    guard self == .ascii, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var folded = ""
    for cluster in text {
      if cluster.isASCII {
        folded.append(cluster)
      } else if let replacement = asciiEquivalent(of: cluster) {
        folded += replacement
      } else {
        folded += String(repeating: "?", count: clusterWidth(cluster))
      }
    }
    return folded
  }
}

/// What stands for a drawing or typographic character where only ASCII can be shown.
private func asciiEquivalent(of cluster: Character) -> String? {
  switch cluster {
  case "●", "•", "◆", "★": "*"
  case "○", "◦", "◇": "o"
  case "◐", "◌": "."
  case "✓", "✔": "+"
  case "✗", "✘", "×": "x"
  case "↳", "▸", "▶", "›", "❯": ">"
  case "◂", "◀", "‹", "❮": "<"
  case "▾", "▼", "↓": "v"
  case "▴", "▲", "↑": "^"
  case "→": "->"
  case "←": "<-"
  case "↔": "<->"
  case "⏎", "↵": "Enter"
  case "…": "..."
  case "─", "━", "·", "–", "—", "−", "‐", "‑": "-"
  case "│", "┃": "|"
  case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯": "+"
  case "█", "▓", "■": "#"
  case "░", "▒", "□": "."
  case "“", "”", "„", "«", "»": "\""
  case "‘", "’", "‚": "'"
  case "≥": ">="
  case "≤": "<="
  case "≠": "!="
  case "\u{A0}", "\u{2009}", "\u{202F}": " "
  default: nil
  }
}
