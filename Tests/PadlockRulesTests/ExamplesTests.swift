import PadlockModel
import PadlockRules
import Testing

@Suite struct ExamplesTests {
  private func facts(
    _ states: [FactName: FactState], applies: Condition = .all([])
  ) -> FactSet {
    let place = SourcePosition(file: "a/rules.yml", line: 9, column: 7)
    let example = RuleExample(name: "it", facts: states, expect: .confirmed, source: place)
    return RuleExamples.facts(of: example, for: Rule(id: "a.b", title: "T", applies: applies))
  }

  @Test func `each kind that an example mentions is one subject, linked as in a real target`() {
    let set = facts([
      "entry.kind": .known(.text("private-key"), evidence: []),
      "keystore.path": .known(.text("/a.jks"), evidence: []),
      "service.name": .known(.text("agent"), evidence: []),
      "listener.tcp": .known(.text("refused"), evidence: []),
      "file.state": .unknown(.offline),
      "certificate.has-san": .absent(evidence: []),
    ])
    let entry = SubjectID(.entry, "entry")
    let keystore = SubjectID(.keystore, "/a.jks")
    let service = SubjectID(.service, "agent")
    let listener = SubjectID(.listener, "listener")
    #expect(set.subjects[entry]?.within == [keystore])
    #expect(set.subjects[keystore]?.within == [service])
    #expect(set.subjects[listener]?.within == [service])
    #expect(set.subjects[SubjectID(.file, "file")]?.within == [service])
    #expect(set.subjects[SubjectID(.certificate, "certificate")]?.within == [listener, entry])
    #expect(set["keystore.path", keystore].value == .text("/a.jks"))
    #expect(set["file.state", SubjectID(.file, "file")] == .unknown(.offline))
    #expect(
      set["certificate.has-san", SubjectID(.certificate, "certificate")] == .absent(evidence: []))
  }

  @Test func `where a link is missing, the next one holds`() {
    let set = facts([
      "entry.kind": .known(.text("private-key"), evidence: []),
      "service.state": .known(.text("running"), evidence: []),
    ])
    #expect(
      set.subjects[SubjectID(.entry, "entry")]?.within == [SubjectID(.service, "service")])
  }

  @Test func `facts of the target alone make no subject`() {
    #expect(facts(["symptoms.current": .known(.list(["a"]), evidence: [])]).subjects.isEmpty)
  }

  @Test func `traits, product and platform hold unless the example says otherwise`() {
    let applies = Condition.all([
      .fact("trait", [.is(.text("java-keystore"))]), .fact("trait", [.contains("conf.d")]),
      .any([.fact("product", [.is(.text("xagent"))]), .fact("platform", [.is(.text("linux"))])]),
      .any([.fact("platform", [.is(.text("linux"))]), .fact("listener.port", [.exists(true)])]),
    ])
    let assumed = facts([:], applies: applies)
    #expect(assumed["trait", .target].value == .list(["java-keystore", "conf.d"]))
    #expect(assumed["product", .target].value == .text("xagent"))
    #expect(assumed["platform", .target] == .unknown(.notCollected))
    let own = facts(["trait": .known(.list(["pem-files"]), evidence: [])], applies: applies)
    #expect(own["trait", .target].value == .list(["pem-files"]))
    let absent = facts(["product": .absent(evidence: [])], applies: applies)
    #expect(absent["product", .target] == .absent(evidence: []))
  }

  @Test func `an example that comes out otherwise is named with its place`() throws {
    let rules = try #require(SampleRules.load().usable).rules
    let failures = RuleExamples.failures(in: rules) { rule, facts in
      guard rule.id == "keystore.key-password-differs" else { return nil }
      return facts["entry.key-opens", SubjectID(.entry, "entry")].value == .boolean(false)
        ? .confirmed : .likely
    }
    #expect(
      failures.first?.description
        == "keystore/rules.yml:27:7: error: the example `one password for both` of "
        + "`keystore.key-password-differs` expects ruled-out and gives likely; "
        + "write facts or conditions that agree with `expect` instead")
    #expect(failures.count == 5)
    #expect(failures.last?.found == nil)
  }
}
