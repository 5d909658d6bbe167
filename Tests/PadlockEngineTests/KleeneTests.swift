import PadlockModel
import Testing

@Suite struct KleeneTests {
  private static let all = Kleene.allCases

  @Test func `and and or are commutative, associative and distribute`() {
    for a in Self.all {
      for b in Self.all {
        #expect((a && b) == (b && a))
        #expect((a || b) == (b || a))
        for c in Self.all {
          #expect(((a && b) && c) == (a && (b && c)))
          #expect(((a || b) || c) == (a || (b || c)))
          #expect((a && (b || c)) == ((a && b) || (a && c)))
          #expect((a || (b && c)) == ((a || b) && (a || c)))
        }
      }
    }
  }

  @Test func `De Morgan holds and negation is its own inverse`() {
    for a in Self.all {
      #expect(!(!a) == a)
      for b in Self.all {
        #expect(!(a && b) == (!a || !b))
        #expect(!(a || b) == (!a && !b))
      }
    }
  }

  @Test func `one false part decides all, one true part decides any`() {
    for a in Self.all {
      #expect((a && .no) == .no)
      #expect((a || .yes) == .yes)
      #expect((a && .yes) == a)
      #expect((a || .no) == a)
    }
  }
}
