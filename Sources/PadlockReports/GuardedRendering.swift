public import PadlockModel
public import PadlockRedaction

/// Finished bytes would have held a secret, and were not made.
public struct RedactionRefusal: Error, Sendable, Equatable {
  /// Where the secret was read; the value is nowhere.
  public let source: String

  public init(source: String) { self.source = source }
}

/// A value that is shown and holds texts from outside.
public protocol Maskable: Sendable {
  /// The value with `change` applied to all text that may come from outside, always in one order.
  func changingOutsideText(_ change: (String) -> String) -> Self

  /// The value with `change` applied to ids and names that collectors take from us.
  func changingNames(_ change: (String) -> String) -> Self
}

extension Maskable {
  public func changingNames(_ change: (String) -> String) -> Self { self }

  /// The value with every registered secret, and everything that has the shape of one, replaced by
  /// its stand-in.
  public func masked(by masker: Masker) -> Self {
    var texts: [String] = []
    _ = changingOutsideText { text in
      texts.append(text)
      return text
    }
    var learned = masker
    var masked = learned.mask(together: texts, from: "what is shown").makeIterator()
    return changingOutsideText { _ in masked.next() ?? Masker.standIn(0) }
  }

  /// What `render` makes of the masked value, scanned as finished bytes.
  ///
  /// `ownText` is constant text, in which a password may stand by chance.
  /// - Throws: `RedactionRefusal` where a secret is left all the same, and what `render` throws.
  public func guarded(
    by masker: Masker, ownText: [String] = [], _ render: (Self) throws -> String
  ) throws -> String {
    let finished = try render(masked(by: masker))
    let scan = masker.scan.excusing(ownText)
    switch scan.scan(finished, skeleton: try render(bare)) {
    case .clean: return finished
    case .leak(let source): throw RedactionRefusal(source: source)
    }
  }

  /// The value without anything from outside: what is left is our own text.
  ///
  /// Distinct texts stay distinct, so that trees and targets keep their shape. A name of ours that
  /// holds a secret is no longer ours.
  private var bare: Self {
    var numbers: [String: Int] = [:]
    func number(_ text: String) -> String {
      let number = numbers[text] ?? numbers.count
      numbers[text] = number
      return String(number)
    }
    return changingOutsideText(number).changingNames(number)
  }
}

extension ReportFormat {
  /// Renders a report from which no secret leaves: masked first, then scanned as finished bytes.
  ///
  /// `ownText` is the text of the rules, in which a password may stand by chance.
  /// - Throws: `RedactionRefusal` where a secret is left all the same, and `EncodingFailure`.
  public func renderGuarded(
    _ report: Report, masker: Masker, ownText: [String] = [], options: TextOptions = TextOptions()
  ) throws -> String {
    try report.guarded(by: masker, ownText: ownText + report.titles) {
      try render($0, options: options)
    }
  }
}

/// Renders the verdict alone, as carefully as a whole report.
///
/// - Throws: `RedactionRefusal` where a secret would be in it.
public func renderGuardedVerdict(
  _ report: Report, masker: Masker, ownText: [String] = [], options: TextOptions = TextOptions()
) throws -> String {
  try report.guarded(by: masker, ownText: ownText + report.titles) {
    renderVerdict($0, options: options)
  }
}

extension Report {
  /// The titles of rules and remedies in it.
  fileprivate var titles: [String] {
    diagnoses.flatMap { [$0.title] + $0.remedies.map(\.title) } + masked.map(\.title)
  }
}
