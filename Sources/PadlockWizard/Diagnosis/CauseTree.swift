internal import CellGrid
internal import PadlockModel

/// The lines of the list of causes: roots first, what they cause below them.
struct CauseTree: Equatable, Sendable {
  struct Row: Equatable, Sendable {
    let row: DiagnosisRow
    /// How many causes stand above it.
    let depth: Int
  }

  let report: Report
  let rows: [Row]
  /// Keys of the diagnoses that were seen to be fixed.
  private(set) var fixed: Set<String> = []
  private let diagnoses: [String: Diagnosis]

  /// The lines of a report, which may come from a file: nothing in it is taken for granted.
  init(_ report: Report) {
    self.report = report
    let known = Dictionary(
      report.diagnoses.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    diagnoses = known
    var rows: [Row] = []
    var seen: Set<String> = []
    for diagnosis in report.diagnoses.sorted(by: { $0.rank < $1.rank })
    where seen.insert(diagnosis.key).inserted {
      rows.append(
        Row(row: .diagnosis(diagnosis.key), depth: depth(of: diagnosis.key, in: known)))
    }
    let overview = Row(row: .overview, depth: 0)
    self.rows = report.outcome == .problems ? rows + [overview] : [overview] + rows
  }

  /// The same lines, where these diagnoses were seen to be fixed.
  func marking(fixed: Set<String>) -> CauseTree {
    var tree = self
    tree.fixed = fixed
    return tree
  }

  func diagnosis(_ row: DiagnosisRow) -> Diagnosis? {
    guard case .diagnosis(let key) = row else { return nil }
    return diagnoses[key]
  }

  /// Whether a diagnosis was seen to be gone.
  func isFixed(_ key: String) -> Bool { fixed.contains(key) }

  func diagnosis(key: String) -> Diagnosis? { diagnoses[key] }

  /// Whose remedy makes a diagnosis go away: its outermost cause that has one, else its own.
  func remedied(_ diagnosis: Diagnosis) -> Diagnosis {
    var best = diagnosis
    var visited: Set<String> = [diagnosis.key]
    var current = diagnosis
    while let key = current.causedBy.first, let cause = diagnoses[key],
      visited.insert(key).inserted
    {
      if !cause.remedies.isEmpty { best = cause }
      current = cause
    }
    return best
  }

  /// The lines as a list of this width shows them.
  func items(width: Int, glyphs: GlyphSet) -> [ListItem] {
    rows.map { row in
      guard let diagnosis = diagnosis(row.row) else { return overviewItem }
      let indent = String(repeating: " ", count: 2 * min(row.depth, 6))
      let isError = diagnosis.severity == .error && diagnosis.certainty != .possible
      let isFixed = isFixed(diagnosis.key)
      let mark = isFixed ? "✓" : row.depth > 0 ? "↳" : isError ? "●" : "○"
      let look = isFixed ? Style.good : style(of: diagnosis.severity)
      let remark =
        isFixed ? "fixed" : "\(diagnosis.severity.rawValue), \(diagnosis.certainty.rawValue)"
      let title = StyledText(diagnosis.title)
        .wrapped(to: width - indent.count - 2, glyphs: glyphs)
      var lines: [StyledText] = []
      for (index, part) in title.enumerated() {
        let head =
          index == 0
          ? StyledText(indent) + StyledText(mark + " ", look)
          : StyledText(indent + "  ")
        lines.append(head + part)
      }
      lines.append(StyledText("\(indent)  \(remark)", .muted))
      return ListItem(lines)
    }
  }

  private var overviewItem: ListItem {
    switch report.outcome {
    case .problems: ListItem(["What was checked"])
    case .healthy: ListItem([StyledText("✓ ", .good) + StyledText("Healthy")])
    case .inconclusive: ListItem([StyledText("? ", .warning) + StyledText("Inconclusive")])
    }
  }
}

func style(of severity: Severity) -> Style {
  switch severity {
  case .error: .bad
  case .warning: .warning
  case .notice: .accent
  }
}

/// The list of causes, broken into lines; `update` keeps it in the state, as it does the page.
struct CauseList: Equatable, Sendable {
  private let rect: Rect
  private let glyphs: GlyphSet
  private let fixed: Set<String>
  let items: [ListItem]

  /// The list of this state in a layout: the one that is kept, if it is that.
  init(_ state: WizardState, _ tree: CauseTree, _ screen: ScreenLayout, _ glyphs: GlyphSet) {
    if let kept = state.run?.list, kept.rect == screen.left, kept.glyphs == glyphs,
      kept.fixed == tree.fixed
    {
      self = kept
      return
    }
    rect = screen.left
    self.glyphs = glyphs
    fixed = tree.fixed
    items =
      ListView(in: rect, state: ListState()) { tree.items(width: $0, glyphs: glyphs) }.items
  }
}

/// How many causes are above a diagnosis; a circle of causes ends where it closes.
private func depth(of key: String, in diagnoses: [String: Diagnosis]) -> Int {
  var visited: Set<String> = [key]
  var current = key
  while let cause = diagnoses[current]?.causedBy.first, diagnoses[cause] != nil,
    visited.insert(cause).inserted
  {
    current = cause
  }
  return visited.count - 1
}
