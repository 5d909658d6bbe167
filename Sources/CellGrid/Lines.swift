/// The directions in which a line leaves the middle of a cell.
///
/// Lines that meet in a cell are the union of their directions, so joins come out by themselves.
struct Lines: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let up = Lines(rawValue: 1)
  static let right = Lines(rawValue: 2)
  static let down = Lines(rawValue: 4)
  static let left = Lines(rawValue: 8)

  static let horizontal: Lines = [.left, .right]
  static let vertical: Lines = [.up, .down]
}

/// The characters boxes are drawn with.
public enum LineSet: CaseIterable, Sendable {
  case unicode
  case ascii

  /// The character for a cell whose lines go in these directions; a loose end is a whole line.
  func glyph(for lines: Lines) -> String {
    if lines.isEmpty { return " " }
    if lines.isSubset(of: .horizontal) { return self == .unicode ? "─" : "-" }
    if lines.isSubset(of: .vertical) { return self == .unicode ? "│" : "|" }
    guard self == .unicode else { return "+" }
    return switch lines {
    case [.down, .right]: "┌"
    case [.down, .left]: "┐"
    case [.up, .right]: "└"
    case [.up, .left]: "┘"
    case [.up, .down, .right]: "├"
    case [.up, .down, .left]: "┤"
    case [.left, .right, .down]: "┬"
    case [.left, .right, .up]: "┴"
    default: "┼"
    }
  }
}
