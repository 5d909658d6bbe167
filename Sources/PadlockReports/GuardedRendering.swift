public import PadlockModel
public import PadlockRedaction

/// Finished bytes would have held a secret, and were not made.
public struct RedactionRefusal: Error, Sendable, Equatable {
  /// Where the secret was read; the value is nowhere.
  public let source: String
}

extension Report {
  /// The report with every registered secret, and everything that has the shape of one, replaced
  /// by its stand-in.
  public func masked(by masker: Masker) -> Report {
    var learned = masker
    // What only one text shows to be a secret is then masked in all of them.
    _ = changingOutsideText { learned.mask($0, from: "what is shown") }
    let left = FinalScan(learned.vault)
    return changingOutsideText { text in
      let masked = learned.mask(text, from: "what is shown")
      // Half escaped, as an address or a stack trace may hold it: nothing of that text is shown.
      return left.scan(masked) == .clean ? masked : Masker.standIn(0)
    }
  }
}

extension ReportFormat {
  /// Renders a report from which no secret leaves: masked first, then scanned as finished bytes.
  ///
  /// `ownText` is the text of the rules, in which a password may stand by chance.
  /// - Throws: `RedactionRefusal` where a secret is left all the same.
  public func renderGuarded(
    _ report: Report, masker: Masker, ownText: [String] = [], options: TextOptions = TextOptions()
  ) throws(RedactionRefusal) -> String {
    try report.guarded(masker: masker, ownText: ownText) { render($0, options: options) }
  }
}

/// Renders the verdict alone, as carefully as a whole report.
///
/// - Throws: `RedactionRefusal` where a secret would be in it.
public func renderGuardedVerdict(
  _ report: Report, masker: Masker, ownText: [String] = [], options: TextOptions = TextOptions()
) throws(RedactionRefusal) -> String {
  try report.guarded(masker: masker, ownText: ownText) { renderVerdict($0, options: options) }
}

extension Report {
  fileprivate func guarded(
    masker: Masker, ownText: [String], _ render: (Report) -> String
  ) throws(RedactionRefusal) -> String {
    let finished = render(masked(by: masker))
    // Distinct texts stay distinct, so that the trees and the targets keep their shape.
    var numbers: [String: Int] = [:]
    let bare = changingOutsideText { text in
      let number = numbers[text] ?? numbers.count
      numbers[text] = number
      return String(number)
    }
    let skeleton = render(bare)
    let titles =
      diagnoses.flatMap { [$0.title] + $0.remedies.map(\.title) } + self.masked.map(\.title)
    switch FinalScan(masker.vault, ownText: ownText + titles).scan(finished, skeleton: skeleton) {
    case .clean: return finished
    case .leak(let source): throw RedactionRefusal(source: source)
    }
  }
}
