import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockReports

/// Renders values from which no secret leaves, and says who is to blame where one would have.
struct ReportGuard: Sendable {
  let masker: Masker
  /// Constant text, in which a password may stand by chance.
  let ownText: [String]
  /// What was observed, by collector.
  private var observed: [String: [Observation]] = [:]

  /// `rules` judged what is rendered, and `inquiries` observed it.
  init(_ masker: Masker, _ rules: RuleSet? = nil, _ inquiries: [Inquiry] = []) {
    self.masker = masker
    ownText = rules.map(Self.ownText) ?? []
    for inquiry in inquiries { observed.merge(inquiry.observed) { $0 + $1 } }
  }

  /// - Throws: `CommandFailure` 70 where a secret would be left, or JSON cannot hold a value.
  func text(
    _ report: Report, as format: ReportFormat, _ options: TextOptions
  ) throws(CommandFailure) -> String {
    try guarded {
      try format.renderGuarded(report, masker: masker, ownText: ownText, options: options)
    }
  }

  /// The verdict alone.
  ///
  /// - Throws: `CommandFailure` 70 where a secret would be left.
  func verdict(_ report: Report, _ options: TextOptions) throws(CommandFailure) -> String {
    try guarded {
      try renderGuardedVerdict(report, masker: masker, ownText: ownText, options: options)
    }
  }

  /// Any other value that is shown.
  ///
  /// - Throws: `CommandFailure` 70 where a secret would be left, or JSON cannot hold a value.
  func text<Value: Maskable>(
    _ value: Value, _ render: (Value) throws -> String
  ) throws(CommandFailure) -> String {
    try guarded { try value.guarded(by: masker, ownText: ownText, render) }
  }

  /// A finished text that is rendered from no such value.
  ///
  /// - Throws: `CommandFailure` 70 where a secret is left in it.
  func checked(_ text: String) throws(CommandFailure) -> String {
    try guarded {
      if case .leak(let source) = masker.scan.excusing(ownText).scan(text) {
        throw RedactionRefusal(source: source)
      }
      return text
    }
  }

  private func guarded(_ render: () throws -> String) throws(CommandFailure) -> String {
    do {
      return try render()
    } catch let refusal as RedactionRefusal {
      let names = collectors(holdingWhatWasReadFrom: refusal.source)
      let culprits = names.map { ", which the collector “\($0)” passed on," }.joined()
      throw .bug(
        "the result would have held a secret read from \(refusal.source)\(culprits) and was not "
          + "written; this is a bug in Padlock")
    } catch {
      let place = (error as? EncodingFailure)?.place ?? ""
      throw .bug(
        "the result could not be written as JSON\(place.isEmpty ? "" : " at \(place)"); "
          + "this is a bug in Padlock")
    }
  }

  /// The collectors whose observations hold a secret with this source, in whatever form.
  private func collectors(holdingWhatWasReadFrom source: String) -> [String] {
    let scan = masker.scan.excusing(ownText)
    return observed.keys.sorted().filter { id in
      observed[id]?.contains { scan.scan(String(reflecting: $0)) == .leak(source: source) } ?? false
    }
  }

  /// The text of rules, products and facts.
  static func ownText(of rules: RuleSet) -> [String] {
    var text = rules.articles.map(\.title) + CollectorCatalogue.allCases.map(\.rawValue)
    text += FactCatalogue.all.map(\.name.rawValue)
    for rule in rules.rules {
      text += [rule.title, rule.summary.source]
      for step in rule.remedies.flatMap(\.steps) {
        text += [step.instruction, step.command].compactMap { $0?.source }
      }
    }
    for symptom in rules.symptoms { text += [symptom.id] + symptom.texts.flatMap(\.software) }
    for question in rules.questions {
      text += [question.asks] + question.choices.flatMap { [$0.label, $0.value] }
    }
    for product in rules.products {
      text.append(product.name)
      text += product.settings.flatMap(\.keys)
    }
    return text
  }
}
