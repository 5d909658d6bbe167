import PadlockModel
import Testing

@testable import PadlockEngine

/// The outcome, the checks, and several targets in one report.
@Suite struct ReportTests {
  private static let failed = Condition.line("service.state", .text("failed"))
  private static let java = Condition.line("service.java-version", .integer(8))
  private static let possible = Condition.all([failed, java])
  private static let facts: [Observation] =
    Part.observations + [.known("service.state", of: Part.service, .text("failed"), .probe)]

  private func outcome(_ severity: Severity, _ confirmed: Condition, _ suspected: Condition? = nil)
    -> Report.Outcome
  {
    Engine(Rule("r", severity, confirmed: confirmed, suspected: suspected)).report(
      Findings(Self.facts)
    ).outcome
  }

  @Test func `an error that is confirmed or likely is a problem, a possible one inconclusive`() {
    #expect(outcome(.error, Self.failed) == .problems)
    #expect(outcome(.error, Self.java, Self.failed) == .problems)
    #expect(outcome(.error, Self.possible) == .inconclusive)
  }

  @Test func `warnings and notices stand beside a healthy outcome`() {
    #expect(outcome(.warning, Self.failed) == .healthy)
    #expect(outcome(.notice, Self.failed) == .healthy)
    #expect(outcome(.warning, Self.possible) == .healthy)
    #expect(outcome(.error, Self.java) == .healthy)
  }

  @Test func `what could not be read, no target and no observation are inconclusive`() {
    let engine = Engine()
    #expect(engine.report(Findings(Self.facts)).outcome == .healthy)
    #expect(
      engine.report(Findings(Self.facts + [.failure("a.zip is no archive")])).outcome
        == .inconclusive)
    let nothing = Unchecked(what: "the ports", why: "none is configured", how: "name one")
    let unjudged = engine.report(Findings(Self.facts + [.unjudged(nothing)]))
    #expect(unjudged.outcome == .inconclusive)
    #expect(unjudged.unchecked.contains(nothing))
    #expect(engine.report().outcome == .inconclusive)
    #expect(engine.report(Findings([])).outcome == .inconclusive)
    let verdict = engine.judge(Findings(Self.facts))
    #expect(
      engine.report([verdict], version: "0", generated: Engine.moment, failures: ["x"]).outcome
        == .inconclusive)
  }

  @Test func `the user's words are no observation, what is left out by choice neither`() {
    let said = Observation.sighting(
      Sighting(symptom: "tls.plain", text: "x", side: .client, origin: .reported))
    let left = Observation.unknown("service.state", of: Part.service, .byChoice)
    #expect(Engine().report(Findings(Part.observations + [said, left])).outcome == .inconclusive)
    #expect(Engine().report(Findings(Self.facts + [said, left])).outcome == .healthy)
  }

  @Test func `checks come out as the diagnoses that cite their facts`() {
    func result(
      _ rule: Rule, skipped: String? = nil, isNotable: Bool = false, wasStopped: Bool = false,
      facts: [FactName]
    ) -> Check.Result? {
      let record = CheckRecord(
        id: "state", subject: Part.service, title: "State", detail: "failed", facts: facts,
        skipped: skipped, isNotable: isNotable, wasStopped: wasStopped)
      return Engine(rule).report(Findings(Self.facts + [.check(record)])).checks.first?.result
    }
    let cited: [FactName] = ["service.state"]
    #expect(result(Rule("r", confirmed: Self.failed), facts: cited) == .failed)
    #expect(result(Rule("r", .warning, confirmed: Self.failed), facts: cited) == .warned)
    #expect(result(Rule("r", .notice, confirmed: Self.failed), facts: cited) == .notice)
    #expect(result(Rule("r", confirmed: Self.possible), facts: cited) == .passed)
    #expect(result(Rule("r", confirmed: Self.java), isNotable: true, facts: cited) == .notice)
    #expect(result(Rule("r", confirmed: Self.java), facts: ["service.user"]) == .unknown)
    #expect(result(Rule("r", confirmed: Self.possible), wasStopped: true, facts: cited) == .unknown)
    #expect(result(Rule("r", confirmed: Self.failed), wasStopped: true, facts: cited) == .failed)
    #expect(
      result(Rule("r", confirmed: Self.failed), skipped: "by choice", facts: cited) == .skipped)
  }

  @Test func `a check that did not pass says first what is wrong`() throws {
    func check(_ facts: [FactName], _ subject: SubjectID, _ rules: Rule...) throws -> Check {
      let record = CheckRecord(
        id: "seen", subject: subject, title: "Seen", detail: "it is there", facts: facts)
      let opens = Observation.known("entry.key-opens", of: Part.entry, .boolean(false), .file)
      let engine = Engine(rules: RuleSet(rules: rules), now: Engine.moment)
      return try #require(
        engine.report(Findings(Self.facts + [opens, .check(record)])).checks.first)
    }
    let other = Condition.line("entry.key-opens", .boolean(false))
    let state = Rule("It failed", forEach: .service, confirmed: Self.failed)
    let failed = try check(["service.state"], Part.service, state)
    #expect(failed.detail == "It failed; it is there")

    // What lets a rule apply is not what is wrong.
    let applying = Rule("The key", applies: Self.failed, confirmed: other)
    let passed = try check(["service.state"], Part.service, applying)
    #expect(passed.result == .passed)
    #expect(passed.detail == "it is there")

    // A keystore is not well while the key in it is not.
    let key = Rule("The key", forEach: .entry, confirmed: other)
    let store = try check(["keystore.opens", "entry.key-opens"], Part.keystore, state, key)
    #expect(store.result == .failed)
    #expect(store.detail == "The key; it is there")

    // The diagnoses about the subject itself have the word, those of the highest severity.
    let mild = Rule("It may fail", .warning, forEach: .service, confirmed: Self.failed)
    let both = Rule("All fails", confirmed: .all([Self.failed, other]))
    #expect(
      try check(["service.state"], Part.service, both, state, mild).detail
        == "It failed; it is there")
    #expect(
      try check(["entry.key-opens"], Part.keystore, both).detail == "All fails; it is there")
  }

  @Test func `checks are listed by subject, as the catalogue lists what they looked at`() {
    func check(_ id: String, _ subject: SubjectID, _ fact: FactName) -> Observation {
      .check(CheckRecord(id: id, subject: subject, title: id, detail: "", facts: [fact]))
    }
    let report = Engine().report(
      Findings([
        check("a.tls", Part.other, "listener.tls"), check("z.connect", Part.other, "listener.tcp"),
        check("open", Part.keystore, "keystore.opens"),
        check("resolve", Part.listener, "listener.resolution"),
        check("state", Part.service, "service.state"),
      ]))
    #expect(report.checks.map(\.id) == ["state", "resolve", "z.connect", "a.tls", "open"])
  }

  @Test func `targets of one report keep apart, and their trees are ranked together`() {
    let certificate = CertificateRecord(
      id: "c", subject: "CN=a", issuer: "CN=a", serial: "1", notBefore: Engine.moment,
      notAfter: Engine.moment, subjectAlternativeNames: [], sha256: "00", keyType: "RSA",
      keyBits: 2_048, signatureAlgorithm: "sha256", isCA: false, seenAt: ["listener:a"])
    var elsewhere = certificate
    elsewhere.seenAt = ["listener:b"]
    let left = Unchecked(what: "ports", why: "by choice", how: "run without --no-probe")
    let first = Findings(
      Self.facts + [.certificate(certificate), .unchecked(left)], id: "b@host", product: "b")
    let second = Findings(
      Self.facts + [.certificate(elsewhere), .unchecked(left)], id: "a@host", product: "a")
    let onlyB = Condition.line("product", .text("b"))
    let engine = Engine(
      Rule("cause", applies: onlyB, confirmed: Self.failed, causes: ["effect"]),
      Rule("effect", confirmed: Self.failed),
      Rule("warning", .warning, applies: .none([onlyB]), confirmed: Self.failed))
    let report = engine.report(first, second)
    #expect(report == engine.report(second, first))
    #expect(report.targets.map(\.id) == ["a@host", "b@host"])
    #expect(
      report.diagnoses.map(\.key)
        == ["cause b@host", "effect b@host", "effect a@host", "warning a@host"])
    #expect(report.diagnoses.map(\.rank) == [1, 2, 3, 4])
    #expect(report.diagnoses.map(\.causedBy) == [[], ["cause b@host"], [], []])
    #expect(report.certificates.map(\.seenAt) == [["listener:a", "listener:b"]])
    #expect(report.unchecked == [left])
  }
}

