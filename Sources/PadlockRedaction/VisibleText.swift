/// Text from outside, with everything that a reader could not see turned into a picture.
///
/// Control characters become `␛`-like pictures; bidirectional controls, spaces that only look like
/// one, line separators and other characters without a shape become `<U+202E>`. A line feed is such
/// a character too: only renderers break lines. `\u{1B}[31mred` becomes `␛[31mred`.
public enum VisibleText {
  /// Returns `text` with nothing invisible in it; with `ascii`, also with nothing beyond ASCII.
  public static func make(_ text: String, ascii: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { isHidden($0) || (ascii && !$0.isASCII) }) else {
      return text
    }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isHidden(scalar) || (ascii && !scalar.isASCII) {
        shown.append(contentsOf: picture(scalar, ascii: ascii).unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    return String(shown)
  }

  /// Returns a text of our own that quotes others, line by line: its line feeds stay.
  public static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { make(String($0)) }.joined(separator: "\n")
  }

  /// Whether a reader could not see `scalar` as what it is.
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
      .unassigned:
      return true
    default:
      return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The picture of one character: `␛` or `<U+202E>`.
  public static func picture(_ scalar: Unicode.Scalar, ascii: Bool = false) -> String {
    if !ascii {
      if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        return String(Character(picture))
      }
      if scalar.value == 0x7F { return "␡" }
    }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
