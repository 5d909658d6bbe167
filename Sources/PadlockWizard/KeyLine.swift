internal import CellGrid

/// The bottom line: keys with their labels; those that do nothing now are left to the help.
///
/// The last two are help and quit, which always have room; of the others the quiet ones give way.
struct KeyLine {
  private struct Part {
    let binding: KeyBinding
    let name: String
    let place: Rect
  }

  private var parts: [Part] = []
  private let glyphs: GlyphSet

  init(_ state: WizardState, _ layout: ScreenLayout) {
    glyphs = state.glyphs
    let rect = layout.keys
    let usable = bindings(state).filter { $0.disabledReason == nil }
    let names = usable.map { $0.keyName(state.glyphs) }
    let widths = usable.indices.map {
      columns(of: "\(names[$0]) \(usable[$0].label)", glyphs: state.glyphs)
    }
    let last = usable.indices.suffix(2)
    let others = usable.indices.dropLast(2)
    var room = rect.width + 2
    var shown: Set<Int> = []
    let order = last + others.filter { !usable[$0].isQuiet } + others.filter { usable[$0].isQuiet }
    for index in order where widths[index] + 2 <= room {
      shown.insert(index)
      room -= widths[index] + 2
    }
    var x = rect.x
    for index in usable.indices where shown.contains(index) {
      let place = Rect(x: x, y: rect.y, width: widths[index], height: 1)
      parts.append(Part(binding: usable[index], name: names[index], place: place))
      x += widths[index] + 2
    }
  }

  func draw(into grid: inout Grid) {
    for part in parts {
      grid.draw(
        StyledText(part.name, .heading) + StyledText(" " + part.binding.label),
        at: part.place.origin)
    }
  }

  /// The key that a click there presses: of two that are named together, the one that was hit.
  func key(at point: Point) -> Key? {
    guard let part = parts.first(where: { $0.place.contains(point) }) else { return nil }
    let width = columns(of: part.name, glyphs: glyphs)
    let offset = point.x - part.place.x
    let isSecond = part.binding.shownCount > 1 && offset >= width / 2 && offset < width
    return part.binding.triggers[isSecond ? 1 : 0].key
  }
}
