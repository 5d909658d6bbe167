/// How text is laid out.
public struct TextOptions: Sendable, Equatable {
  /// Columns at which prose wraps, at least 40; commands, edits and addresses never wrap.
  public var width: Int
  /// Whether signs beyond ASCII may be used.
  public var unicode: Bool
  /// Whether signs and headings are coloured; colour never carries meaning alone.
  public var colour: Bool

  public init(width: Int = 100, unicode: Bool = true, colour: Bool = false) {
    self.width = max(40, width)
    self.unicode = unicode
    self.colour = colour
  }
}

/// How a piece of text stands out (ECMA-48 SGR).
enum TextStyle: String, CaseIterable {
  case bold = "1"
  case red = "31"
  case yellow = "33"
  case green = "32"
  case faint = "2"
}
