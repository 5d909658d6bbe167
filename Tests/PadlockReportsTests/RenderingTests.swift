import Foundation
import PadlockModel
import PadlockReports
import TestSupport
import Testing

@Suite struct RenderingTests {
  @Test(arguments: SampleReports.allCases, ReportFormat.allCases)
  func `every format matches its golden file`(sample: SampleReports, format: ReportFormat) throws {
    let kind = format == .nagios ? "-nagios" : ""
    // The style sheet is the same in all of them, and looked at in a browser.
    let style = /<style>\n[^<]+<\/style>/
    let text = try format.render(sample.report).replacing(style, with: "<style>…</style>")
    try expectGolden(text, "reports/\(sample)\(kind).\(format.fileExtension)")
  }

  @Test func `text fits a narrow page in ASCII`() throws {
    let options = TextOptions(width: 60, unicode: false)
    let text = renderText(SampleReports.rich.report, options: options)
    try expectGolden(text, "reports/rich-60-ascii.txt")
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
  }

  @Test func `colour adds only colour`() throws {
    let plain = renderText(SampleReports.rich.report)
    let coloured = renderText(SampleReports.rich.report, options: TextOptions(colour: true))
    try expectGolden(coloured, "reports/rich-colour.txt")
    #expect(coloured != plain)
    #expect(coloured.replacing(/\x{1B}\[[0-9]+m/, with: "") == plain)
  }

  @Test(arguments: [40, 60, 100, 200])
  func `prose stays within the width`(width: Int) {
    let text = renderText(SampleReports.rich.report, options: TextOptions(width: width))
    for line in text.split(separator: "\n") {
      let content = line.drop { $0 == " " }
      let isVerbatim = ["$ ", "- ", "+ ", "https://", "/opt"].contains(where: content.hasPrefix)
      #expect(line.count <= width || isVerbatim, "\(line)")
    }
  }

  @Test(arguments: SampleReports.allCases)
  func `JSON decodes to the same report`(sample: SampleReports) throws {
    let data = Data(try renderJSON(sample.report).utf8)
    #expect(try JSONDecoder().decode(Report.self, from: data) == sample.report)
  }

  @Test func `JSON has the keys of the definition and hides nothing`() throws {
    let json = try renderJSON(SampleReports.rich.report)
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(
      Set(object?.keys.map { $0 } ?? []) == [
        "schema", "tool", "generated", "outcome", "targets", "diagnoses", "masked", "ruledOut",
        "checks", "symptoms", "facts", "certificates", "unexplained", "unchecked", "ledger",
        "timings",
      ])
    #expect(json.contains("\\u202e"))
    #expect(!json.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
  }

  @Test func `text says of a remedy what must not hold, and a command once`() {
    var report = SampleReports.rich.report
    let leaf = ConditionTree.Leaf(
      fact: "https.enabled", subject: .target, expected: "false", value: "false", reason: nil,
      result: .yes, evidence: [])
    report.diagnoses[0].remedies = [
      FilledRemedy(
        title: "Switch it on", platform: nil,
        steps: [
          .init(
            instruction: "Restart the agent", command: "service xa restart",
            restart: "service xa restart")
        ],
        verify: .none([.fact(leaf)], .no))
    ]
    let text = renderText(report)
    #expect(text.contains("Fixed when: not https.enabled: false\n"))
    #expect(text.components(separatedBy: "$ service xa restart").count == 2)
  }

  @Test func `what is ruled out is counted in text, folded in HTML and whole in JSON`() throws {
    var report = SampleReports.rich.report
    let target = report.targets[0].id
    func out(_ id: RuleID, _ subject: String, _ values: String...) -> RuledOutDiagnosis {
      RuledOutDiagnosis(
        id: id, target: target, subject: subject,
        by: values.map { .init(fact: "file.defects", value: $0) })
    }
    report.ruledOut = [
      out("xagent.start-line-broken", "a", "absent"),
      out("xagent.other", "b", "some", "some", "more"),
      out("xagent.start-line-broken", "b", "absent"), out("xagent.config-encoding", "a", "absent"),
      out(report.diagnoses[0].id, "c", "absent"),
    ]
    for text in [renderText(report), renderMarkdown(report)] {
      #expect(text.contains("4 other causes: "))
      #expect(!text.contains("xagent.start-line-broken"))
    }
    let page = renderHTML(report)
    #expect(page.contains("file.defects = some, file.defects = more<"))
    #expect(
      page.contains(
        "xagent.start-line-broken, xagent.config-encoding, keystore.key-password-differs (c)"))
    #expect(try renderJSON(report).components(separatedBy: "xagent.start-line-broken").count == 3)
  }

  @Test func `text leaves the remedies of what a confirmed cause brings about to JSON`() throws {
    var report = SampleReports.rich.report
    let remedy = FilledRemedy(
      title: "Look for a cause", platform: nil, steps: [.init(instruction: "Look")], verify: nil)
    report.diagnoses[1].remedies = [remedy]
    #expect(!renderText(report).contains("Look for a cause"))
    #expect(try renderJSON(report).contains("Look for a cause"))
    report.diagnoses[0].certainty = .likely
    #expect(renderText(report).contains("Fix: Look for a cause"))
  }

  @Test func `nothing from outside reaches text unseen`() {
    let text = renderText(SampleReports.rich.report)
    #expect(text.contains("␛[31m<U+202E>"))
    #expect(!text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
  }
}
