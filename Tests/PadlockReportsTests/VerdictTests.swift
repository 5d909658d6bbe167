import PadlockModel
import PadlockReports
import Testing

@Suite struct VerdictTests {
  @Test func `the verdict names the outcome, the place and the root cause`() {
    #expect(
      renderVerdict(SampleReports.rich.report)
        == "Problems on agent01.example.com:8081: "
        + "The key's password differs from the keystore's password.\n")
    #expect(
      renderVerdict(SampleReports.healthy.report)
        == "Healthy on agent01.example.com:8081: nothing wrong was found.\n")
    #expect(
      renderVerdict(SampleReports.inconclusive.report, options: TextOptions(unicode: false))
        == "Inconclusive on agent01.example.com:8081: possibly \"Client and server share no "
        + "cipher suite\"; 1 thing not looked at.\n")
  }

  @Test func `where nothing was found, the verdict says how to name something`() {
    var report = SampleReports.inconclusive.report
    report.targets = []
    report.diagnoses = []
    let verdict = renderVerdict(report)
    #expect(verdict.contains("--host"))
    #expect(verdict.contains("--root"))
  }

  @Test func `the exit code follows severity, certainty and outcome`() {
    let rich = SampleReports.rich.report
    #expect(exitCode(for: rich) == 1)
    #expect(exitCode(for: rich, failOn: .never) == 0)
    #expect(exitCode(for: SampleReports.healthy.report) == 0)
    #expect(exitCode(for: SampleReports.inconclusive.report) == 2)
    #expect(exitCode(for: SampleReports.inconclusive.report, failOn: .never) == 2)
    var warned = SampleReports.healthy.report
    warned.diagnoses = rich.diagnoses.filter { $0.severity == .warning }
    #expect(exitCode(for: warned) == 0)
    #expect(exitCode(for: warned, failOn: .warning) == 1)
    warned.diagnoses[0].certainty = .possible
    #expect(exitCode(for: warned, failOn: .warning) == 0)
    warned.diagnoses[0].certainty = .confirmed
    warned.diagnoses[0].severity = .notice
    #expect(exitCode(for: warned, failOn: .warning) == 0)
    warned.outcome = .inconclusive
    warned.diagnoses[0].severity = .warning
    #expect(exitCode(for: warned, failOn: .warning) == 1)
  }

  @Test func `every diagnosis stands once in the trees, also where causes form a circle`() {
    var diagnoses = SampleReports.rich.report.diagnoses
    let trees = CauseTree.trees(of: diagnoses)
    #expect(
      trees.map(\.diagnosis.id) == ["keystore.key-password-differs", "certificate.expires-soon"])
    #expect(trees.first?.consequences.first?.consequences.first?.diagnosis.rank == 3)
    diagnoses[0].causedBy = [diagnoses[2].key]
    func count(_ trees: [CauseTree]) -> Int { trees.reduce(0) { $0 + 1 + count($1.consequences) } }
    #expect(count(CauseTree.trees(of: diagnoses)) == 4)
  }
}
