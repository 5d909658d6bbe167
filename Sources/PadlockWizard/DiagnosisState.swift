internal import CellGrid
internal import PadlockModel

/// One line of the list of causes.
enum DiagnosisRow: Hashable, Sendable {
  /// The diagnosis with this key.
  case diagnosis(String)
  /// What was checked, what was not, and what nothing accounts for.
  case overview
}

/// The pages about a diagnosis, in the order of their titles.
enum DiagnosisTab: Int, CaseIterable, Sendable {
  case why
  case evidence
  case fix
  case otherCauses
  case source

  var title: String {
    switch self {
    case .why: "Why"
    case .evidence: "Evidence"
    case .fix: "Fix"
    case .otherCauses: "Other causes"
    case .source: "Source"
    }
  }
}

/// What the user looks at on the diagnosis screen.
struct DiagnosisState: Equatable, Sendable {
  var selection: DiagnosisRow?
  var listOffset = 0
  var detailHasFocus = false
  var tab = DiagnosisTab.why
  /// The first line of the page that is shown.
  var scroll = 0

  init() {}

  /// The state in which a new report is shown: at its first line.
  init(_ report: Report) {
    selection = CauseTree(report).rows.first?.row
  }

  mutating func choose(_ row: DiagnosisRow) {
    guard row != selection else { return }
    selection = row
    scroll = 0
  }

  mutating func open(_ tab: DiagnosisTab) {
    guard tab != self.tab else { return }
    self.tab = tab
    scroll = 0
  }
}
