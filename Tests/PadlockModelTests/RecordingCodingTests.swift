import Foundation
import PadlockModel
import Testing

@Suite struct RecordingCodingTests {
  @Test func `every kind of value and every state comes back`() throws {
    var findings = Findings(
      target: Target(id: "x@h:1", product: "x", name: "X", host: "h", port: 1, platform: .linux))
    let values: [FactValue] = [
      .boolean(false), .integer(-1), .text("true"), .text(""), .time(Self.time),
      .duration(seconds: -86_400), .list([]), .list(["a", ""]),
    ]
    let seen = Evidence(.file, "/etc/x", line: 3, time: Self.time, excerpt: "a=\u{1B}b", about: "a")
    for (index, value) in values.enumerated() {
      findings.facts.set(
        FactKey(FactName("setting.x\(index)"), SubjectID(.entry, "k.jks:a:b")),
        .known(value, evidence: index == 0 ? [] : [seen]))
    }
    let reasons: [UnknownReason] = [
      .notCollected, .notApplicable, .byChoice, .offline, .declined, .failed("not collected"),
      .failed(""), .failed("failed: twice"),
    ]
    for (index, reason) in reasons.enumerated() {
      findings.facts.set(FactKey(FactName("unknown\(index)")), .unknown(reason))
    }
    findings.facts.set(FactKey("absent"), .absent(evidence: [seen]))
    findings.facts.add(
      Subject(
        SubjectID(.entry, "k.jks:a:b"), name: "a",
        within: [SubjectID(.keystore, "k.jks"), SubjectID(.certificate, "0f")]))
    findings.facts.markEnumerated(.keystore)
    findings.answers = [Answer(question: "q", value: nil, source: "reported")]
    findings.restart = "systemctl restart x"
    findings.timings = ["configuration": 12]
    findings.failures = ["no"]
    let recording = Recording(
      generated: Self.time, tool: Self.tool,
      targets: [RecordedTarget(findings: findings, collectors: ["a"], wasStopped: true)])
    let data = try JSONEncoder().encode(recording)
    #expect(try JSONDecoder().decode(Recording.self, from: data) == recording)
  }

  @Test(arguments: [
    (#""port":1"#, #""port":65536"#), (#""port":1"#, #""port":-1"#),
    (#""a":12"#, #""a":9223372036854775807"#), (#""a":12"#, #""a":-1"#),
    (#""integer":7"#, #""integer":9223372036854775807"#), (#""integer":7"#, #""integer":1.5"#),
    (#""integer":7"#, #""duration":-9223372036854775808"#),
    (#""integer":7"#, #""colour":"red""#), (#""integer":7"#, #""time":"yesterday""#),
    ("observations/1", "observations/2"), (#""subject":"entry:a""#, #""subject":"moon:a""#),
  ])
  func `a value that no run could have seen is refused`(change: (String, String)) throws {
    var findings = Findings(target: Target(id: "x", product: "x", name: "X", host: "h", port: 1))
    findings.facts.set(
      FactKey("n", SubjectID(.entry, "a")), .known(.integer(7), evidence: []))
    findings.timings = ["a": 12]
    let recording = Recording(
      generated: Self.time, tool: Self.tool,
      targets: [RecordedTarget(findings: findings, collectors: [])])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let text = String(decoding: try encoder.encode(recording), as: UTF8.self)
    let changed = text.replacing(change.0, with: change.1)
    #expect(changed != text)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Recording.self, from: Data(changed.utf8))
    }
    // Keys of a later version are left alone.
    let later = text.replacing(#""timings""#, with: #""later":[{}],"timings""#)
    #expect(try JSONDecoder().decode(Recording.self, from: Data(later.utf8)) == recording)
  }

  private static let time = Timestamp(secondsSince1970: 1_796_000_000)
  private static let tool = Report.Tool(
    name: "padlock", version: "1", rules: .init(packs: 1, count: 2, digest: "d"))
}
