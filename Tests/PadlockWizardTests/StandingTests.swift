import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

/// How the evidence stands after what was fixed, which is what the program ends with.
@Suite struct StandingTests {
  /// One error alone, which hides nothing.
  private var single: Report {
    var report = Sample.report
    var error = Sample.keyPassword
    error.causes = []
    report.diagnoses = [error]
    report.masked = []
    report.unchecked = []
    return report
  }

  private func standing(
    _ report: Report, _ result: Kleene = .yes, consequences: Kleene = .yes
  ) -> Report.Outcome? {
    var wizard = WizardDriver.at(.fix, report: report)
    wizard.press(.character("v"))
    wizard.answerVerification(result, consequences: consequences)
    return wizard.state.standingReport?.outcome
  }

  @Test func `before anything is fixed it is the report`() {
    #expect(WizardDriver.at(.target).state.standingReport == nil)
    #expect(WizardDriver.at(.fix).state.standingReport == Sample.report)
  }

  @Test func `the only error is gone, and nothing was hidden: healthy`() {
    #expect(standing(single) == .healthy)
  }

  @Test func `what is not fixed, or cannot be told, stays a problem`() {
    #expect(standing(single, .no) == .problems)
    #expect(standing(single, .unknown) == .problems)
    #expect(standing(Sample.report, consequences: .no) == .problems)
  }

  @Test func `what the error hid was never judged: inconclusive, and not healthy`() {
    var report = single
    report.masked = Sample.report.masked
    #expect(standing(report) == .inconclusive)
    report = single
    report.unchecked = Sample.report.unchecked
    #expect(standing(report) == .inconclusive)
  }

  @Test func `a consequence that nobody looked at is not healthy either`() {
    var report = Sample.report
    report.masked = []
    report.unchecked = []
    #expect(standing(report) == .inconclusive)
  }

  @Test func `an error that is possible is left`() {
    var report = single
    var other = Sample.report.diagnoses[3]
    (other.severity, other.certainty) = (.error, .possible)
    report.diagnoses.append(other)
    #expect(standing(report) == .inconclusive)
  }
}
