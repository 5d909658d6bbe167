import CellGrid
import PadlockModel

@testable import PadlockWizard

/// States of the wizard that are drawn in golden files and properties.
enum SampleState: String, CaseIterable {
  case target, targetForm, symptom, symptomTicket, evidence, evidenceDone, diagnosis
  case diagnosisEvidence, diagnosisFix, diagnosisOtherCauses, diagnosisOverview, healthy
  case inconclusive, help, save, quit

  /// A wizard in this state.
  func wizard(_ glyphs: GlyphSet, _ size: GridSize) -> WizardDriver {
    // Keys are pressed at a size where clicks and pages work, then the size changes.
    let setup = Sample.setup(glyphs: glyphs)
    var wizard = WizardDriver.at(screen, setup, report: report)
    switch self {
    case .target, .symptom, .evidence, .diagnosis, .healthy, .inconclusive: break
    case .targetForm:
      wizard.press(.end, .enter)
      wizard.type("https://agent02")
      wizard.press(.tab)
      wizard.type("000")
      wizard.press(.enter)
    case .symptomTicket:
      wizard.press(.paste("Dear support,\nsince Monday:\n> Cannot recover key\nregards\nA."))
      if let id = wizard.recognitions.last { wizard.send(.recognised(id, Sample.recognised)) }
    case .evidenceDone: wizard.answer()
    case .diagnosisEvidence: wizard.press(.right, .tab)
    case .diagnosisFix: wizard.press(.enter)
    case .diagnosisOtherCauses: wizard.press(.right, .right, .right)
    case .diagnosisOverview: wizard.press(.end)
    case .help: wizard.press(.character("?"))
    case .save: wizard.press(.character("s"))
    case .quit: wizard.press(.character("q"))
    }
    wizard.resize(size.columns, size.rows)
    return wizard
  }

  private var screen: Screen {
    switch self {
    case .target, .targetForm: .target
    case .symptom, .symptomTicket: .symptom
    case .evidence, .evidenceDone: .evidence
    default: .diagnosis
    }
  }

  private var report: Report {
    switch self {
    case .healthy: Sample.healthy
    case .inconclusive: Sample.inconclusive
    default: Sample.report
    }
  }
}
