/// A text in which nothing can steer the terminal or deceive the eye.
///
/// Control characters become control pictures (`␛`; `^[` in ASCII), bidi and other invisible
/// format characters their number (`<U+202E>`), a tab four spaces. Applying it twice changes
/// nothing. A grid draws all text through it, so cells are always safe to print.
public struct Visible: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ raw: String, glyphs: GlyphSet = .unicode) {
    guard raw.unicodeScalars.contains(where: isUnsafe) else {
      text = glyphs.fold(raw)
      return
    }
    var shown = String.UnicodeScalarView()
    for scalar in raw.unicodeScalars {
      if isUnsafe(scalar) {
        shown.append(contentsOf: picture(of: scalar, glyphs).unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    text = glyphs.fold(String(shown))
  }

  /// The lines of a text, each made visible; line feeds and CR LF end a line.
  public static func lines(of raw: String, glyphs: GlyphSet = .unicode) -> [String] {
    raw.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { Visible(String($0), glyphs: glyphs).text }
  }

  public var description: String { text }
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  let value = scalar.value
  if value < 0x20 || value == 0x7F { return true }
  if value < 0x80 { return false }
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: return true
  case .format: return !isHarmlessFormat(value)
  default: return false
  }
}

/// Joiners, which scripts and emoji need, and the Arabic and Kaithi signs, which are drawn.
private func isHarmlessFormat(_ value: UInt32) -> Bool {
  switch value {
  case 0x200C, 0x200D, 0x0600...0x0605, 0x06DD, 0x070F, 0x0890...0x0891, 0x08E2, 0x110BD, 0x110CD:
    true
  default: false
  }
}

private func picture(of scalar: Unicode.Scalar, _ glyphs: GlyphSet) -> String {
  let value = scalar.value
  if value == 0x09 { return "    " }
  if value == 0x7F { return glyphs == .unicode ? "␡" : "^?" }
  if value < 0x20 {
    let shown = glyphs == .unicode ? 0x2400 + value : 0x40 + value
    let picture = Unicode.Scalar(shown).map { String($0) } ?? "?"
    return glyphs == .unicode ? picture : "^" + picture
  }
  let digits = String(value, radix: 16, uppercase: true)
  return "<U+" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits + ">"
}
