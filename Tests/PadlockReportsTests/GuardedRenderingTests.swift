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
    #expect(text.contains("<secret 1>"))
    #expect(!text.contains("canary"))
  }

  @Test(arguments: ReportFormat.allCases)
  func `a password that our own words hold blocks nothing`(format: ReportFormat) throws {
    for word in ["differs from", "rootCause", "Diagnoses", "linux", "hidden by"] {
      var vault = SecretVault()
      vault.register(Secret(word), from: "a.conf")
      _ = try format.renderGuarded(SampleReports.rich.report, masker: Masker(vault))
    }
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
