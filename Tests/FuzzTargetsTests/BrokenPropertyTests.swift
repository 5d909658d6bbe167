import Testing

@testable import FuzzTargets

/// What every target is checked with can fail.
@Suite struct BrokenPropertyTests {
  private struct Refusal: Error, Equatable {
    var number = 0
  }

  @Test func `what reads the same twice is returned, a refusal as nothing`() throws {
    #expect(try demandStable { () throws(Refusal) in 7 } == 7)
    #expect(try demandStable { () throws(Refusal) -> Int in throw Refusal() } == nil)
  }

  @Test func `what reads differently the second time breaks the property`() {
    var count = 0
    #expect(throws: BrokenProperty.self) {
      try demandStable { () throws(Refusal) in
        count += 1
        return count
      }
    }
    #expect(throws: BrokenProperty.self) {
      try demandStable { () throws(Refusal) -> Int in
        count += 1
        throw Refusal(number: count)
      }
    }
    #expect(throws: BrokenProperty.self) {
      try demandStable { () throws(Refusal) -> Int in
        count += 1
        if count.isMultiple(of: 2) { throw Refusal() }
        return 1
      }
    }
  }

  @Test func `what acts on a terminal breaks the property, what is allowed does not`() throws {
    #expect(throws: BrokenProperty.self) { try demandVisible("a\u{1B}[2J") }
    #expect(throws: BrokenProperty.self) { try demandVisible("a\u{202E}b\n", allowing: ["\n"]) }
    try demandVisible("a\nb", allowing: ["\n"])
  }
}
