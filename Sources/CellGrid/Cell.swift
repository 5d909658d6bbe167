/// One place of a grid.
public struct Cell: Hashable, Sendable {
  /// The grapheme cluster shown; empty in the second half of a wide one.
  public let text: String
  /// Columns of ``text``: 1 or 2, and 0 for the second half of a wide cluster.
  public let width: Int
  public let style: Style
  /// Lines drawn here, remembered so that another line can join them.
  let lines: Lines

  init(text: String, width: Int, style: Style, lines: Lines = []) {
    self.text = text
    self.width = width
    self.style = style
    self.lines = lines
  }

  static func blank(_ style: Style) -> Cell { Cell(text: " ", width: 1, style: style) }
  static func continuation(_ style: Style) -> Cell { Cell(text: "", width: 0, style: style) }
}
