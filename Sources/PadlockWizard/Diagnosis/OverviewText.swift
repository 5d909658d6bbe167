internal import CellGrid
internal import PadlockModel

/// The pages about the report as a whole: its outcome, its checks and facts, what it does not cover.
enum OverviewText {
  static func paragraphs(_ tab: DiagnosisTab, _ report: Report) -> [Paragraph] {
    switch tab {
    case .checks: report.checks.map(check)
    case .facts: report.facts.map(fact)
    default:
      outcome(report) + ["", .heading("What was checked")] + counts(report.checks)
        + unexplained(report.unexplained) + unchecked(report.unchecked)
    }
  }

  private static func check(_ check: Check) -> Paragraph {
    Paragraph(
      StyledText(check.title, .heading) + StyledText(" \(check.result.rawValue): \(check.detail)"),
      mark: StyledText(glyph(of: check.result) + " ", style(of: check.result)))
  }

  /// The fact, whose it is and what it says.
  private static func fact(_ fact: ReportedFact) -> Paragraph {
    let owner = fact.subject.map { StyledText(" \($0)", .muted) } ?? ""
    let link = fact.evidence.lazy.compactMap { FilePlace($0, of: fact.target) }.first
    let value: StyledText =
      switch fact.state {
      case .value(let value): StyledText(value.description)
      case .absent: StyledText("absent", .muted)
      case .unknown(let reason): StyledText("not known: \(reason)", .muted)
      }
    return Paragraph(
      StyledText(fact.name.rawValue, .accent) + owner + "  " + value, link: link)
  }

  private static func outcome(_ report: Report) -> [Paragraph] {
    switch report.outcome {
    case .problems:
      let errors = report.diagnoses.count { $0.severity == .error && $0.certainty != .possible }
      return [
        .heading("Problems were found"), "",
        errors == 1
          ? "One error is confirmed or likely." : "\(errors) errors are confirmed or likely.",
      ]
    case .healthy:
      let others = report.diagnoses.count
      return [
        .heading("Healthy"), "",
        Paragraph(StyledText(remarks(others))),
      ]
    case .inconclusive:
      let isPossible = report.diagnoses.contains {
        $0.severity == .error && $0.certainty == .possible
      }
      return [
        .heading("Inconclusive"), "",
        isPossible
          ? "An error is possible, and what was seen does not decide it."
          : "Too little could be seen to tell whether anything is wrong.",
      ]
    }
  }

  private static func remarks(_ count: Int) -> String {
    switch count {
    case 0: "Nothing is wrong with what was checked."
    case 1: "No error was found; one remark stands beside it."
    default: "No error was found; \(count) remarks stand beside it."
    }
  }

  private static func counts(_ checks: [Check]) -> [Paragraph] {
    guard !checks.isEmpty else { return ["Nothing was checked."] }
    return Check.Result.allCases.compactMap { result in
      let count = checks.count { $0.result == result }
      guard count > 0 else { return nil }
      return "\(count) \(result.rawValue)"
    }
  }

  private static func unexplained(_ symptoms: [ReportedSymptom]) -> [Paragraph] {
    guard !symptoms.isEmpty else { return [] }
    return ["", .heading("Seen, and not explained by any diagnosis")]
      + symptoms.flatMap { symptom -> [Paragraph] in
        let place = symptom.source.map { source in
          symptom.line.map { "\(source):\($0)" } ?? source
        }
        return [
          Paragraph(StyledText("“\(symptom.text)”"), mark: StyledText("? ", .warning)),
          Paragraph(StyledText(place ?? symptom.origin.rawValue, .muted), indent: 2),
        ]
      }
  }

  private static func unchecked(_ unchecked: [Unchecked]) -> [Paragraph] {
    guard !unchecked.isEmpty else { return [] }
    return ["", .heading("Not checked, and how it could be")]
      + unchecked.flatMap { open in
        [
          Paragraph(StyledText("\(open.what): \(open.why)"), mark: StyledText("– ", .muted)),
          Paragraph(StyledText(open.how, .muted), indent: 2),
        ]
      }
  }
}

/// The sign of a result, which stands beside its word.
func glyph(of result: Check.Result) -> String {
  switch result {
  case .passed: "✓"
  case .failed: "✗"
  case .warned: "!"
  case .notice: "i"
  case .skipped: "–"
  case .unknown: "?"
  }
}

func style(of result: Check.Result) -> Style {
  switch result {
  case .skipped, .unknown: .muted
  case .passed: .good
  case .failed: .bad
  case .warned: .warning
  case .notice: .accent
  }
}
