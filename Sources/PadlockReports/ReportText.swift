public import PadlockModel

/// Renders the plain report for people and tickets: the verdict first, then every target, that with
/// the first cause before the others.
public func renderText(_ report: Report, options: TextOptions = TextOptions()) -> String {
  var page = TextPage(options, names: ReportNames(report))
  page.verdict(Verdict(report), wraps: true)
  let known = Set(report.targets.map(\.id))
  for (number, target) in report.targetsByRank.enumerated() {
    let total = report.targets.count
    let count = total < 2 ? "" : "Target \(number + 1) of \(total): "
    page.target(target, count, of: report) { $0 == target.id }
  }
  page.parts(of: report) { !known.contains($0) }
  page.symptoms(report.symptoms)
  page.unexplained(report.unexplained)
  page.unchecked(report.unchecked)
  page.certificates(report.certificates)
  page.ledger(report.ledger)
  page.gap()
  page.line(
    "\(report.tool.name) \(report.tool.version), \(Count.text(report.tool.rules.count, "rule")) in "
      + "\(Count.text(report.tool.rules.packs, "pack")), \(report.generated)")
  return page.text
}

extension TextPage {
  fileprivate mutating func target(
    _ target: ReportedTarget, _ count: String, of report: Report, _ isOwn: (String) -> Bool
  ) {
    heading("\(count)\(target.name)  \(Verdict.place(target))")
    let rows: [(String, String?)] = [
      ("product", target.product), ("address", target.url), ("home", target.home),
      ("platform", target.platform?.rawValue), ("offline", target.offline ? "yes" : nil),
    ]
    for (name, value) in rows {
      if let value { item(Columns.padded(name, to: 9), value, indent: 2) }
    }
    parts(of: report, isOwn)
  }

  /// Diagnoses, masked causes, checks and ruled-out causes of the targets that `isOwn` picks.
  fileprivate mutating func parts(of report: Report, _ isOwn: (String) -> Bool) {
    let trees = CauseTree.trees(of: report.diagnoses.filter { isOwn($0.target) })
    if !trees.isEmpty {
      heading("Diagnoses")
      for tree in trees { self.tree(tree, indent: 0, isConsequence: false) }
    }
    masked(report.masked.filter { isOwn($0.target) })
    checks(report.checks.filter { isOwn($0.target) })
    ruledOut(report.ruledOut.filter { isOwn($0.target) })
  }
}
