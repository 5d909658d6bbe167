/// The few colours every colour terminal has, on light and on dark backgrounds.
public enum Color: UInt8, CaseIterable, Sendable {
  case `default`
  case red
  case green
  case yellow
  case blue
  case magenta
  case cyan
  case white
  case gray
}

/// How a cell looks.
///
/// Views use the roles below (``heading``, ``good``, ``bad`` …) and never rely on colour alone: a
/// terminal may show none of it.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var isBold: Bool
  public var isDim: Bool
  public var isReverse: Bool
  public var isUnderlined: Bool

  public init(
    _ foreground: Color = .default, on background: Color = .default, bold: Bool = false,
    dim: Bool = false, reverse: Bool = false, underline: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    isBold = bold
    isDim = dim
    isReverse = reverse
    isUnderlined = underline
  }

  public static let plain = Style()
  public static let heading = Style(bold: true)
  public static let accent = Style(.cyan)
  public static let good = Style(.green)
  public static let warning = Style(.yellow)
  public static let bad = Style(.red, bold: true)
  public static let muted = Style(.gray)
  public static let selected = Style(reverse: true)
  public static let link = Style(.blue, underline: true)

  /// The same style with foreground and background exchanged.
  public var reversed: Style {
    var style = self
    style.isReverse = true
    return style
  }

  /// The same style in bold.
  public var bold: Style {
    var style = self
    style.isBold = true
    return style
  }
}

extension Style: CustomStringConvertible {
  /// The words of the styles block in golden files, such as `bold red on blue`; `plain` if none.
  public var description: String {
    var words: [String] = []
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isUnderlined { words.append("underline") }
    if isReverse { words.append("reverse") }
    if foreground != .default { words.append("\(foreground)") }
    if background != .default { words.append("on \(background)") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}
