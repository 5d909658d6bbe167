import PadlockModel

/// Diagnoses, hidden causes, checks and ruled-out causes of some targets, as blocks of a page.
struct TargetPart {
  private let report: Report
  private let names: ReportNames
  private let isOwn: (String) -> Bool

  init(_ report: Report, _ names: ReportNames, _ isOwn: @escaping (String) -> Bool) {
    self.report = report
    self.names = names
    self.isOwn = isOwn
  }

  var blocks: [Page.Block] {
    let trees = CauseTree.trees(of: report.diagnoses.filter { isOwn($0.target) })
    var blocks: [Page.Block] = []
    if trees.contains(where: { !$0.consequences.isEmpty }) {
      blocks.append(.figure(Figure(trees, names)))
    }
    for tree in trees { blocks += self.tree(tree, isSolvedByCause: false) }
    return blocks + masked + checks + ruledOut
  }

  /// A diagnosis and what it causes.
  ///
  /// What a confirmed cause brings about goes away with it, so its own remedies are left out.
  private func tree(_ tree: CauseTree, isSolvedByCause: Bool) -> [Page.Block] {
    let one = tree.diagnosis
    var blocks: [Page.Block] = [.heading(3, [.text(one.title)])]
    blocks.append(
      .status(
        Page.Tone(one),
        [.strong("\(one.severity.rawValue), \(one.certainty.rawValue)"), .text(" "), .code(one.id)]
          + (one.subject.map { [.text(", \(names.name($0))")] } ?? [])))
    if let cause = one.causedBy.first {
      let others = one.causedBy.dropFirst().map(names.name)
      let all = ([names.name(cause)] + others).joined(separator: ", ")
      blocks.append(.paragraph([.text("Caused by \(all)")]))
    }
    if !one.summary.isEmpty { blocks.append(.paragraph([.text(one.summary)])) }
    blocks += evidence(one.evidence)
    if !one.toConfirm.isEmpty {
      blocks.append(.heading(4, [.text("To confirm")]))
      blocks.append(
        .list(
          one.toConfirm.map { [.paragraph([.code($0.fact.rawValue), .text(": \($0.how)")])] },
          isNumbered: false))
    }
    if isSolvedByCause, !one.remedies.isEmpty {
      blocks.append(.paragraph([.strong("Fix"), .text(": see what causes it, above")]))
    } else {
      for remedy in one.remedies { blocks += self.remedy(remedy) }
      blocks += references(one.references)
    }
    let isSolved = isSolvedByCause || (one.certainty == .confirmed && !one.remedies.isEmpty)
    return blocks + tree.consequences.flatMap { self.tree($0, isSolvedByCause: isSolved) }
  }

  private func evidence(_ evidence: [Evidence]) -> [Page.Block] {
    guard !evidence.isEmpty else { return [] }
    let rows = evidence.map { one -> [[Page.Span]] in
      let place = one.line.map { "\(one.source):\($0)" } ?? one.source
      let time = one.time.map { [.text(", "), .time($0)] as [Page.Span] } ?? []
      return [[.text(one.kind.rawValue)], [.text(place)] + time, [.code(one.excerpt)]]
    }
    return [
      .folded(
        "Evidence (\(evidence.count))", [.table(header: ["Kind", "Where", "What"], rows: rows)])
    ]
  }

  private func remedy(_ remedy: FilledRemedy) -> [Page.Block] {
    let platform = remedy.platform.map { " (\($0.rawValue))" } ?? ""
    var blocks: [Page.Block] = [.heading(4, [.text("Fix: \(remedy.title)\(platform)")])]
    blocks.append(
      .list(
        remedy.steps.map { step in
          var parts: [Page.Block] = [.paragraph([.text(step.words)])]
          if let command = step.command { parts.append(.command(command)) }
          if let edit = step.edit { parts.append(.edit(edit)) }
          if let restart = step.ownRestart { parts.append(.command(restart)) }
          return parts
        }, isNumbered: true))
    if let verify = remedy.verify {
      blocks.append(.paragraph([.strong("Fixed when"), .text(" \(verify.words)")]))
    }
    return blocks
  }

  /// Each article once, with its sections.
  private func references(_ references: [FilledReference]) -> [Page.Block] {
    Grouping.inOrder(references, by: \.title).map { group in
      let sections = group.elements.map(\.section).filter { !$0.isEmpty }.joined(separator: "; ")
      let url = group.elements.lazy.compactMap(\.url).first
      return .paragraph([
        .strong("Source"), .text(": "),
        url.map { .link(group.key, url: $0) } ?? .text(group.key),
        .text(sections.isEmpty ? "" : ", \(sections)"),
      ])
    }
  }

  private var masked: [Page.Block] {
    let own = report.masked.filter { isOwn($0.target) }
    guard !own.isEmpty else { return [] }
    return [.heading(3, [.text("Not judged while the above is unsolved")])]
      + Grouping.inOrder(own, by: \.by).flatMap { group -> [Page.Block] in
        [
          .paragraph([.text("Hidden by \(names.name(group.key)):")]),
          .list(
            group.elements.map { one in
              let subject = one.subject.map { " (\(names.name($0)))" } ?? ""
              return [.paragraph([.text(one.title + subject)])]
            }, isNumbered: false),
        ]
      }
  }

  private var checks: [Page.Block] {
    let own = report.checks.filter { isOwn($0.target) }
    guard !own.isEmpty else { return [] }
    return [
      .heading(3, [.text("Checks")]),
      .table(
        header: ["Result", "Check", "Detail"],
        rows: own.map {
          [[.strong($0.result.rawValue)], [.text(names.title($0))], [.text($0.detail)]]
        }),
    ]
  }

  private var ruledOut: [Page.Block] {
    let own = report.ruledOut.filter { isOwn($0.target) }
    guard !own.isEmpty else { return [] }
    let standing = Set(report.diagnoses.map(\.id) + report.masked.map(\.id))
    return [
      .heading(3, [.text("Ruled out")]),
      .appendix(
        "\(Count.text(own.count, "cause")), by the facts that decided",
        [
          .table(
            header: ["Facts", "Ruled out"],
            rows: own.grouped(besides: standing, names).map {
              [[.code($0.facts)], [.text($0.ids)]]
            }
          )
        ], instead: RuledOutDiagnosis.summary(own)),
    ]
  }
}
