public import PadlockModel

/// Renders the report as JUnit XML, the form that build servers read (testmoapp/junitxml).
///
/// Every rule that was judged is a test case: ruled out is passed, an error that is confirmed or
/// likely has failed, and what is possible, hidden or was not looked at is skipped. Warnings and
/// notices pass and say so in `system-out`. An inconclusive run has one case in error, for a run
/// that could not tell is not a green one.
public func renderJUnit(_ report: Report) -> String {
  let names = ReportNames(report)
  var suites = report.targetsByRank.map { target in
    Suite(
      "\(target.name), \(Verdict.place(target))",
      cases: cases(report, names) { $0 == target.id })
  }
  let known = Set(report.targets.map(\.id))
  let others = cases(report, names) { !known.contains($0) }
  if !others.isEmpty { suites.append(Suite("Other targets", cases: others)) }
  let run = Suite("The run", cases: runCases(report))
  if !run.cases.isEmpty { suites.append(run) }
  let time = report.generated.description
  let all = suites.flatMap(\.cases)
  return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="Padlock"\(counts(all))>
    \(suites.map { $0.xml(at: time) }.joined(separator: "\n"))
    </testsuites>

    """
}

private struct Case {
  enum Result {
    case passed(note: String?)
    case failure(type: String, message: String, details: String)
    case error(String)
    case skipped(String)
  }
  var group: String
  var name: String
  var result: Result
}

private struct Suite {
  let name: String
  let cases: [Case]

  init(_ name: String, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  func xml(at time: String) -> String {
    let lines = cases.map { one in
      let head =
        "    <testcase classname=\"\(XMLText.escaped(one.group))\" "
        + "name=\"\(XMLText.escaped(one.name))\" time=\"0\""
      guard let inner = one.result.xml else { return head + "/>" }
      return "\(head)>\n\(inner)\n    </testcase>"
    }
    return """
        <testsuite name="\(XMLText.escaped(name))" timestamp="\(time.prefix(19))" time="0"\
      \(counts(cases))>
      \(lines.joined(separator: "\n"))
        </testsuite>
      """
  }
}

extension Case.Result {
  fileprivate var xml: String? {
    switch self {
    case .passed(nil): nil
    case .passed(let note?):
      "      <system-out>\(XMLText.escapedLines(note))</system-out>"
    case .failure(let type, let message, let details):
      "      <failure type=\"\(XMLText.escaped(type))\" message=\"\(XMLText.escaped(message))\">"
        + XMLText.escapedLines(details) + "</failure>"
    case .error(let why):
      "      <error type=\"inconclusive\" message=\"\(XMLText.escaped(why))\"/>"
    case .skipped(let why): "      <skipped message=\"\(XMLText.escaped(why))\"/>"
    }
  }
}

private func counts(_ cases: [Case]) -> String {
  var (failures, errors, skipped) = (0, 0, 0)
  for one in cases {
    switch one.result {
    case .passed: break
    case .failure: failures += 1
    case .error: errors += 1
    case .skipped: skipped += 1
    }
  }
  return
    " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
}

private func cases(
  _ report: Report, _ names: ReportNames, _ isOwn: (String) -> Bool
) -> [Case] {
  func name(_ title: String, _ subject: String?) -> String {
    title + (subject.map { " (\(names.name($0)))" } ?? "")
  }
  let diagnosed = report.diagnoses.filter { isOwn($0.target) }.sorted { $0.rank < $1.rank }.map {
    one in
    let kind = "\(one.severity.rawValue), \(one.certainty.rawValue)"
    let result: Case.Result =
      switch (one.severity, one.certainty) {
      case (.error, .possible):
        .skipped("possible: " + one.toConfirm.map(\.how).joined(separator: " "))
      case (.error, _): .failure(type: kind, message: one.title, details: details(one))
      case (.warning, _), (.notice, _): .passed(note: "\(kind): \(details(one))")
      }
    return Case(group: one.id, name: name(one.title, one.subject), result: result)
  }
  let masked = report.masked.filter { isOwn($0.target) }.map { one in
    Case(
      group: one.id, name: name(one.title, one.subject),
      result: .skipped("hidden by \(names.name(one.by))"))
  }
  let ruledOut = report.ruledOut.filter { isOwn($0.target) }.map { one in
    Case(group: one.id, name: name(one.id, one.subject), result: .passed(note: nil))
  }
  return diagnosed + masked + ruledOut
}

/// What the whole run could not tell.
private func runCases(_ report: Report) -> [Case] {
  let outcome =
    report.outcome == .inconclusive
    ? [Case(group: "padlock", name: "outcome", result: .error(Verdict(report).sentence))] : []
  return outcome
    + report.unchecked.map { one in
      let how = one.how.isEmpty ? "" : "; \(one.how)"
      return Case(group: "unchecked", name: one.what, result: .skipped("\(one.why)\(how)"))
    }
}

/// The summary, the evidence and the steps, a line each.
private func details(_ one: Diagnosis) -> String {
  let evidence = one.evidence.map { evidence in
    let place = evidence.line.map { "\(evidence.source):\($0)" } ?? evidence.source
    return "\(evidence.kind.rawValue)  \(place)  \(flat(evidence.excerpt))"
  }
  let steps = one.remedies.flatMap { remedy in
    ["Fix: \(remedy.title)"]
      + remedy.steps.flatMap { step in
        ["- \(step.words)", step.command, step.ownRestart].compactMap { $0 }.map(flat)
      }
  }
  return ([flat(one.summary)] + evidence + steps).joined(separator: "\n")
}

/// One line; what else a text brings along shows as pictures.
private func flat(_ text: String) -> String { text.replacing("\n", with: " ") }
