/// A row of titles of which one is open.
///
/// If they do not fit, those before the open one are left out until it does.
public struct Tabs: Hashable, Sendable {
  public var titles: [String]
  /// The index of the open one.
  public var selection: Int
  /// What stands between two titles.
  public var separator: String

  public init(_ titles: [String], selection: Int, separator: String = "   ") {
    self.titles = titles
    self.selection = selection
    self.separator = separator
  }

  /// Draws it over the first row of `rect`, the open title in `selected`.
  public func draw(
    into grid: inout Grid, in rect: Rect, style: Style = .plain, selected: Style = .selected
  ) {
    for (index, place) in places(in: rect, glyphs: grid.glyphs) {
      grid.draw(
        titles[index], at: place.origin, style: index == selection ? selected : style,
        maxWidth: place.width)
      guard index + 1 < titles.count, place.maxX < rect.maxX else { continue }
      grid.draw(
        separator, at: Point(x: place.maxX, y: place.y), style: .muted,
        maxWidth: rect.maxX - place.maxX)
    }
  }

  /// The index of the title drawn at a place.
  public func tab(at point: Point, in rect: Rect, glyphs: GlyphSet) -> Int? {
    places(in: rect, glyphs: glyphs).first { $0.place.contains(point) }?.index
  }

  private func places(in rect: Rect, glyphs: GlyphSet) -> [(index: Int, place: Rect)] {
    guard !rect.isEmpty else { return [] }
    let widths = titles.map { columns(of: $0, glyphs: glyphs) }
    let gap = columns(of: separator, glyphs: glyphs)
    var first = 0
    if titles.indices.contains(selection) {
      var needed = widths[...selection].reduce(0, +) + gap * selection
      while first < selection, needed > rect.width {
        needed -= widths[first] + gap
        first += 1
      }
    }
    var places: [(index: Int, place: Rect)] = []
    var x = rect.x
    for index in titles.indices.dropFirst(first) {
      guard x < rect.maxX else { break }
      let width = min(widths[index], rect.maxX - x)
      places.append((index: index, place: Rect(x: x, y: rect.y, width: width, height: 1)))
      x += width + gap
    }
    return places
  }
}
