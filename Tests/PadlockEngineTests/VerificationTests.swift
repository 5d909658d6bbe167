import PadlockModel
import Testing

@testable import PadlockEngine

/// What a remedy names for afterwards: what is collected for it, and how it comes out.
@Suite struct VerificationTests {
  private static let opens = Condition.line("keystore.opens", .boolean(true))
  private static let gone = SubjectID(.keystore, "/etc/old.jks")
  private static let second = SubjectID(.keystore, "/etc/second.jks")

  private static func diagnosis(of subject: SubjectID?) -> Diagnosis {
    Diagnosis(
      id: "r", target: "t", subject: subject?.description, title: "r", severity: .error,
      certainty: .confirmed, rank: 1, rootCause: true, causes: [], causedBy: [], summary: "",
      evidence: [], why: .all([], .yes), toConfirm: [], remedies: [], references: [])
  }

  private func offer(_ id: String, _ provides: FactName, needs: [FactName] = []) -> CollectorOffer {
    CollectorOffer(id: id, provides: [provides], needs: needs, cost: .quick)
  }

  @Test func `only what is to be known is collected, after what that needs`() {
    let engine = Engine(Rule("r", confirmed: .line("service.state", .text("failed"))))
    let offers = [
      offer("open", "keystore.opens", needs: ["keystore.path"]), offer("read", "keystore.path"),
      offer("connect", "listener.tcp"), offer("state", "service.state"),
    ]
    func steps(_ findings: Findings, _ done: Set<String>) -> [String] {
      engine.nextSteps(toKnow: ["keystore.opens"], findings, offers: offers, done: done)
        .map(\.collector)
    }
    let path = Observation.known("keystore.path", of: Part.keystore, .text("/a"), .file)
    #expect(steps(Findings(Part.observations), []) == ["read"])
    #expect(steps(Findings(Part.observations + [path]), ["read"]) == ["open"])
    #expect(steps(Findings(Part.observations + [path]), ["read", "open"]).isEmpty)
  }

  @Test func `the condition is judged for the subject of the diagnosis`() {
    let engine = Engine()
    let findings = Findings(
      Part.observations + [
        .subject(Subject(Self.second, name: "second")),
        .known("keystore.opens", of: Part.keystore, .boolean(false), .file),
        .known("keystore.opens", of: Self.second, .boolean(true), .file),
      ])
    func result(_ subject: SubjectID) -> Kleene {
      engine.verify(Self.opens, for: Self.diagnosis(of: subject), findings).result
    }
    #expect(result(Part.keystore) == .no)
    #expect(result(Self.second) == .yes)
  }

  @Test func `where that is gone, it must hold for all that can be told of its kind`() {
    let engine = Engine()
    let unknown: [Observation] =
      Part.observations + [
        .subject(Subject(Self.second, name: "second"))
      ]
    let open = unknown + [.known("keystore.opens", of: Part.keystore, .boolean(true), .file)]
    let closed = open + [.known("keystore.opens", of: Self.second, .boolean(false), .file)]
    func result(_ observations: [Observation]) -> Kleene {
      engine.verify(Self.opens, for: Self.diagnosis(of: Self.gone), Findings(observations)).result
    }
    #expect(result(unknown) == .unknown)
    #expect(result(open) == .yes)
    #expect(result(closed) == .no)
    #expect(result([]) == .unknown)
  }

  @Test func `where that is gone, what the rule is not about does not count`() {
    var rule = Rule("r", confirmed: .line("keystore.opens", .boolean(false)))
    rule.applies = .line("keystore.type-matches", .boolean(true))
    let engine = Engine(rule)
    let observations: [Observation] =
      Part.observations + [
        .subject(Subject(Self.second, name: "second")),
        .known("keystore.opens", of: Part.keystore, .boolean(true), .file),
        .known("keystore.type-matches", of: Part.keystore, .boolean(true), .file),
        .known("keystore.opens", of: Self.second, .boolean(false), .file),
      ]
    func result(_ matches: Bool) -> Kleene {
      let findings = Findings(
        observations + [
          .known("keystore.type-matches", of: Self.second, .boolean(matches), .file)
        ])
      return engine.verify(Self.opens, for: Self.diagnosis(of: Self.gone), findings).result
    }
    #expect(result(false) == .yes)
    #expect(result(true) == .no)
  }

  @Test func `the remedy is found by its title and platform`() {
    var rule = Rule("r", confirmed: Self.opens)
    rule.remedies = [
      Remedy(title: "Open it", platform: .windows, steps: [], verify: nil),
      Remedy(title: "Open it", platform: .linux, steps: [], verify: Self.opens),
    ]
    let engine = Engine(rule)
    let diagnosis = Self.diagnosis(of: nil)
    func verification(_ title: String, _ platform: Platform?) -> Condition? {
      engine.verification(
        of: FilledRemedy(title: title, platform: platform, steps: [], verify: nil), for: diagnosis)
    }
    #expect(verification("Open it", .linux) == Self.opens)
    #expect(verification("Open it", .windows) == nil)
    #expect(verification("Something else", .linux) == nil)
  }
}
