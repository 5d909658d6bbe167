internal import CNcurses
internal import CTerminalShims
internal import CellGrid
internal import Glibc

/// Puts cells on the curses screen, with as many colours as the terminal has.
struct CellPainter {
  private let colors: Int32
  private let isUTF8: Bool
  private var pairs: [Int: Int16] = [:]

  /// A painter for the screen curses was started on.
  ///
  /// - Parameters:
  ///   - usesColor: False for `NO_COLOR`.
  ///   - isUTF8: Whether anything but ASCII can be written.
  init(usesColor: Bool, isUTF8: Bool) {
    self.isUTF8 = isUTF8
    guard usesColor, has_colors(), start_color() == OK, use_default_colors() == OK else {
      colors = 0
      return
    }
    colors = shim_colors()
  }

  /// Draws a run of cells; the halves of wide clusters are written so that columns stay in step.
  mutating func paint(_ run: CellRun, on window: UnsafeMutablePointer<WINDOW>) {
    for (index, cell) in run.cells.enumerated() where cell.width > 0 {
      let (attributes, pair) = look(of: cell.style)
      let parts = writable(cell)
      for (place, part) in parts.enumerated() {
        var scalars = part.prefix(4).map { wchar_t(bitPattern: $0.value) }
        scalars.append(0)
        var character = cchar_t()
        guard setcchar(&character, scalars, attributes, pair, nil) == OK else { continue }
        _ = wmove(window, Int32(run.row), Int32(run.column + index + place))
        _ = wadd_wch(window, &character)
      }
    }
  }

  /// The characters to write from the first column of a cell on, each with its combining ones.
  ///
  /// The C library decides how far curses moves on. Where it sees one column in a cluster of two,
  /// such as a flag, the second column is written by itself.
  private func writable(_ cell: Cell) -> [[Unicode.Scalar]] {
    let blank: [Unicode.Scalar] = [" "]
    let unknown: [Unicode.Scalar] = ["?"]
    var scalars = Array(cell.text.unicodeScalars)
    guard let first = scalars.first else { return [blank] }
    scalars.removeFirst()
    if first.isASCII, scalars.isEmpty { return [[first]] }
    let replacement = cell.width == 2 ? [unknown, blank] : [unknown]
    guard isUTF8 else { return replacement }
    let firstWidth = Int(shim_wcwidth(wchar_t(bitPattern: first.value)))
    guard firstWidth == 1 || firstWidth == cell.width else { return replacement }
    let marks = scalars.prefix { $0.value != 0x200D && !isSpacing($0) }
      .filter { $0.value != 0xFE0F && shim_wcwidth(wchar_t(bitPattern: $0.value)) == 0 }
    let main = [first] + marks
    guard cell.width == 2, firstWidth == 1 else { return [main] }
    guard let second = scalars.first(where: isSpacing),
      shim_wcwidth(wchar_t(bitPattern: second.value)) == 1
    else { return [main, blank] }
    return [main, [second]]
  }

  private func isSpacing(_ scalar: Unicode.Scalar) -> Bool {
    shim_wcwidth(wchar_t(bitPattern: scalar.value)) > 0
  }

  private mutating func look(of style: Style) -> (attr_t, Int16) {
    var attributes: attr_t = 0
    if style.isBold { attributes |= shim_a_bold() }
    if style.isDim { attributes |= shim_a_dim() }
    if style.isReverse { attributes |= shim_a_reverse() }
    if style.isUnderlined { attributes |= shim_a_underline() }
    // Few colours have no gray that is seen on every background: dim comes nearest.
    if style.foreground == .gray, colors != 256, !style.isReverse { attributes |= shim_a_dim() }
    guard colors >= 8 else { return (attributes, 0) }
    return (attributes, pair(style.foreground, style.background))
  }

  /// The number of a colour pair, made when it is first used; 0 when the terminal has no more.
  private mutating func pair(_ foreground: Color, _ background: Color) -> Int16 {
    if foreground == .default, background == .default { return 0 }
    let key = Int(foreground.rawValue) * 256 + Int(background.rawValue)
    if let known = pairs[key] { return known }
    let next = Int16(clamping: pairs.count + 1)
    guard init_pair(next, number(of: foreground), number(of: background)) == OK else { return 0 }
    pairs[key] = next
    return next
  }

  /// The number of a colour that can be read on a light and on a dark background alike.
  ///
  /// Of 256 colours, those that stand out by 3:1 or more from white and from black (WCAG 2.1,
  /// 1.4.11). Of fewer, whose looks the terminal decides, yellow, cyan and blue are left out: each
  /// vanishes on one of the two.
  private func number(of color: Color) -> Int16 {
    let hasFixedColors = colors == 256
    return switch color {
    case .default, .white: -1
    case .red: hasFixedColors ? 160 : Int16(COLOR_RED)
    case .green: hasFixedColors ? 28 : Int16(COLOR_GREEN)
    case .yellow: hasFixedColors ? 130 : Int16(COLOR_MAGENTA)
    case .blue: hasFixedColors ? 32 : -1
    case .magenta: hasFixedColors ? 133 : Int16(COLOR_MAGENTA)
    case .cyan: hasFixedColors ? 31 : -1
    case .gray: hasFixedColors ? 244 : -1
    }
  }
}
