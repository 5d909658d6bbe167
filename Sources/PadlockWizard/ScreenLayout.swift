internal import CellGrid

/// Where the parts of every screen lie, for one size of the terminal.
struct ScreenLayout: Equatable {
  /// Smaller terminals show one sentence.
  static let smallest = GridSize(columns: 80, rows: 24)

  let size: GridSize
  /// The path of the screens.
  let path: Rect
  /// Everything between the path and the keys.
  let body: Rect
  /// The body's left pane; the line between the panes stands at ``divider``.
  let left: Rect
  let divider: Int
  let right: Rect
  /// The keys' line.
  let keys: Rect

  init(_ size: GridSize) {
    self.size = size
    let width = size.columns
    let height = size.rows - 6
    path = Rect(x: 2, y: 1, width: width - 4, height: 1)
    body = Rect(x: 2, y: 3, width: width - 4, height: height)
    let leftWidth = min(max(width * 42 / 100, 30), 56)
    divider = leftWidth + 1
    left = Rect(x: 2, y: 3, width: leftWidth - 2, height: height)
    right = Rect(x: divider + 2, y: 3, width: width - divider - 4, height: height)
    keys = Rect(x: 2, y: size.rows - 2, width: width - 4, height: 1)
  }

  static func fits(_ size: GridSize) -> Bool {
    size.columns >= smallest.columns && size.rows >= smallest.rows
  }
}
