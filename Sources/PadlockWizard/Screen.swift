internal import CellGrid

/// The screens, in the order of the visible path.
public enum Screen: Int, CaseIterable, Sendable {
  case target
  case symptom
  case evidence
  case diagnosis
  case fix
  case report

  var title: String {
    switch self {
    case .target: "Target"
    case .symptom: "Symptom"
    case .evidence: "Evidence"
    case .diagnosis: "Diagnosis"
    case .fix: "Fix"
    case .report: "Report"
    }
  }

  /// The screen before it on the path.
  var previous: Screen? { Screen(rawValue: rawValue - 1) }

  var part: any ScreenPart.Type {
    switch self {
    case .target: TargetScreen.self
    case .symptom: SymptomScreen.self
    case .evidence: EvidenceScreen.self
    case .diagnosis: DiagnosisScreen.self
    case .fix: FixScreen.self
    case .report: ReportScreen.self
    }
  }
}

/// What a screen, or something laid over it, says about itself: all of it pure.
protocol ScreenPart {
  /// Its keys; those that every screen has are added to them.
  static func bindings(_ state: WizardState) -> [KeyBinding]
  /// Does what a binding named.
  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect]
  /// Gives a key to the text field that has the focus; nil where none takes it.
  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]?
  /// Whether a text field has the focus.
  static func isTyping(_ state: WizardState) -> Bool
  /// Reacts to a click.
  static func press(at point: Point, _ state: inout WizardState) -> [Effect]
  /// Reacts to a turn of the wheel, which moves what is chosen or scrolls a text.
  static func turn(_ wheel: Movement, at point: Point, _ state: inout WizardState) -> [Effect]
  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout)
}

extension ScreenPart {
  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? { nil }
  static func isTyping(_ state: WizardState) -> Bool { false }
  static func press(at point: Point, _ state: inout WizardState) -> [Effect] { [] }
  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    perform(.move(wheel), &state)
  }
}
