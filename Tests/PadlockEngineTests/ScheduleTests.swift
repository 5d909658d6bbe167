import PadlockModel
import Testing

@testable import PadlockEngine

/// Points 4 and 5: what is asked for next, and why.
@Suite struct ScheduleTests {
  private static let opens = Condition.line("keystore.opens", .boolean(false))
  private static let refused = Condition.line("listener.tcp", .text("refused"))
  private static let failed = Condition.line("service.state", .text("failed"))

  private func offer(
    _ id: String, _ provides: FactName..., needs: [FactName] = [], cost: Cost = .quick
  ) -> CollectorOffer {
    CollectorOffer(id: id, provides: provides, needs: needs, cost: cost)
  }

  private func steps(
    _ engine: Engine, _ offers: [CollectorOffer], done: Set<String> = [],
    _ observations: [Observation] = []
  ) -> [NextStep] {
    engine.nextSteps(Findings(Part.observations + observations), offers: offers, done: done)
  }

  private func refusing(_ value: String) -> [Observation] {
    [Part.listener, Part.other].map {
      .known("listener.tcp", of: $0, .text(value), .probe)
    }
  }

  @Test func `only what an open rule needs is asked for`() {
    let engine = Engine(
      Rule("a", applies: Self.refused, confirmed: Self.opens), Rule("b", confirmed: Self.refused))
    let offers = [
      offer("open", "keystore.opens"), offer("connect", "listener.tcp"),
      offer("state", "service.state"),
    ]
    #expect(steps(engine, offers).map(\.collector) == ["connect", "open"])
    #expect(
      steps(engine, offers, done: ["connect"], refusing("accepted")).isEmpty,
      "a does not apply, b is ruled out")
    #expect(
      steps(engine, offers, done: ["connect"], refusing("refused")).map(\.collector) == ["open"])
  }

  @Test func `a part that is settled asks for nothing`() {
    let engine = Engine(
      Rule("r", confirmed: .any([.all([Self.refused, Self.opens]), Self.failed])))
    let offers = [offer("open", "keystore.opens"), offer("state", "service.state")]
    #expect(steps(engine, offers, refusing("accepted")).map(\.collector) == ["state"])
  }

  @Test func `what could still make a possible cause likely is asked for`() {
    let engine = Engine(
      Rule("r", confirmed: .all([Self.refused, Self.opens]), suspected: Self.failed))
    #expect(
      steps(engine, [offer("state", "service.state")], refusing("refused")).map(\.collector)
        == ["state"])
  }

  @Test func `what a known fact is compared with is asked for`() {
    let engine = Engine(
      Rule("r", confirmed: .line("certificate.subject", .differsFrom("certificate.issuer"))))
    let certificate = SubjectID(.certificate, "c")
    let known: [Observation] = [
      .subject(Subject(certificate, name: "c")),
      .known("certificate.subject", of: certificate, .text("CN=a"), .file),
    ]
    let offers = [offer("again", "certificate.subject"), offer("issuer", "certificate.issuer")]
    #expect(steps(engine, offers, known).map(\.collector) == ["issuer"])
  }

  @Test func `the cheapest come first, all of one cost together`() {
    let engine = Engine(Rule("r", confirmed: .all([Self.opens, Self.refused, Self.failed])))
    let offers = [
      offer("ask", "service.state", cost: .asksUser), offer("connect", "listener.tcp", cost: .slow),
      offer("open", "keystore.opens", cost: .slow), offer("state", "service.state", cost: .instant),
    ]
    #expect(steps(engine, offers).map(\.collector) == ["state"])
    #expect(steps(engine, offers, done: ["state"]).map(\.collector) == ["connect", "open"])
    #expect(steps(engine, offers, done: ["state", "connect", "open"]).map(\.collector) == ["ask"])
  }

  @Test func `of one cost, what decides more and more common causes comes first`() {
    let engine = Engine(
      Rule("common", confirmed: Self.refused, frequency: .common),
      Rule("rare", confirmed: Self.refused, frequency: .rare),
      Rule("usual", confirmed: Self.opens), Rule("usual-too", confirmed: Self.opens),
      Rule("rare-too", confirmed: Self.failed, frequency: .rare))
    let offers = [
      offer("state", "service.state"), offer("open", "keystore.opens"),
      offer("connect", "listener.tcp"),
    ]
    #expect(
      steps(engine, offers) == [
        NextStep(collector: "connect", decides: ["common", "rare"]),
        NextStep(collector: "open", decides: ["usual", "usual-too"]),
        NextStep(collector: "state", decides: ["rare-too"]),
      ])
  }

  @Test func `needs are pulled in first, and only those that are not settled`() {
    let engine = Engine(Rule("r", confirmed: Self.opens))
    let offers = [
      offer("open", "keystore.opens", needs: ["keystore.state"]),
      offer("stat", "keystore.state", needs: ["keystore.path"], cost: .slow),
      offer("configuration", "keystore.path", cost: .slow),
      offer("ask", "keystore.path", cost: .asksUser),
    ]
    #expect(steps(engine, offers).map(\.collector) == ["configuration"])
    let path = Observation.known("keystore.path", of: Part.keystore, .text("/a"), .file)
    #expect(steps(engine, offers, done: ["configuration"], [path]).map(\.collector) == ["stat"])
    let state = Observation.known("keystore.state", of: Part.keystore, .text("present"), .file)
    #expect(
      steps(engine, offers, done: ["configuration", "stat"], [path, state]).map(\.collector)
        == ["open"])
  }

  @Test func `a need that nobody provides does not hold a collector back, a circle ends`() {
    let engine = Engine(Rule("r", confirmed: Self.opens))
    #expect(
      steps(engine, [offer("open", "keystore.opens", needs: ["keystore.path"])]).map(\.collector)
        == ["open"])
    let circle = [
      offer("open", "keystore.opens", needs: ["keystore.path"]),
      offer("path", "keystore.path", needs: ["keystore.opens"]),
    ]
    #expect(steps(engine, circle).isEmpty)
  }

  @Test func `words of the user do not keep the log from being asked for`() {
    let engine = Engine(
      Rule("r", suspected: .line("symptoms.current", .contains("tls.plain"))))
    let said = Sighting(symptom: "tls.closed", text: "closed", side: .client, origin: .reported)
    let offers = [offer("log", "symptoms.logged", "symptoms.current")]
    #expect(steps(engine, offers, [.sighting(said)]).map(\.collector) == ["log"])
    let read = Observation.known("symptoms.logged", of: .target, .list([]))
    #expect(steps(engine, offers, done: ["log"], [.sighting(said), read]).isEmpty)
  }
}
