/// An entry of a list: one or several lines.
public struct ListItem: Hashable, Sendable {
  public var lines: [StyledText]
  /// Whether it can be chosen; a heading cannot.
  public var isSelectable: Bool

  public init(_ lines: [StyledText], isSelectable: Bool = true) {
    self.lines = lines
    self.isSelectable = isSelectable
  }

  var height: Int { max(lines.count, 1) }
}

/// Which entry of a list is chosen, and how far it is scrolled.
public struct ListState: Hashable, Sendable {
  /// The index of the chosen entry.
  public var selection: Int
  /// The first line shown; drawing moves it just as far as the selection needs.
  public var offset: Int

  public init(selection: Int = 0, offset: Int = 0) {
    self.selection = selection
    self.offset = offset
  }

  /// Moves the selection if `key` is one that does; entries that cannot be chosen are skipped.
  ///
  /// - Parameters:
  ///   - key: Arrows, home, end, page keys, the wheel.
  ///   - items: The entries.
  ///   - height: Lines the list has on the screen.
  /// - Returns: Whether the key was used.
  @discardableResult public mutating func handle(
    _ key: Key, items: [ListItem], height: Int
  ) -> Bool {
    switch key {
    case .up, .mouse(_, _, .wheelUp): step(-1, items)
    case .down, .mouse(_, _, .wheelDown): step(1, items)
    case .home: select(0, toward: 1, items)
    case .end: select(items.count - 1, toward: -1, items)
    case .pageUp: page(-1, items, height)
    case .pageDown: page(1, items, height)
    default: return false
    }
    offset = offset(for: items, height: height)
    return true
  }

  /// The first line to show, so that the chosen entry is seen.
  public func offset(for items: [ListItem], height: Int) -> Int {
    var start = 0
    var range = 0..<0
    for (index, item) in items.enumerated() {
      if index == selection { range = start..<start + item.height }
      start += item.height
    }
    if range.isEmpty { return min(max(offset, 0), max(start - max(height, 0), 0)) }
    return scrollOffset(from: offset, showing: range, of: start, height: height)
  }

  private mutating func step(_ direction: Int, _ items: [ListItem]) {
    var index = min(max(selection, -1), items.count) + direction
    while items.indices.contains(index) {
      if items[index].isSelectable {
        selection = index
        return
      }
      index += direction
    }
  }

  private mutating func select(_ index: Int, toward direction: Int, _ items: [ListItem]) {
    var index = index
    while items.indices.contains(index), !items[index].isSelectable { index += direction }
    if items.indices.contains(index) { selection = index }
  }

  private mutating func page(_ direction: Int, _ items: [ListItem], _ height: Int) {
    var lines = 0
    while true {
      let before = selection
      step(direction, items)
      guard selection != before, items.indices.contains(selection) else { return }
      lines += items[selection].height
      if lines >= max(height - 1, 1) { return }
    }
  }
}

/// A list that scrolls, with the chosen entry marked.
public struct ListView: Sendable {
  public var items: [ListItem]
  public var state: ListState
  /// Whether keys go to it: then the chosen entry is reversed, otherwise bold.
  public var isFocused: Bool

  public init(_ items: [ListItem], state: ListState, isFocused: Bool = true) {
    self.items = items
    self.state = state
    self.isFocused = isFocused
  }

  /// A list of which the entries are as wide as an area, or as there is room beside a scroll bar
  /// where they do not all fit.
  public init(
    in rect: Rect, state: ListState, isFocused: Bool = true, _ items: (_ width: Int) -> [ListItem]
  ) {
    self.init(items(rect.widthBesideScrollBar), state: state, isFocused: isFocused)
    // Where there are more entries than lines, they do not fit in any width.
    guard self.items.count <= rect.height else { return }
    let narrow = self.items
    self.items = items(rect.width)
    if total > rect.height { self.items = narrow }
  }

  private var total: Int { items.reduce(0) { $0 + $1.height } }

  public func draw(into grid: inout Grid, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let offset = state.offset(for: items, height: rect.height)
    let hasMarker = total > rect.height && rect.width > 1
    let width = hasMarker ? rect.width - 1 : rect.width
    var y = rect.y - offset
    for (index, item) in items.enumerated() {
      for line in 0..<item.height {
        if y >= rect.y, y < rect.maxY {
          let style = style(of: index)
          let row = Rect(x: rect.x, y: y, width: width, height: 1)
          grid.fill(row, style: style)
          if line < item.lines.count {
            grid.draw(
              item.lines[line], at: row.origin, base: style,
              maxWidth: hasMarker ? rect.widthBesideScrollBar : width)
          }
        }
        y += 1
      }
    }
    if hasMarker { grid.scrollMarker(in: rect, offset: offset, total: total) }
  }

  /// The index of the entry drawn at a place, if one is there that can be chosen.
  public func item(at point: Point, in rect: Rect) -> Int? {
    guard rect.contains(point) else { return nil }
    var line = point.y - rect.y + state.offset(for: items, height: rect.height)
    for (index, item) in items.enumerated() {
      if line < item.height { return item.isSelectable ? index : nil }
      line -= item.height
    }
    return nil
  }

  private func style(of index: Int) -> Style {
    guard index == state.selection, items[index].isSelectable else { return .plain }
    return isFocused ? .selected : .heading
  }
}
