import PadlockModel

/// Renders a comparison with sorted keys, so that equal comparisons give equal bytes.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ comparison: ReportComparison) throws(EncodingFailure) -> String {
  try JSONText.make(comparison)
}

/// Renders a comparison for people: what is gone, what is new, and what became of the rest.
///
/// Of the facts those that decided are told, or with `withFacts` all.
public func renderText(
  _ comparison: ReportComparison, withFacts: Bool = false, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  page.line(comparison.sentence, style: .bold)
  page.gap()
  for (name, side) in [("Before", comparison.before), ("After", comparison.after)] {
    page.item(
      Columns.padded(name, to: 6),
      "\(side.generated)  \(side.outcome.rawValue)  padlock \(side.version)")
  }
  if comparison.before.rules != comparison.after.rules {
    page.line("The rules that judged are not the same, so a change may be theirs.")
  }
  let about = comparison.diagnoses + comparison.checks + comparison.facts
  let isOfMany = Set(about.map(\.target)).count > 1
  let facts = withFacts ? comparison.facts : comparison.facts.filter { $0.decides == true }
  if !comparison.targets.isEmpty { page.heading("Targets") }
  for one in comparison.targets { page.change(one, "\(one.title ?? one.name), \(one.name)") }
  page.diagnoses(comparison.diagnoses, isOfMany)
  page.checks(comparison.checks, isOfMany)
  page.symptoms(comparison.symptoms)
  page.certificates(comparison)
  if !facts.isEmpty { page.heading(withFacts ? "Facts" : "Facts that the diagnoses rest on") }
  for one in facts { page.change(one, one.words(isOfMany)) }
  let left = comparison.facts.count - facts.count
  if left > 0 {
    page.gap()
    page.line("\(Count.text(left, facts.isEmpty ? "fact" : "more fact")) changed: see --facts.")
  }
  return page.text
}

/// Renders how much changed, in one line.
public func renderVerdict(
  _ comparison: ReportComparison, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  page.verbatim(comparison.sentence)
  return page.text
}

extension ReportComparison {
  /// Each certificate that changed, once with all its places.
  fileprivate var certificatesByPlaces: [Grouping<[String?], Change>] {
    Grouping.inOrder(certificates) { [$0.title, $0.before, $0.after] }
  }

  /// How the outcome changed, and how much else.
  fileprivate var sentence: String {
    let counts = [
      (targets.count, "target", "targets"), (diagnoses.count, "diagnosis", "diagnoses"),
      (checks.count, "check", "checks"),
      (certificatesByPlaces.count, "certificate", "certificates"),
      (symptoms.count, "symptom", "symptoms"), (facts.count, "fact", "facts"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    if isEmpty { return "Nothing changed." }
    let outcome =
      before.outcome == after.outcome ? "" : "From \(before.outcome) to \(after.outcome). "
    return outcome + "Changed: \(counts.joined(separator: ", "))."
  }
}

extension ReportComparison.Change {
  /// Its title, or its name, and what it is about where that does not say it.
  fileprivate func words(_ isOfMany: Bool) -> String {
    let head = title ?? name
    let about = [subjectName ?? subject, isOfMany ? target : nil].compactMap { $0 }
    return ([head] + about.filter { !head.contains($0) }).joined(separator: ", ")
  }
}

extension TextPage {
  fileprivate mutating func diagnoses(_ changes: [ReportComparison.Change], _ isOfMany: Bool) {
    guard !changes.isEmpty else { return }
    heading("Diagnoses")
    let hidden = ReportComparison.hidden
    let unhidden = changes.filter { $0.before == hidden && $0.after == nil }.count
    for one in changes where one.before != hidden || one.after != nil {
      change(one, one.words(isOfMany), one.name)
    }
    if unhidden > 0 {
      item(
        sign("–", "-"), "\(Count.text(unhidden, "cause")) that another hid: gone",
        indent: 2)
    }
  }

  /// What could not be looked at before, and passes, is told in one line.
  fileprivate mutating func checks(_ changes: [ReportComparison.Change], _ isOfMany: Bool) {
    guard !changes.isEmpty else { return }
    heading("Checks")
    let passed = Check.Result.passed.rawValue
    let new = changes.filter { $0.before == nil && $0.after == passed }
    for one in changes where one.before != nil || one.after != passed {
      change(one, one.words(isOfMany))
    }
    guard !new.isEmpty else { return }
    let words = new.map { $0.words(isOfMany) }.joined(separator: "; ")
    item("+", "new, and passed: \(words)", indent: 2, style: .green)
  }

  /// One message may be that of several symptoms.
  fileprivate mutating func symptoms(_ changes: [ReportComparison.Change]) {
    guard !changes.isEmpty else { return }
    heading("Symptoms")
    for group in Grouping.inOrder(changes, by: { [$0.title, $0.before, $0.after] }) {
      let ids = group.elements.map(\.name).joined(separator: ", ")
      change(group.elements[0], group.elements[0].title ?? "", ids)
    }
  }

  fileprivate mutating func certificates(_ comparison: ReportComparison) {
    guard !comparison.certificates.isEmpty else { return }
    heading("Certificates")
    for group in comparison.certificatesByPlaces {
      var one = group.elements[0]
      let title = one.title ?? ""
      one.before = one.before.map { String($0.trimmingPrefix("\(title), ")) }
      one.after = one.after.map { String($0.trimmingPrefix("\(title), ")) }
      change(one, title, group.elements.map(\.name).joined(separator: ", "))
    }
  }

  /// What changed, on a line of its own where `details` follow, and how.
  fileprivate mutating func change(
    _ change: ReportComparison.Change, _ head: String, _ details: String? = nil
  ) {
    let mark: (String, TextStyle) =
      change.before == nil ? ("+", .green) : change.after == nil ? ("-", .red) : ("~", .yellow)
    let arrow = sign("→", "->")
    let states =
      switch (change.before, change.after) {
      case (let before?, let after?): "\(before) \(arrow) \(after)"
      case (let before?, nil): "\(before) \(arrow) gone"
      case (nil, let after?): "new: \(after)"
      case (nil, nil): ""
      }
    guard let details else {
      return item(mark.0, "\(head): \(states)", indent: 2, style: mark.1)
    }
    item(mark.0, head, indent: 2, style: mark.1)
    line("\(details): \(states)", indent: 4, hanging: 6)
  }
}
