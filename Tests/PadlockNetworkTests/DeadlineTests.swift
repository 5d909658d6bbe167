import PadlockNetwork
import Testing

@Suite struct DeadlineTests {
  @Test func `an attempt times out and a run ends`() {
    let run = Deadline(after: .zero)
    #expect(run.interruption == .stopped(.runEnded))
    #expect(run.within(.seconds(5)).interruption == .stopped(.runEnded))
    #expect(Deadline(after: .seconds(60)).within(.zero).interruption == .timedOut)
    #expect(Deadline(after: .seconds(60)).within(.seconds(5)).interruption == nil)
  }

  @Test func `a raised flag comes before everything else, also from above`() {
    let parent = CancellationFlag()
    let child = CancellationFlag(parent: parent)
    let deadline = Deadline(after: .seconds(60), cancelledBy: child)
    #expect(deadline.interruption == nil)
    parent.raise()
    #expect(child.isRaised)
    #expect(deadline.within(.zero).interruption == .stopped(.cancelled))
  }

  @Test func `a child's flag leaves its parent alone`() {
    let parent = CancellationFlag()
    CancellationFlag(parent: parent).raise()
    #expect(!parent.isRaised)
  }

  @Test func `absurd durations are bounded instead of trapping`() {
    #expect(Deadline(after: .seconds(Int64.max)).remaining <= .seconds(86_400))
    #expect(Deadline(after: .seconds(-5)).remaining == .zero)
  }
}
