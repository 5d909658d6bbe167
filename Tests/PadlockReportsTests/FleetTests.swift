import Foundation
import PadlockModel
import PadlockRedaction
import Testing

@testable import PadlockReports

@Suite struct FleetTests {
  static let now = Timestamp(secondsSince1970: 1_790_000_000)

  static func row(
    _ name: String, _ outcome: Report.Outcome = .healthy, _ findings: [FleetRow.Finding] = [],
    ends: Int64 = 90
  ) -> FleetRow {
    FleetRow(
      host: name, port: 8443, product: "generic", name: "\(name):8443",
      target: "generic@\(name):8443", outcome: outcome, diagnoses: findings, tls: "TLSv1.3",
      certificate: .init(
        subject: "CN=\(name)", names: [name], notAfter: now.advanced(bySeconds: ends * 86_400)),
      generated: now)
  }

  static func finding(
    _ id: String, _ severity: Severity = .error, _ certainty: Certainty = .confirmed
  ) -> FleetRow.Finding {
    FleetRow.Finding(
      Diagnosis(
        id: id, target: "t", subject: "listener:a|b", title: "The title of \(id)",
        severity: severity, certainty: certainty, rank: 1, rootCause: true, causes: [],
        causedBy: [], summary: "", evidence: [], why: .all([], .yes), toConfirm: [],
        remedies: [], references: []))
  }

  static let mixed = Fleet(
    rows: [
      row("good.example"), row("bad1.example", .problems, [finding("certificate.expired")]),
      row("warned.example", .healthy, [finding("certificate.expires-soon", .warning)], ends: 9),
      row("open.example", .inconclusive),
      row("bad2.example", .problems, [finding("certificate.expired"), finding("tls.other")]),
    ],
    unfinished: [
      .init(host: "late1.example", name: "late1.example:8443"),
      .init(host: "late2.example", name: "late2.example"),
    ], generated: now, version: "0.1.0")

  @Test func `the text has the verdict, the causes by their hosts, and every host`() throws {
    let text = renderText(Self.mixed)
    #expect(
      text.hasPrefix(
        "Problems on 2 of 7 hosts; 1 inconclusive, 2 healthy, 1 of them with warnings, 2 not looked "
      ), "\(text)")
    let causes = try #require(text.range(of: "2    The title of certificate.expired"))
    let warning = try #require(text.range(of: "1    The title of certificate.expires-soon"))
    #expect(causes.lowerBound < warning.lowerBound)
    let order = ["bad1", "bad2", "open", "warned", "good"].compactMap {
      text.range(of: "  \($0).example:8443")?.lowerBound
    }
    #expect(order.count == 5)
    #expect(order == order.sorted(), "those with problems stand first")
    #expect(text.contains("padlock --non-interactive bad1.example:8443 --product generic"))
    #expect(text.contains("Not looked at\n  late1.example:8443\n  late2.example\n"), "\(text)")
    #expect(renderHTML(Self.mixed).contains("late1.example:8443, late2.example"))
    #expect(renderVerdict(Self.mixed).split(separator: "\n").count == 1)
  }

  @Test func `the command for one host has the options of the run, and no secret of theirs`() {
    var fleet = Self.mixed
    fleet.options = ["--trust", "the roots.pem", "--client-key", "of-hunter2/k.pem"]
    var masker = Masker()
    _ = masker.register(Secret("hunter2"), from: "a.conf")
    let text = renderText(fleet.masked(by: masker))
    #expect(text.contains(" --product generic --trust 'the roots.pem' --client-key "), "\(text)")
    #expect(!text.contains("hunter2"))
  }

  @Test func `nagios has one line with the worst state and the hosts that are critical`() {
    let line = renderNagios(Self.mixed)
    #expect(line.split(separator: "\n").count == 1)
    #expect(line.hasPrefix("PADLOCK CRITICAL - Problems on 2 of 7 hosts"))
    #expect(line.contains("bad1.example:8443 certificate.expired, bad2.example:8443"))
    #expect(
      line.hasSuffix(
        " | hosts=7;;;0 problems=2;;;0 inconclusive=1;;;0 warnings=1;;;0 healthy=2;;;0 "
          + "unfinished=2;;;0 certificate_days=9\n"), "\(line)")
  }

  @Test func `prometheus has the names of one host's metrics, with the target`() {
    let text = renderPrometheus(Self.mixed)
    #expect(
      text.contains(
        #"padlock_outcome{outcome="problems",target="generic@bad1.example:8443","#
          + #"name="bad1.example:8443"} 1"#), "\(text)")
    #expect(text.contains(#"subject="listener:a|b"} 1"#))
    #expect(text.contains("padlock_fleet_hosts{result=\"unfinished\"} 2"))
    let names = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
    #expect(names.count == Set(names).count)
  }

  @Test func `the page is whole and takes nothing from outside as its own`() {
    let fleet = Fleet(
      rows: [Self.row("<script>", .problems, [Self.finding("a.b")])], generated: Self.now,
      version: "0.1.0")
    let page = renderHTML(fleet)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("&lt;script&gt;:8443"))
    #expect(!page.contains("<script"))
  }

  @Test func `a row is one line, and is read as it was written`() throws {
    let row = Self.row("h\u{1B}\n\u{202E}.example", .problems, [Self.finding("a.b")])
    let line = try renderLine(row)
    #expect(line.split(separator: "\n").count == 1)
    #expect(line.hasSuffix("\n"))
    #expect(!line.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(try JSONDecoder().decode(FleetRow.self, from: Data(line.utf8)) == row)
  }

  @Test func `exit codes are those of the worst host`() {
    func code(_ rows: [FleetRow], unfinished: [Fleet.OpenHost] = [], _ failOn: FailOn = .error)
      -> Int32
    {
      exitCode(
        for: Fleet(rows: rows, unfinished: unfinished, generated: Self.now, version: ""),
        failOn: failOn)
    }
    let warned = Self.row("w", .healthy, [Self.finding("a.b", .warning)])
    let possible = Self.row("p", .inconclusive, [Self.finding("a.b", .error, .possible)])
    #expect(code([Self.row("a"), warned]) == 0)
    #expect(code([Self.row("a"), warned], .warning) == 1)
    #expect(code([Self.row("a"), possible]) == 2)
    #expect(code([Self.row("a")], unfinished: [.init(host: "b", name: "b")]) == 2)
    #expect(code(Self.mixed.rows) == 1)
    #expect(code(Self.mixed.rows, .never) == 2)
    #expect(exitCode(for: Self.mixed, format: .nagios) == 2)
  }

  @Test func `names are replaced by the same stand-in in all rows`() {
    let (fleet, _) = Self.mixed.withoutNames()
    let text = renderText(fleet) + renderPrometheus(fleet)
    #expect(!text.contains(".example"), "\(text)")
    #expect(text.contains("<host "))
  }
}
