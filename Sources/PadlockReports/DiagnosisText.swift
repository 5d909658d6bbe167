import PadlockModel

extension TextPage {
  /// A diagnosis and, indented under it, what it causes.
  ///
  /// What a confirmed cause brings about goes away with it: its own remedies, which look for a
  /// cause, are left to the other formats.
  mutating func tree(
    _ tree: CauseTree, indent: Int, isConsequence: Bool, isSolvedByCause: Bool = false
  ) {
    let one = tree.diagnosis
    let style: TextStyle? =
      switch one.severity {
      case .error: .red
      case .warning: .yellow
      case .notice: nil
      }
    let sign =
      isConsequence
      ? sign("↳", "->")
      : one.severity == .error && one.certainty != .possible ? sign("●", "*") : sign("○", "o")
    gap()
    item(sign, one.title, indent: indent, style: style)
    let inner = indent + Columns.width(sign) + 1
    let kind = "\(one.severity.rawValue), \(one.certainty.rawValue)"
    line(
      [one.id, kind, one.subject.map(name)].compactMap { $0 }.joined(separator: "; "), indent: inner
    )
    if !one.summary.isEmpty { line(one.summary, indent: inner) }
    evidence(one.evidence, indent: inner)
    if !one.toConfirm.isEmpty {
      line("To confirm:", indent: inner)
      for fact in one.toConfirm { item("?", "\(fact.fact): \(fact.how)", indent: inner + 2) }
    }
    if isSolvedByCause, !one.remedies.isEmpty {
      line("Fix: see what causes it, above", indent: inner)
    } else {
      for remedy in one.remedies { self.remedy(remedy, indent: inner) }
      references(one.references, indent: inner)
    }
    let others = one.causedBy.dropFirst()
    if !others.isEmpty {
      line(
        "Also caused by: " + others.map(name).joined(separator: ", "), indent: inner,
        hanging: inner + 2)
    }
    for consequence in tree.consequences {
      self.tree(
        consequence, indent: inner, isConsequence: true,
        isSolvedByCause: isSolvedByCause || (one.certainty == .confirmed && !one.remedies.isEmpty))
    }
  }

  private mutating func evidence(_ evidence: [Evidence], indent: Int) {
    guard !evidence.isEmpty else { return }
    line("Evidence:", indent: indent)
    for one in evidence {
      let place = one.line.map { "\(one.source):\($0)" } ?? one.source
      let head = [one.kind.rawValue, place, one.time?.description].compactMap { $0 }
      line(
        head.joined(separator: "  ") + "  " + one.excerpt, indent: indent + 2, hanging: indent + 4)
    }
  }

  private mutating func remedy(_ remedy: FilledRemedy, indent: Int) {
    let platform = remedy.platform.map { " (\($0.rawValue))" } ?? ""
    line("Fix: \(remedy.title)\(platform)", indent: indent, hanging: indent + 2, style: .bold)
    for (number, step) in remedy.steps.enumerated() {
      let sign = "\(number + 1)."
      let inner = indent + 3 + sign.count
      item(sign, step.words, indent: indent + 2)
      if let command = step.command { verbatim("$ \(command)", indent: inner) }
      if let edit = step.edit {
        verbatim(edit.line.map { "\(edit.file):\($0)" } ?? edit.file, indent: inner)
        if !edit.before.isEmpty { verbatim("- \(edit.before)", indent: inner, style: .red) }
        verbatim("+ \(edit.after)", indent: inner, style: .green)
      }
      if let restart = step.ownRestart { verbatim("$ \(restart)", indent: inner) }
    }
    if let verify = remedy.verify {
      line("Fixed when: \(verify.words)", indent: indent + 2, hanging: indent + 4)
    }
  }

  /// Each article once, with its sections.
  private mutating func references(_ references: [FilledReference], indent: Int) {
    for group in Grouping.inOrder(references, by: \.title) {
      let sections = group.elements.map(\.section).filter { !$0.isEmpty }
      let text = ([group.key] + [sections.joined(separator: "; ")]).filter { !$0.isEmpty }
      line("Source: \(text.joined(separator: ", "))", indent: indent, hanging: indent + 2)
      if let url = group.elements.lazy.compactMap(\.url).first { verbatim(url, indent: indent + 2) }
    }
  }
}
