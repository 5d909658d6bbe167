internal import CellGrid
internal import PadlockModel

/// One line of the list of causes.
enum DiagnosisRow: Hashable, Sendable {
  /// The diagnosis with this key.
  case diagnosis(String)
  /// What was checked, what was not, and what nothing accounts for.
  case overview
}

/// The pages of the diagnosis screen, in the order of their titles.
enum DiagnosisTab: Int, CaseIterable, Sendable {
  case why
  case evidence
  case fix
  case otherCauses
  case source
  case summary
  case checks
  case facts

  var title: String {
    switch self {
    case .why: "Why"
    case .evidence: "Evidence"
    case .fix: "Fix"
    case .otherCauses: "Other causes"
    case .source: "Source"
    case .summary: "Summary"
    case .checks: "Checks"
    case .facts: "Facts"
    }
  }

  /// The pages that a line of the list has.
  static func pages(of row: DiagnosisRow?) -> [DiagnosisTab] {
    switch row {
    case .diagnosis: [.why, .evidence, .fix, .otherCauses, .source]
    case .overview, nil: [.summary, .checks, .facts]
    }
  }
}

/// What the user looks at on the diagnosis screen.
struct DiagnosisState: Equatable, Sendable {
  var selection: DiagnosisRow?
  var listOffset = 0
  var detailHasFocus = false
  /// The page that was opened last; a line that does not have it shows its first.
  private(set) var openedTab = DiagnosisTab.why
  /// The first line of the page that is shown.
  var scroll = 0
  /// Which of the page's links is marked.
  var link = 0
  /// What is searched, and what was found.
  var search: SearchResult?

  init() {}

  /// The state in which the causes of a new report are shown: at the first.
  init(_ causes: CauseTree?) {
    selection = causes?.rows.first?.row
  }

  var pages: [DiagnosisTab] { DiagnosisTab.pages(of: selection) }

  /// The page that is shown.
  var tab: DiagnosisTab { pages.contains(openedTab) ? openedTab : pages.first ?? .summary }

  mutating func choose(_ row: DiagnosisRow) {
    guard row != selection else { return }
    selection = row
    startPage()
  }

  mutating func open(_ tab: DiagnosisTab) {
    guard tab != self.tab else { return }
    openedTab = tab
    startPage()
  }

  /// Shows the page from its beginning.
  mutating func startPage() {
    scroll = 0
    link = 0
  }
}
