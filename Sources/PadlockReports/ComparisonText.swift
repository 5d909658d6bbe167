import PadlockModel

/// Renders a comparison with sorted keys, so that equal comparisons give equal bytes.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ comparison: ReportComparison) throws(EncodingFailure) -> String {
  try JSONText.make(comparison)
}

/// Renders a comparison for people: what is gone, what is new, and what became of the rest.
public func renderText(
  _ comparison: ReportComparison, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  for (name, side) in [("Before", comparison.before), ("After", comparison.after)] {
    page.item(
      Columns.padded(name, to: 6),
      "\(side.generated)  \(side.outcome.rawValue)  padlock \(side.version)")
  }
  if comparison.before.rules != comparison.after.rules {
    page.line("The rules that judged are not the same, so a change may be theirs.")
  }
  let sections = [
    ("Targets", comparison.targets), ("Diagnoses", comparison.diagnoses),
    ("Checks", comparison.checks), ("Symptoms", comparison.symptoms),
    ("Certificates", comparison.certificates), ("Facts", comparison.facts),
  ]
  for (title, changes) in sections where !changes.isEmpty {
    page.heading(title)
    for change in changes { page.change(change) }
  }
  if comparison.isEmpty {
    page.gap()
    page.line("Nothing changed.")
  }
  return page.text
}

/// Renders how much changed, in one line.
public func renderVerdict(
  _ comparison: ReportComparison, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  let counts = [
    (comparison.diagnoses.count, "diagnosis", "diagnoses"),
    (comparison.checks.count, "check", "checks"),
    (comparison.certificates.count, "certificate", "certificates"),
    (comparison.symptoms.count, "symptom", "symptoms"), (comparison.facts.count, "fact", "facts"),
  ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
  let outcome =
    comparison.before.outcome == comparison.after.outcome
    ? "" : "From \(comparison.before.outcome) to \(comparison.after.outcome). "
  page.verbatim(
    comparison.isEmpty
      ? "Nothing changed." : outcome + "Changed: \(counts.joined(separator: ", ")).")
  return page.text
}

extension TextPage {
  fileprivate mutating func change(_ change: ReportComparison.Change) {
    let head = change.title ?? change.name
    let about = [change.title == nil ? nil : change.name, change.subject, change.target]
    let details = about.compactMap { $0 }.joined(separator: "; ")
    let mark: (String, TextStyle) =
      change.before == nil ? ("+", .green) : change.after == nil ? ("-", .red) : ("~", .yellow)
    item(mark.0, head, indent: 2, style: mark.1)
    if !details.isEmpty { line(details, indent: 4) }
    let arrow = sign("→", "->")
    let states =
      switch (change.before, change.after) {
      case (let before?, let after?): "\(before) \(arrow) \(after)"
      case (let before?, nil): "\(before) \(arrow) gone"
      case (nil, let after?): "new: \(after)"
      case (nil, nil): ""
      }
    line(states, indent: 4, hanging: 6)
  }
}
