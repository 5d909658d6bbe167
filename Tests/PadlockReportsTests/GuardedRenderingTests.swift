import PadlockModel
import PadlockRedaction
import PadlockReports
import Testing

@Suite struct GuardedRenderingTests {
  @Test(arguments: ReportFormat.allCases)
  func `a secret is masked wherever it stands in a report`(format: ReportFormat) throws {
    var report = SampleReports.rich.report
    let value = "Zq7 \"canary\""
    report.checks[0].detail = "read \(value) there"
    report.diagnoses[0].evidence[0].excerpt = "password=\(value)"
    report.ledger[0].path = "/tmp/\(value)"
    var vault = SecretVault()
    vault.register(Secret(value), from: "a.conf")
    let text = try format.renderGuarded(report, masker: Masker(vault))
    #expect(!text.contains("canary"))
    guard format.showsEvidence else { return }
    #expect(text.contains("<secret 1>") || text.contains("&lt;secret 1&gt;"))
  }

  @Test(arguments: ReportFormat.allCases)
  func `a password that our own words hold blocks nothing`(format: ReportFormat) throws {
    for word in ["differs from", "rootCause", "Diagnoses", "linux", "hidden by"] {
      var vault = SecretVault()
      vault.register(Secret(word), from: "a.conf")
      _ = try format.renderGuarded(SampleReports.rich.report, masker: Masker(vault))
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func `what has the shape of a secret is masked, wherever it comes again`(
    format: ReportFormat
  ) throws {
    var report = SampleReports.rich.report
    report.diagnoses[0].evidence[0].excerpt = "Command line: --key-store-password=Zq7canary -x"
    report.checks[0].detail = "Authorization: Bearer Yw8canary"
    report.checks[0].title = "tried Zq7canary"
    report.symptoms[0].text = "at https://user:Xv9canary@example.com/ and Yw8canary"
    let text = try format.renderGuarded(report, masker: Masker())
    #expect(!text.contains("canary"))
    guard format.showsEvidence else { return }
    #expect(text.contains(/--key-store-password=(<|&lt;)secret/))
  }

  @Test func `the verdict alone is guarded too`() throws {
    var report = SampleReports.rich.report
    for index in report.targets.indices { report.targets[index].host = "Zq7canary.example.com" }
    var vault = SecretVault()
    vault.register(Secret("Zq7canary"), from: "a.conf")
    let text = try renderGuardedVerdict(report, masker: Masker(vault))
    #expect(text.contains("<secret 1>"))
    #expect(!text.contains("canary"))
  }

  @Test func `a secret that masking cannot reach is refused`() {
    // The value stands in no single text: a path and our own words make it up.
    var vault = SecretVault()
    vault.register(Secret("agent.jks  2263 bytes"), from: "a.conf")
    #expect(throws: RedactionRefusal.self) {
      try ReportFormat.text.renderGuarded(SampleReports.rich.report, masker: Masker(vault))
    }
  }
}

extension ReportFormat {
  /// Whether lines of files and logs stand in it, or only counts and titles.
  fileprivate var showsEvidence: Bool { self != .nagios && self != .prometheus }
}
