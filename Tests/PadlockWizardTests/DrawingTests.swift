import CellGrid
import TestSupport
import Testing

@testable import PadlockWizard

@Suite struct DrawingTests {
  @Test(arguments: SampleState.allCases)
  func `any size is drawn, and only that size`(sample: SampleState) {
    let state = sample.wizard(.unicode, GridSize(columns: 80, rows: 24)).state
    var sizes = (1...6).flatMap { columns in (1...6).map { (columns, $0) } }
    sizes += [
      (0, 0), (79, 24), (80, 23), (80, 24), (81, 25), (80, 100), (131, 43), (200, 60), (300, 24),
      (300, 100),
    ]
    var steps = KeySteps(seed: 11)
    sizes += (0..<10).map { _ in (1 + steps.next(below: 300), 1 + steps.next(below: 100)) }
    for (columns, rows) in sizes {
      let size = GridSize(columns: columns, rows: rows)
      let grid = view(state, size: size, glyphs: .unicode)
      #expect(grid.size == size)
      guard ScreenLayout.fits(size) else { continue }
      let isFramed = (1..<rows - 1).allSatisfy { y in
        ["│", "├"].contains(grid[0, y].text) && ["│", "┤"].contains(grid[columns - 1, y].text)
      }
      #expect(isFramed, "nothing is drawn over the frame at \(columns)×\(rows)")
    }
  }

  @Test(arguments: SampleState.allCases)
  func `any keys are safe at any size`(sample: SampleState) {
    let keys: [Key] = [
      .up, .down, .left, .right, .pageDown, .pageUp, .home, .end, .tab, .backTab, .enter,
      .character("j"), .character("c"), .character("?"), .backspace, .escape, .delete,
      .character("o"), .character("/"), .character("n"), .character("N"), .character("v"),
      .character("r"), .character("s"), .character("p"), .character(" "), .character("e"),
      .character("S"), .character("m"), .control("o"), .control("t"),
      .mouse(x: 0, y: 0, .press), .mouse(x: 40, y: 4, .press), .mouse(x: 300, y: 300, .wheelDown),
      .paste("a\nb"), .paste(""), .resize,
    ]
    var steps = KeySteps(seed: 7)
    for (columns, rows) in [(0, 0), (1, 1), (5, 300), (79, 24), (80, 24), (300, 100)] {
      let size = GridSize(columns: columns, rows: rows)
      var wizard = sample.wizard(.unicode, size)
      for _ in 0..<60 { wizard.press(keys[steps.next(below: keys.count)]) }
      #expect(wizard.grid.size == size)
    }
  }

  @Test(arguments: SampleState.allCases)
  func `ASCII screens have only ASCII`(sample: SampleState) {
    let text = sample.wizard(.ascii, GridSize(columns: 80, rows: 24)).screen
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(!text.contains("?????"))
  }

  @Test(arguments: SampleState.allCases, GlyphSet.allCases)
  func `the frame is whole`(sample: SampleState, glyphs: GlyphSet) {
    let grid = sample.wizard(glyphs, GridSize(columns: 80, rows: 24)).grid
    let edge = glyphs == .unicode ? ["│", "├", "┤"] : ["|", "+"]
    for y in 1..<23 {
      #expect(edge.contains(grid[0, y].text))
      #expect(edge.contains(grid[79, y].text))
    }
  }

  @Test(arguments: SampleState.allCases, Terminal.all)
  func `a screen matches its golden file`(sample: SampleState, terminal: Terminal) throws {
    let grid = sample.wizard(terminal.glyphs, terminal.size).grid
    try expectGolden(
      grid.text + "\n\n" + grid.styles + "\n",
      "screens/wizard-\(sample)-\(terminal.size)-\(terminal.glyphs).txt")
  }
}

/// Numbers that are the same in every run.
struct KeySteps {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}

/// A terminal that golden files are drawn for.
struct Terminal: Sendable {
  let size: GridSize
  let glyphs: GlyphSet

  static let all = [GridSize(columns: 80, rows: 24), GridSize(columns: 132, rows: 43)]
    .flatMap { size in GlyphSet.allCases.map { Terminal(size: size, glyphs: $0) } }
}
