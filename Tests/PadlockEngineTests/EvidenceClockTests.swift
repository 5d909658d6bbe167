import PadlockModel
import Testing

@testable import PadlockEngine

/// Points 8 and 10: history supports nothing, and what nothing accounts for is said.
@Suite struct EvidenceClockTests {
  private static let plain = Condition.line("symptoms.current", .contains("tls.plain"))
  private static let start = Timestamp(secondsSince1970: 1_000)

  private func sighting(
    _ symptom: String = "tls.plain", at seconds: Int64?, _ origin: Sighting.Origin = .log,
    precedesLaterStart: Bool = false
  ) -> Observation {
    .sighting(
      Sighting(
        symptom: symptom, text: "plaintext connection?", side: .server, origin: origin,
        source: "agent.log", line: 1, time: seconds.map(Timestamp.init(secondsSince1970:)),
        precedesLaterStart: precedesLaterStart))
  }

  private static func log(_ clock: FactName) -> [Observation] {
    Part.observations + [
      .known("symptoms.logged", of: .target, .list([])),
      .known(clock, of: Part.service, .time(start), .file),
    ]
  }

  private func report(_ sighting: Observation, _ clock: FactName) -> Report {
    Engine(Rule("r", suspected: Self.plain)).report(Findings(Self.log(clock) + [sighting]))
  }

  @Test(arguments: ["service.started", "service.configuration-changed"] as [FactName])
  func `a line of a log from before is history, and supports nothing`(clock: FactName) {
    let before = report(sighting(at: 999), clock)
    #expect(before.diagnoses.isEmpty)
    #expect(before.ruledOut.map(\.id) == ["r"])
    #expect(before.symptoms.map(\.current) == [false])
    #expect(before.unexplained.isEmpty)
    let since = report(sighting(at: 1_000), clock)
    #expect(since.diagnoses.map(\.certainty) == [.likely])
    #expect(since.symptoms.map(\.current) == [true])
  }

  @Test func `a line before a later start of the same log is history, also without a time`() {
    let old = report(sighting(at: nil, precedesLaterStart: true), "service.started")
    #expect(old.symptoms.map(\.current) == [false])
    let timeless = report(sighting(at: nil), "service.started")
    #expect(timeless.symptoms.map(\.current) == [true])
  }

  @Test(arguments: [Sighting.Origin.reported, .probe])
  func `what the user says and a probe sees is never history`(origin: Sighting.Origin) {
    #expect(report(sighting(at: 1, origin), "service.started").symptoms.map(\.current) == [true])
  }

  @Test func `a list of symptoms is unknown as long as no log was read, but for what is in it`() {
    let said = sighting(at: nil, .reported)
    let other = Condition.line("symptoms.current", .contains("tls.closed"))
    let engine = Engine(
      Rule("no", confirmed: .none([other])), Rule("other", suspected: other),
      Rule("said", suspected: Self.plain))
    let before = engine.judge(Findings([said]))
    #expect(before.standing("no") == .open)
    #expect(before.standing("other") == .open)
    #expect(before.standing("said") == .concluded(.likely))
    let read = Observation.known("symptoms.logged", of: .target, .list([]))
    let after = engine.judge(Findings([said, read]))
    #expect(after.standing("no") == .concluded(.confirmed))
    #expect(after.standing("other") == .ruledOut)
    #expect(after.standing("said") == .concluded(.likely))
  }

  @Test func `a symptom that no concluded diagnosis accounts for is unexplained`() {
    let symptom = Symptom(
      id: "tls.plain", title: "", meaning: "", texts: [], diagnoses: ["known"])
    let failed = Condition.line("service.state", .text("failed"))
    func unexplained(_ rules: Rule...) -> [String] {
      Engine(rules: RuleSet(rules: rules, symptoms: [symptom]), now: Engine.moment).report(
        Findings(
          Part.observations + [
            sighting(at: nil, .reported),
            .known("service.state", of: Part.service, .text("failed"), .file),
          ])
      ).unexplained.map(\.id)
    }
    #expect(unexplained() == ["tls.plain"])
    #expect(unexplained(Rule("cites", suspected: Self.plain)) == [])
    #expect(
      unexplained(Rule("matches", suspected: .line("symptoms.current", .matches("^tls\\.")))) == [])
    #expect(unexplained(Rule("known", confirmed: failed)) == [])
    #expect(unexplained(Rule("else", confirmed: failed)) == ["tls.plain"])
    let possible = Condition.all([failed, .line("service.java-version", .integer(8))])
    #expect(unexplained(Rule("known", confirmed: possible)) == ["tls.plain"])
  }
}
