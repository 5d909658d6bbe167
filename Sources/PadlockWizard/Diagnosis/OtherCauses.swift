internal import CellGrid
internal import PadlockModel

extension DiagnosisText {
  /// What else it could have been: still possible, hidden, ruled out and by what.
  var otherCauses: [Paragraph] {
    let sections = [possible, hidden, ruledOut].filter { !$0.isEmpty }
    guard !sections.isEmpty else { return ["No other cause was considered."] }
    return Array(sections.joined(separator: [""]))
  }

  private var report: Report { tree.report }

  private var possible: [Paragraph] {
    let open = report.diagnoses.filter {
      $0.target == diagnosis.target && $0.certainty != .confirmed && $0.rootCause
        && $0.key != diagnosis.key && !diagnosis.causedBy.contains($0.key)
    }
    guard !open.isEmpty else { return [] }
    return [.heading("Not certain, and not ruled out")]
      + open.flatMap { other in
        [
          Paragraph(
            StyledText("\(other.title) (\(other.certainty.rawValue))"),
            mark: StyledText("? ", .warning))
        ]
          + other.toConfirm.map {
            Paragraph(StyledText("\($0.how)  \($0.fact)", .muted), indent: 2)
          }
      }
  }

  private var hidden: [Paragraph] {
    let masked = report.masked.filter { $0.target == diagnosis.target }
    guard !masked.isEmpty else { return [] }
    return [.heading("Hidden, and not judged until what hides it is fixed")]
      + masked.map { other in
        let by =
          other.by == diagnosis.key
          ? "this diagnosis"
          : tree.diagnosis(key: other.by).map { "“\($0.title)”" } ?? other.by
        return Paragraph(
          StyledText(other.title) + StyledText(", hidden by \(by)", .muted),
          mark: StyledText("– ", .muted))
      }
  }

  /// What is ruled out, each cause once for each reason.
  private var ruledOut: [Paragraph] {
    var seen: Set<String> = []
    let lines = report.ruledOut.filter { $0.target == diagnosis.target }
      .flatMap { other -> [Paragraph] in
        let reasons = other.by.map { reason in
          Paragraph(
            StyledText(
              "\(FactSentence(reason.fact, reason.value).text)  \(reason.fact)", .muted), indent: 2)
        }
        let said = reasons.map(\.text.text).joined(separator: "\n")
        guard seen.insert("\(other.id)\n\(said)").inserted else { return [] }
        let title = titles[other.id] ?? other.id
        return [Paragraph(StyledText(title), mark: StyledText("✗ ", .muted))] + reasons
      }
    return lines.isEmpty ? [] : [.heading("Ruled out")] + lines
  }
}
