import Foundation
import PadlockModel
import PadlockReports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What other programs read must be what they expect, whatever a report quotes.
@Suite struct FormatTests {
  /// Text that would act in one format or another.
  static let hostile = [
    "<script>alert(1)</script>", "</code></pre><img src=x onerror=alert(1)>", "a|b\nc | d=1;;",
    "```\n# no heading\n```", "[link](javascript:alert(1)) ![image](http://example.com/x)",
    "*bold* _it_ ~~no~~ @everyone #12 $x$", "\u{1B}[31mred\u{7}\u{0}\u{202E}", "\"quoted\" & 'so'",
    "back\\slash\\", "1. one", "- two", "]]>", "é 漢字 \u{2028}",
  ]

  static func hostileReport(_ text: String) -> Report {
    var report = SampleReports.rich.report
    for index in report.targets.indices { report.targets[index].name = text }
    for index in report.checks.indices { report.checks[index].detail = text }
    for index in report.certificates.indices { report.certificates[index].subject = "CN=\(text)" }
    for index in report.symptoms.indices { report.symptoms[index].text = text }
    for index in report.diagnoses.indices {
      report.diagnoses[index].summary = text
      report.diagnoses[index].title = text
      for place in report.diagnoses[index].evidence.indices {
        report.diagnoses[index].evidence[place].excerpt = text
      }
    }
    return report
  }

  @Test(arguments: SampleReports.allCases)
  func `JUnit counts what it holds`(sample: SampleReports) throws {
    let suites = try XMLElements(renderJUnit(sample.report))
    let cases = suites.named("testcase").count
    let failures = suites.named("failure").count
    let errors = suites.named("error").count
    let skipped = suites.named("skipped").count
    let top = try #require(suites.named("testsuites").first)
    #expect(top["tests"] == String(cases))
    #expect(top["failures"] == String(failures))
    #expect(top["errors"] == String(errors))
    #expect(top["skipped"] == String(skipped))
    let wrong = sample.report.diagnoses.count { $0.severity == .error && $0.certainty != .possible }
    #expect(failures == wrong)
    #expect((errors == 1) == (sample.report.outcome == .inconclusive))
  }

  @Test(arguments: hostile) func `nothing that a report quotes acts in XML`(text: String) throws {
    let report = Self.hostileReport(text)
    _ = try XMLElements(renderJUnit(report))
    let page = try XMLElements(renderHTML(report))
    #expect(page.named("script").isEmpty && page.named("img").isEmpty)
    #expect(page.named("h1").count == 1)
    for link in page.named("a") { #expect(link["href"]?.hasPrefix("https://") == true) }
  }

  @Test(arguments: hostile) func `nothing that a report quotes acts in Markdown`(text: String) {
    let markdown = renderMarkdown(Self.hostileReport(text))
    var fence: Substring?
    for line in markdown.split(separator: "\n") {
      let marks = line.drop { $0 == " " }.prefix { $0 == "`" }
      if let open = fence {
        if marks.count >= open.count { fence = nil }
        continue
      }
      if marks.count >= 3 {
        fence = marks
        continue
      }
      // Outside of code, every sign that could act has a backslash or is a reference.
      let prose = line.replacing(/(`+)[^`].*?[^`]?\1(?!`)/, with: "").replacing(
        /<https:[^>]*>/, with: "")
      #expect(!prose.contains(/<[a-z\/!]/), "\(line)")
      #expect(!prose.contains(/(^|[^\\])(!\[|\]\(javascript)/), "\(line)")
    }
    #expect(fence == nil)
    #expect(!markdown.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: hostile) func `one line for Nagios, with one pipe`(text: String) {
    let line = renderNagios(Self.hostileReport(text))
    #expect(line.count { $0 == "\n" } == 1 && line.hasSuffix("\n"))
    #expect(line.count { $0 == "|" } == 1)
    let data = line.split(separator: "|").last?.split(whereSeparator: \.isWhitespace) ?? []
    #expect(
      data.allSatisfy { $0.wholeMatch(of: /[a-z_]+=-?[0-9]+(;[0-9]*){0,4}/) != nil }, "\(line)")
  }

  @Test func `Nagios has a state for each outcome`() {
    #expect(NagiosState(SampleReports.rich.report) == .critical)
    #expect(NagiosState(SampleReports.inconclusive.report) == .unknown)
    #expect(NagiosState(SampleReports.healthy.report) == .ok)
    var warned = SampleReports.healthy.report
    var warning = SampleReports.rich.report.diagnoses[0]
    warning.severity = .warning
    warning.certainty = .likely
    warned.diagnoses = [warning]
    #expect(NagiosState(warned) == .warning)
    #expect(exitCode(for: warned, format: .nagios) == 1)
    #expect(exitCode(for: SampleReports.inconclusive.report, format: .nagios) == 3)
    #expect(exitCode(for: SampleReports.inconclusive.report, format: .json) == 2)
  }

  @Test(arguments: hostile)
  func `metrics are exposition format, each series once`(text: String) throws {
    var report = Self.hostileReport(text)
    report.certificates += report.certificates
    report.diagnoses += report.diagnoses
    let metrics = renderPrometheus(report)
    var seen: Set<Substring> = []
    for line in metrics.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("# ") {
        #expect(line.wholeMatch(of: /# (HELP|TYPE) padlock_[a-z_]+ .+/) != nil, "\(line)")
        continue
      }
      let sample = try #require(
        line.wholeMatch(
          of:
            /(padlock_[a-z_]+(?:\{[a-z0-9]+="(?:[^"\\]|\\["\\n])*"(?:,[a-z0-9]+="(?:[^"\\]|\\["\\n])*")*\})?) -?[0-9]+/
        ),
        "\(line)")
      #expect(seen.insert(sample.output.1).inserted, "\(line)")
    }
    #expect(metrics.hasSuffix("\n"))
  }

  @Test(arguments: [
    ("/etc/xagent/agent.jks", "/etc/xagent/agent.jks"),
    ("/opt/integrationagent/conf/agent.jks", "/opt/inte…ent/conf/agent.jks"),
    ("<b>&\"x\"</b>", "&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt;"),
    (String(repeating: "金", count: 60), "金金金金…" + String(repeating: "金", count: 9)),
  ])
  func `a cause is told apart by what it is about, in one line of its box`(
    name: String, shown: String
  ) throws {
    var report = SampleReports.rich.report
    report.targets[0].subjects[0].name = name
    let page = renderHTML(report)
    let figure = try #require(
      page.firstMatch(of: /(?s)<svg.*?<\/svg>/).map { String($0.output) })
    #expect(figure.contains(" class=\"name\">\(shown)</text>"), "\(figure)")
  }

  @Test func `a report without diagnoses has no figure of causes`() throws {
    let page = try XMLElements(renderHTML(SampleReports.healthy.report))
    #expect(!page.named("title").contains { $0["id"] != nil } || page.named("svg").count == 1)
    let rich = try XMLElements(renderHTML(SampleReports.rich.report))
    #expect(!rich.named("svg").isEmpty)
    #expect(rich.named("svg").allSatisfy { $0["role"] == "img" && $0["aria-labelledby"] != nil })
  }
}

/// The elements of well-formed XML, with their attributes.
private final class XMLElements: NSObject, XMLParserDelegate {
  private var elements: [(name: String, attributes: [String: String])] = []

  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.replacing("<!DOCTYPE html>\n", with: "").utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw Malformed(
        description: "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "")")
    }
  }

  func named(_ name: String) -> [[String: String]] {
    elements.filter { $0.name == name }.map(\.attributes)
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append((element, attributes))
  }
}
