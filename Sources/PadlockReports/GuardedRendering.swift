public import PadlockModel
public import PadlockRedaction

/// Finished bytes would have held a secret, and were not made.
public struct RedactionRefusal: Error, Sendable, Equatable {
  /// Where the secret was read; the value is nowhere.
  public let source: String
}

extension Report {
  /// The report with every registered secret replaced by its stand-in.
  public func masked(by masker: Masker) -> Report {
    changingOutsideText { masker.maskRegistered($0) }
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
    let masked = report.masked(by: masker)
    let finished = render(masked, options: options)
    // Distinct texts stay distinct, so that the trees and the targets keep their shape.
    var numbers: [String: Int] = [:]
    let bare = report.changingOutsideText { text in
      let number = numbers[text] ?? numbers.count
      numbers[text] = number
      return String(number)
    }
    let skeleton = render(bare, options: options)
    let titles =
      report.diagnoses.flatMap { [$0.title] + $0.remedies.map(\.title) }
      + report.masked.map(\.title) + report.checks.map(\.title)
    switch FinalScan(masker.vault, ownText: ownText + titles).scan(finished, skeleton: skeleton) {
    case .clean: return finished
    case .leak(let source): throw RedactionRefusal(source: source)
    }
  }
}