/// Several targets in one run.
@Suite struct SeveralTargetsTests {
  private static let opens = Condition.line("keystore.opens", .boolean(false))
  private static let said = Condition.line("symptoms.current", .contains("locked"))
  private static let engine = Engine(
    Rule("a", confirmed: opens, suspected: said),
    symptoms: [Symptom(id: "locked", title: "", meaning: "", texts: [], diagnoses: ["a"])])

  private func findings(_ id: String, _ opens: Bool?, reporting words: String?) -> Findings {
    var observations = Part.observations
    if let opens {
      observations.append(.known("keystore.opens", of: Part.keystore, .boolean(opens), .file))
    } else {
      observations.append(.known("service.state", of: Part.service, .text("running"), .probe))
    }
    if let words {
      observations.append(
        .sighting(Sighting(symptom: "locked", text: words, side: .server, origin: .reported)))
    }
    return Findings(observations, id: id)
  }

  private func report(_ findings: Findings...) -> Report {
    Self.engine.report(Self.engine.judge(findings), version: "0", generated: Engine.moment)
  }

  @Test func `a message that one target explains supports nothing in another`() {
    let alone = report(findings("b", nil, reporting: "it is locked"))
    #expect(alone.diagnoses.map { "\($0.target) \($0.certainty)" } == ["b likely"])
    let both = report(
      findings("a", false, reporting: "it is locked"), findings("b", nil, reporting: "it is locked")
    )
    #expect(both.diagnoses.map { "\($0.target) \($0.certainty)" } == ["a confirmed"])
    #expect(both.symptoms.map(\.text) == ["it is locked"])
    #expect(both.unexplained == [])
  }

  @Test func `a message that nobody explains is listed once, and two messages twice`() {
    let report = report(
      findings("a", true, reporting: "it is locked"),
      findings("b", true, reporting: "it is locked"),
      findings("c", true, reporting: "locked again"))
    #expect(report.diagnoses == [])
    #expect(report.symptoms.map(\.text) == ["it is locked", "locked again"])
    #expect(report.unexplained.map(\.text) == ["it is locked", "locked again"])
  }

  @Test func `a target of which nothing was observed keeps the run from being healthy`() {
    #expect(report(findings("a", true, reporting: nil)).outcome == .healthy)
    let unseen = Findings(Part.observations, id: "b")
    #expect(report(findings("a", true, reporting: nil), unseen).outcome == .inconclusive)
  }
}
