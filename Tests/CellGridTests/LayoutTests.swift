import CellGrid
import Testing

@Suite struct LayoutTests {
  @Test func `shares divide what fixed parts leave`() {
    let rect = Rect(x: 1, y: 2, width: 20, height: 5)
    #expect(
      rect.splitColumns([.fixed(4), .share(1), .share(2)], gap: 1) == [
        Rect(x: 1, y: 2, width: 4, height: 5), Rect(x: 6, y: 2, width: 4, height: 5),
        Rect(x: 11, y: 2, width: 10, height: 5),
      ])
    #expect(rect.splitRows([.fixed(1), .share(1), .fixed(1)]).map(\.height) == [1, 3, 1])
  }

  @Test func `parts never leave the whole, however little there is`() {
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let rect = Rect(x: 3, y: 3, width: Int.random(in: 0...12, using: &generator), height: 1)
      let lengths = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? Length.fixed(Int.random(in: -1...8, using: &generator))
          : Length.share(Int.random(in: 0...4, using: &generator))
      }
      let parts = rect.splitColumns(lengths, gap: Int.random(in: 0...2, using: &generator))
      #expect(parts.count == lengths.count)
      for part in parts {
        #expect(part.x >= rect.x && part.maxX <= rect.maxX, "seed \(seed)")
      }
      for (left, right) in zip(parts, parts.dropFirst()) {
        #expect(left.maxX <= right.x, "seed \(seed)")
      }
    }
  }

  @Test func `a box in the middle is no larger than what it is in`() {
    let rect = Rect(x: 0, y: 0, width: 80, height: 24)
    #expect(rect.centered(width: 40, height: 10) == Rect(x: 20, y: 7, width: 40, height: 10))
    #expect(rect.centered(width: 400, height: 100) == rect)
    #expect(rect.inset().intersection(Rect(x: 70, y: 20, width: 50, height: 50)).maxX == 79)
  }
}
