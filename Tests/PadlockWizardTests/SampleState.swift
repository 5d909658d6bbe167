import CellGrid
import PadlockModel

@testable import PadlockWizard

/// States of the wizard that are drawn in golden files and properties.
enum SampleState: String, CaseIterable {
  case target, targetForm, symptom, symptomTicket, evidence, evidenceDone, diagnosis
  case targetPaths, chooser, ticketChooser, ticketFailed, session, targetRemembered,
    evidenceOpenPoints, question,
    questionAnswered,
    check, password
  case diagnosisEvidence, diagnosisFix, diagnosisOtherCauses, diagnosisOverview, healthy
  case inconclusive, help, quit, search, searchPending, file, fix, fixManySteps, fixEdit, fixVerify,
    fixVerified, fixNotVerified
  case fixConsequence, report, reportSaved, reportExists, opened, openedFix

  /// A wizard in this state.
  func wizard(_ glyphs: GlyphSet, _ size: GridSize) -> WizardDriver {
    // Keys are pressed at a size where clicks and pages work, then the size changes.
    var setup = Sample.setup(
      canRepair: screen == .fix, opened: isOpened ? report : nil, glyphs: glyphs)
    if self == .targetRemembered { setup.memory = Sample.memory }
    var wizard = isOpened ? WizardDriver(setup) : WizardDriver.at(screen, setup, report: report)
    switch self {
    case .target, .symptom, .evidence, .diagnosis, .healthy, .inconclusive, .report, .opened, .fix,
      .fixManySteps:
      break
    case .targetRemembered:
      wizard.press(.down, .down)
      if let probe = wizard.probes.last { wizard.send(.liveness(probe, false)) }
    case .targetPaths:
      wizard.press(.end, .enter)
      wizard.type("agent02.example.com")
      wizard.press(.tab, .tab)
      wizard.type("/opt/nothing")
      wizard.listFolders()
      wizard.press(.tab)
      wizard.type("/etc/x")
      wizard.listFolders()
    case .session: wizard.press(.character("S"))
    case .chooser:
      wizard.press(.end, .enter, .down, .down, .down)
      wizard.type("/etc/x")
      wizard.press(.control("o"))
      wizard.listFolders()
    case .ticketChooser, .ticketFailed:
      wizard.press(.end, .up, .enter)
      wizard.listFolders()
      wizard.type("etc")
      wizard.press(.enter)
      wizard.listFolders()
      wizard.type("x")
      guard self == .ticketFailed else { break }
      wizard.press(.end, .enter)
      wizard.failDetection(Sample.ticketProblem)
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
    case .evidenceOpenPoints:
      wizard.answer(openPoints: Sample.openPoints)
      wizard.press(.escape)
    case .question:
      wizard.answer(openPoints: Sample.openPoints)
      wizard.press(.down)
    case .questionAnswered:
      wizard.answer(openPoints: Sample.openPoints)
      wizard.press(.escape, .down, .enter)
    case .check:
      wizard.answer()
      wizard.press(.down, .down, .down, .enter)
    case .password:
      wizard.answer(openPoints: OpenPoints(passwords: [Sample.keystore]))
      wizard.press(.down, .enter, .character("x"))
    case .diagnosisEvidence: wizard.press(.right, .tab)
    case .diagnosisFix: wizard.press(.right, .right, .tab)
    case .diagnosisOtherCauses: wizard.press(.right, .right, .right)
    case .diagnosisOverview: wizard.press(.end)
    case .help: wizard.press(.character("?"))
    case .quit: wizard.press(.character("q"))
    case .search:
      wizard.press(.character("/"))
      wizard.type("password")
    case .searchPending:
      wizard.holdsSearchBack = true
      wizard.answer(report)
      wizard.press(.enter, .character("/"))
      wizard.type("password")
    case .file:
      wizard.press(.right, .tab, .character("o"), .right)
      wizard.answerFiles()
    case .fixEdit:
      wizard.press(.enter, .enter)
      wizard.answerFiles()
    case .fixVerify: wizard.press(.enter, .end)
    case .fixVerified, .fixNotVerified:
      wizard.press(.character("v"))
      let result: Kleene = self == .fixVerified ? .yes : .no
      wizard.answerVerification(result, consequences: result)
    case .fixConsequence: wizard.press(.escape, .down, .down, .enter)
    case .reportSaved, .reportExists:
      wizard.press(.right, .enter)
      if let id = wizard.previews.last { wizard.send(.rendered(id, Sample.preview)) }
      if let id = wizard.saves.last {
        let path = "/root/padlock-report.json"
        wizard.send(self == .reportSaved ? .saved(id, path: path) : .fileExists(id, path: path))
      }
    case .openedFix: wizard.press(.enter, .down, .down)
    }
    wizard.resize(size.columns, size.rows)
    return wizard
  }

  private var screen: Screen {
    switch self {
    case .target, .targetForm, .targetPaths, .targetRemembered, .chooser, .ticketChooser,
      .ticketFailed,
      .session:
      .target
    case .symptom, .symptomTicket: .symptom
    case .evidence, .evidenceDone, .evidenceOpenPoints, .question, .questionAnswered, .check,
      .password, .searchPending:
      .evidence
    case .fix, .fixManySteps, .fixEdit, .fixVerify, .fixVerified, .fixNotVerified, .fixConsequence:
      .fix
    case .report, .reportSaved, .reportExists: .report
    default: .diagnosis
    }
  }

  private var isOpened: Bool { self == .opened || self == .openedFix }

  private var report: Report {
    switch self {
    case .healthy: Sample.healthy
    case .inconclusive: Sample.inconclusive
    case .fixManySteps: Sample.withSteps(9)
    default: Sample.report
    }
  }
}
