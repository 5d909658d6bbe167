import PadlockModel
import Testing

@testable import PadlockEngine

/// Points 1 and 2: three values, and what makes a cause confirmed, likely or possible.
@Suite struct TierTests {
  private static let opens = Condition.line("keystore.opens", .boolean(true))
  private static let refused = Condition.line("listener.tcp", .text("refused"))
  private static let failed = Condition.line("service.state", .text("failed"))
  private static let java = Condition.line("service.java-version", .integer(8))

  private static let opensYes = Observation.known(
    "keystore.opens", of: Part.keystore, .boolean(true), .file)
  private static let refusedNo = Observation.known(
    "listener.tcp", of: Part.listener, .text("accepted"), .probe)

  private func standing(
    applies: Condition = .all([]), confirmed: Condition? = nil, suspected: Condition? = nil,
    _ observations: Observation...
  ) -> Conclusions.Standing? {
    let subjects = Part.observations.filter { $0 != .subject(Subject(Part.other, name: "")) }
    let engine = Engine(
      Rule("r", applies: applies, confirmed: confirmed, suspected: suspected))
    return engine.judge(Findings(subjects + observations + Self.silence)).standing("r")
  }

  /// The second listener is left out, so that one fact decides a line.
  private static let silence: [Observation] = [
    .known("listener.tcp", of: Part.other, .text("accepted"), .probe)
  ]

