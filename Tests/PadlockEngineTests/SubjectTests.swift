import PadlockModel
import Testing

@testable import PadlockEngine

/// Point 3: which subjects a rule runs for, and whose facts it reads.
@Suite struct SubjectTests {
  private static let refused = Condition.line("listener.tcp", .text("refused"))

  @Test func `a rule runs once for each subject of its kind`() {
    let engine = Engine(Rule("r", forEach: .listener, confirmed: Self.refused))
    let verdict = engine.judge(
      Findings(
        Part.observations + [
          .known("listener.tcp", of: Part.listener, .text("refused"), .probe),
          .known("listener.tcp", of: Part.other, .text("accepted"), .probe),
        ]))
    #expect(verdict.conclusions.judgements.map(\.subject) == [Part.listener, Part.other])
    #expect(verdict.standing("r", Part.listener) == .concluded(.confirmed))
    #expect(verdict.standing("r", Part.other) == .ruledOut)
  }

  @Test func `without a subject of its kind a rule runs for the target, on words alone`() {
    let words = Condition.line("symptoms.current", .contains("tls.closed"))
    let engine = Engine(
      Rule("r", forEach: .entry, confirmed: Self.refused, suspected: words))
    let said = Sighting(symptom: "tls.closed", text: "closed", side: .client, origin: .reported)
    let verdict = engine.judge(Findings([.sighting(said)]))
    #expect(verdict.conclusions.judgements.map(\.subject) == [.target])
    #expect(verdict.standing("r") == .concluded(.likely))
    #expect(engine.report(Findings([.sighting(said)])).diagnoses.first?.subject == nil)
  }

  @Test func `an entry reads its own facts, its keystore's, its service's and the target's`() {
    let reads = Condition.all([
      .line("entry.key-opens", .boolean(false)), .line("keystore.opens", .boolean(true)),
      .line("service.state", .text("running")), .line("product", .text("xagent")),
    ])
    let engine = Engine(Rule("r", forEach: .entry, confirmed: reads))
    let elsewhere = SubjectID(.keystore, "/tmp/other.jks")
    let verdict = engine.judge(
      Findings(
        Part.observations + [
          .subject(Subject(elsewhere, name: "other")),
          .known("keystore.opens", of: elsewhere, .boolean(false), .file),
          .known("keystore.opens", of: Part.keystore, .boolean(true), .file),
          .known("entry.key-opens", of: Part.entry, .boolean(false), .file),
          .known("service.state", of: Part.service, .text("running"), .file),
        ]))
    #expect(verdict.standing("r", Part.entry) == .concluded(.confirmed))
  }

  @Test func `the nearest subjects of a kind count, not those farther away`() {
    let far = SubjectID(.service, "other")
    let facts = Findings(
      Part.observations + [
        .subject(Subject(far, name: "other")),
        .subject(Subject(SubjectID(.listener, "agent01:1"), name: "1", within: [far])),
        .subject(
          Subject(SubjectID(.certificate, "c"), name: "c", within: [Part.other, Part.entry])),
      ]
    ).facts
    let neighbourhood = Neighbourhood(facts)
    #expect(neighbourhood.nearest(.listener, to: Part.entry) == [Part.listener, Part.other])
    #expect(neighbourhood.nearest(.listener, to: SubjectID(.certificate, "c")) == [Part.other])
    #expect(neighbourhood.nearest(.listener, to: Part.service) == [Part.listener, Part.other])
    #expect(neighbourhood.nearest(.keystore, to: SubjectID(.certificate, "c")) == [Part.keystore])
    #expect(neighbourhood.nearest(.keystore, to: Part.listener) == [Part.keystore])
    #expect(neighbourhood.nearest(.service, to: Part.entry) == [Part.service])
    #expect(neighbourhood.nearest(.service, to: .target) == [Part.service, far])
    #expect(neighbourhood.nearest(.listener, to: Part.other) == [Part.other])
    #expect(neighbourhood.nearest(.target, to: Part.entry) == [.target])
  }

  @Test func `subjects that lie in each other do not hang`() {
    let (a, b) = (SubjectID(.service, "a"), SubjectID(.keystore, "b"))
    let neighbourhood = Neighbourhood(
      Findings([
        .subject(Subject(a, name: "a", within: [b])), .subject(Subject(b, name: "b", within: [a])),
      ]).facts)
    #expect(neighbourhood.nearest(.keystore, to: a) == [b])
    #expect(neighbourhood.nearest(.listener, to: a).isEmpty)
    #expect(neighbourhood.related(a, b))
  }

  @Test func `of several subjects one that meets the line is enough, and all must fail it`() {
    func verdict(_ first: String?, _ second: String?) -> Conclusions.Standing? {
      let seen = [(Part.listener, first), (Part.other, second)].compactMap { subject, value in
        value.map { Observation.known("listener.tcp", of: subject, .text($0), .probe) }
      }
      return Engine(Rule("r", confirmed: Self.refused)).judge(Findings(Part.observations + seen))
        .standing("r")
    }
    #expect(verdict("accepted", "refused") == .concluded(.confirmed))
    #expect(verdict(nil, "refused") == .concluded(.confirmed))
    #expect(verdict("accepted", nil) == .open)
    #expect(verdict("accepted", "timed-out") == .ruledOut)
  }

  @Test func `a kind that is complete and has no subject is not applicable`() {
    let engine = Engine(
      Rule(
        "r",
        confirmed: .all([.line("product", .text("xagent")), Self.refused])))
    #expect(engine.judge(Findings([])).standing("r") == .concluded(.possible))
    #expect(engine.judge(Findings([.enumerated(.listener)])).standing("r") == .open)
  }

  @Test func `what two facts are compared with is read near the same subject and cited`() {
    let same = Condition.line("certificate.subject", .sameAs("certificate.issuer"))
    let certificate = SubjectID(.certificate, "c")
    let report = Engine(Rule("r", forEach: .certificate, confirmed: same)).report(
      Findings([
        .subject(Subject(certificate, name: "c")),
        .known("certificate.subject", of: certificate, .text("CN=a"), .file),
        .known("certificate.issuer", of: certificate, .text("CN=a"), .probe),
      ]))
    #expect(report.diagnoses.first?.certainty == .confirmed)
    #expect(report.diagnoses.first?.evidence == [.file, .probe])
  }
}