  @Test func `an unknown fact makes its comparison unknown, whatever is asked`() {
    let comparing = Comparing(now: Engine.moment)
    let comparisons: [Comparison] = [
      .is(.text("a")), .not(.text("a")), .in([]), .notIn([]), .contains("a"), .containsAny([]),
      .matches("a"), .startsWith(""), .endsWith(""), .lessThan(.integer(1)),
      .atMost(.integer(1)), .greaterThan(.integer(1)), .atLeast(.integer(1)),
      .before(Engine.moment), .after(Engine.moment), .olderThan(seconds: 1), .within(seconds: 1),
      .exists(true), .exists(false), .sameAs("product"), .differsFrom("product"),
    ]
    for comparison in comparisons {
      for reason in [UnknownReason.notCollected, .byChoice, .offline, .failed("x")] {
        #expect(
          comparing.holds(comparison, for: .unknown(reason), other: .absent(evidence: []))
            == .unknown)
      }
    }
  }

  @Test func `what is absent exists not, equals nothing and is the same as what is absent`() {
    let comparing = Comparing(now: Engine.moment)
    let absent = FactState.absent(evidence: [])
    func holds(_ comparison: Comparison, other: FactState? = nil) -> Kleene {
      comparing.holds(comparison, for: absent, other: other)
    }
    #expect(holds(.exists(false)) == .yes)
    #expect(holds(.exists(true)) == .no)
    #expect(holds(.is(.text(""))) == .no)
    #expect(holds(.not(.text(""))) == .yes)
    #expect(holds(.notIn([.text("")])) == .yes)
    #expect(holds(.contains("")) == .no)
    #expect(holds(.sameAs("product"), other: absent) == .yes)
    #expect(holds(.differsFrom("product"), other: .known(.text("a"), evidence: [])) == .yes)
    #expect(holds(.sameAs("product"), other: .unknown(.notCollected)) == .unknown)
  }

  @Test func `durations without end do not overflow`() {
    let comparing = Comparing(now: Engine.moment)
    let state = FactState.known(.time(Engine.moment), evidence: [])
    for seconds in [Int.min, Int.max] {
      #expect(comparing.holds(.olderThan(seconds: seconds), for: state, other: nil) != .unknown)
      #expect(comparing.holds(.within(seconds: seconds), for: state, other: nil) != .unknown)
    }
  }

  @Test func `confirmed that holds is confirmed`() {
    #expect(standing(confirmed: Self.opens, Self.opensYes) == .concluded(.confirmed))
  }

  @Test func `confirmed that is false rules out, whatever is suspected`() {
    #expect(
      standing(confirmed: Self.refused, suspected: Self.opens, Self.opensYes, Self.refusedNo)
        == .ruledOut)
  }

  @Test func `suspected makes likely while confirmed is unknown`() {
    #expect(
      standing(confirmed: Self.failed, suspected: Self.opens, Self.opensYes) == .concluded(.likely))
  }

  @Test func `a rule with suspected only is likely at best and ruled out where it is false`() {
    #expect(standing(suspected: Self.opens, Self.opensYes) == .concluded(.likely))
    #expect(standing(suspected: Self.refused, Self.refusedNo) == .ruledOut)
    #expect(standing(suspected: Self.failed) == .open)
  }

  @Test func `a rule without any tier stays open, because no fact decided`() {
    #expect(standing() == .open)
  }

  @Test func `applies that is false ends the rule, unknown caps it at likely`() {
    #expect(
      standing(applies: Self.refused, confirmed: Self.opens, Self.opensYes, Self.refusedNo)
        == .doesNotApply)
    #expect(
      standing(applies: Self.failed, confirmed: Self.opens, Self.opensYes) == .concluded(.likely))
    #expect(
      standing(applies: Self.failed, confirmed: Self.refused, Self.refusedNo) == .ruledOut)
  }

  @Test func `nothing in applies counts as support`() {
    #expect(standing(applies: Self.opens, confirmed: Self.failed, Self.opensYes) == .open)
  }

  @Test func `a part that holds and one that could be observed make possible`() {
    #expect(
      standing(confirmed: .all([Self.opens, Self.failed]), Self.opensYes) == .concluded(.possible))
    #expect(standing(confirmed: .all([Self.opens, Self.failed])) == .open)
  }

  @Test(arguments: [UnknownReason.byChoice, .notApplicable, .declined])
  func `what cannot be observed makes nothing possible`(reason: UnknownReason) {
    let unknown = Observation.unknown("service.state", of: Part.service, reason)
    #expect(standing(confirmed: .all([Self.opens, Self.failed]), Self.opensYes, unknown) == .open)
  }

  @Test(arguments: [UnknownReason.notCollected, .offline, .failed("denied")])
  func `what could still be observed makes possible`(reason: UnknownReason) {
    let unknown = Observation.unknown("service.state", of: Part.service, reason)
    #expect(
      standing(confirmed: .all([Self.opens, Self.failed]), Self.opensYes, unknown)
        == .concluded(.possible))
  }

  @Test func `support in a branch of any that is dead does not count`() {
    let dead = Condition.any([.all([Self.opens, Self.refused]), Self.failed])
    #expect(standing(confirmed: dead, Self.opensYes, Self.refusedNo) == .open)
    let alive = Condition.any([.all([Self.opens, Self.failed]), Self.refused])
    #expect(standing(confirmed: alive, Self.opensYes, Self.refusedNo) == .concluded(.possible))
  }

  @Test func `a part that is settled does not count as one that could be observed`() {
    let byChoice = Observation.unknown("service.state", of: Part.service, .byChoice)
    let settled = Condition.all([.any([Self.opens, Self.java]), Self.failed])
    #expect(standing(confirmed: settled, Self.opensYes, byChoice) == .open)
  }

  @Test func `support and what could be observed must lie in one branch of any`() {
    let byChoice = Observation.unknown("service.state", of: Part.service, .byChoice)
    let apart = Condition.any([.all([Self.opens, Self.failed]), Self.java])
    #expect(standing(confirmed: apart, Self.opensYes, byChoice) == .open)
    let shared = Condition.all([Self.opens, .any([Self.failed, Self.java])])
    #expect(standing(confirmed: shared, Self.opensYes, byChoice) == .concluded(.possible))
  }

  @Test func `a part of none that is false is support, also below an any`() {
    #expect(
      standing(confirmed: .none([Self.refused, Self.failed]), Self.refusedNo)
        == .concluded(.possible))
    #expect(
      standing(confirmed: .none([.any([Self.refused, Self.failed])]), Self.refusedNo)
        == .concluded(.possible))
    #expect(standing(confirmed: .none([Self.failed, Self.opens]), Self.opensYes) == .ruledOut)
  }

  @Test(arguments: [Evidence.user, .log])
  func `words alone are likely at most`(words: Evidence) {
    let said = Observation.known("service.state", of: Part.service, .text("failed"), words)
    #expect(standing(confirmed: Self.failed, said) == .concluded(.likely))
    #expect(
      standing(confirmed: .all([Self.failed, Self.opens]), said, Self.opensYes)
        == .concluded(.confirmed))
    #expect(
      standing(confirmed: .any([Self.failed, Self.opens]), said, Self.opensYes)
        == .concluded(.confirmed))
    #expect(standing(applies: Self.opens, confirmed: Self.failed, said) == .concluded(.likely))
  }
}
