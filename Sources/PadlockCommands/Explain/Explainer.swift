import PadlockEngine
import PadlockModel
import PadlockRedaction
import PadlockReports
import PadlockSymptoms

/// Explains pasted text by the rules alone: nothing is opened, asked or read.
///
/// `padlock explain` and the wizard's symptom screen are both this.
struct Explainer: Sendable {
  private let rules: RuleSet
  private let symptoms: [String: Symptom]
  private let titles: [RuleID: String]
  private let recogniser: Recogniser
  private let lifting: Lifting
  private let codes: KnownCodes
  private let engine: Engine

  /// The most messages that the command which continues repeats.
  private static let mostRepeated = 2

  init(_ rules: RuleSet) {
    self.rules = rules
    symptoms = Dictionary(rules.symptoms.map { ($0.id, $0) }) { first, _ in first }
    titles = Dictionary(rules.rules.map { ($0.id, $0.title) }) { first, _ in first }
    recogniser = Recogniser(symptoms: rules.symptoms)
    lifting = Lifting(products: rules.products, symptoms: rules.symptoms)
    codes = KnownCodes(rules.symptoms)
    // No date is known of a text, so the moment does not matter.
    engine = Engine(rules: rules, now: Timestamp(secondsSince1970: 0))
  }

  /// What messages that were given one by one say together, each of them that is not known named.
  func explain(_ texts: [String], cutAt: Int? = nil) -> Explanation {
    // An empty line keeps messages apart.
    let whole = texts.joined(separator: "\n\n")
    guard texts.count > 1 else { return explain(whole, cutAt: cutAt) }
    let unknown = texts.filter { recogniser.messages(in: $0).messages.isEmpty }
    if texts.contains(where: { $0.contains(where: \.isWhitespace) }) {
      return explain(whole, cutAt: cutAt, unknown: unknown)
    }
    // Words of one message that was written without quotes, or codes.
    return explain(
      unknown.count == texts.count ? texts.joined(separator: " ") : whole, cutAt: cutAt,
      unknown: unknown.filter(KnownCodes.isCode))
  }

  /// What `text` says, without secrets; `cutAt` is how much of it was read where there was more, and
  /// `unknown` what of it was given as a message and is not known.
  func explain(_ text: String, cutAt: Int? = nil, unknown: [String] = []) -> Explanation {
    let recognition = recogniser.messages(in: text)
    let found = NearWords(symptoms).ordered(recognition.messages, in: text)
    let scan = lifting.scan(text)
    let ranking = ranking(found, product: scan.product)
    let messages = ordered(found, ranking)
    var unrecognised = recognition.unrecognised
    for message in unknown {
      let line = Recogniser.excerpt(of: message)
      if !line.isEmpty, !unrecognised.contains(line) { unrecognised.append(line) }
    }
    var masker = Masker()
    let explanation = Explanation(
      matches: messages.compactMap { match($0, ranking) },
      lifted: lifting.lift(scan, messages: messages), unrecognised: unrecognised,
      nearMisses: codes.nearMisses(in: text), cutAt: recognition.cutAt ?? cutAt,
      liftedLines: scan.cutAt)
    masker.add(names: [explanation.lifted.host].compactMap { $0 })
    masker.add(quotes: found.flatMap(\.quotes))
    // What one line shows to be a secret is then masked in all of them.
    _ = masker.mask(text, from: "the text")
    var masked = explanation.masked(by: masker)
    masked.command = command(masked)
    return masked
  }

  /// The symptoms that a message may be, the most likely first.
  private func readings(_ message: Recognition.Message) -> [Symptom] {
    message.readings.compactMap { symptoms[$0.symptom] }
  }

  private func ranking(_ messages: [Recognition.Message], product: String?) -> CauseRanking {
    let target = Target(
      id: "text", product: product ?? "", name: product.flatMap(rules.product)?.name ?? "",
      host: "localhost", isOffline: true)
    var findings = Findings(target: target)
    for reading in messages.flatMap(\.readings) {
      findings.add(
        .sighting(
          Sighting(
            symptom: reading.symptom, text: reading.excerpt, software: reading.software,
            side: reading.side, origin: .reported)))
    }
    return CauseRanking(
      messages: messages.map(readings), conclusions: engine.judge(findings).conclusions,
      rules: rules, isProductKnown: product != nil)
  }

  /// The messages that tell most first: those with the likeliest cause, of causes that are alike the
  /// one that the text names first, and of its messages the one that points to it most directly.
  private func ordered(
    _ messages: [Recognition.Message], _ ranking: CauseRanking
  ) -> [Recognition.Message] {
    var firstNamed: [RuleID: Int] = [:]
    return messages.enumerated().map { index, message in
      let meanings = readings(message)
      let likeliest = ranking.ordered(meanings.flatMap(\.diagnoses)).first ?? ""
      let named = firstNamed[likeliest] ?? index
      firstNamed[likeliest] = named
      let place = meanings.first?.diagnoses.firstIndex(of: likeliest) ?? .max
      // What decides between the causes of one message decides nothing between messages.
      let score = (best(meanings, ranking) / (10 * CauseRanking.precedence)).rounded()
      return (message, score, named, place, index)
    }.sorted { ($1.1, $0.2, $0.3, $0.4) < ($0.1, $1.2, $1.3, $1.4) }.map(\.0)
  }

  private func best(_ symptoms: [Symptom], _ ranking: CauseRanking) -> Double {
    symptoms.flatMap(\.diagnoses).map { ranking[$0] }.max() ?? 0
  }

  private func match(
    _ message: Recognition.Message, _ ranking: CauseRanking
  ) -> Explanation.Match? {
    let meanings = readings(message).enumerated()
      .sorted { a, b in
        let (first, second) = (best([a.element], ranking), best([b.element], ranking))
        return first == second ? a.offset < b.offset : first > second
      }.map(\.element)
    guard let likeliest = meanings.first else { return nil }
    var software: [String] = []
    for name in message.readings.flatMap(\.software) where !software.contains(name) {
      software.append(name)
    }
    var diagnoses: [RuleID] = []
    for id in meanings.flatMap(\.diagnoses) where !diagnoses.contains(id) { diagnoses.append(id) }
    let sides = Set(message.readings.map(\.side))
    let accused = Set(meanings.map(\.accuses))
    return Explanation.Match(
      symptom: likeliest.id, title: likeliest.title,
      situations: Set(meanings.map(\.situation)).sorted(), excerpt: message.excerpt,
      line: message.line, software: software,
      side: sides.count == 1 ? sides.first ?? .either : .either,
      accuses: accused.count == 1 ? likeliest.accuses : .either, meaning: likeliest.meaning,
      decidedBy: likeliest.decidedBy,
      readings: meanings.count < 2
        ? []
        : meanings.map { symptom in
          let side = message.readings.first { $0.symptom == symptom.id }?.side ?? .either
          return Explanation.Reading(
            symptom: symptom.id, title: symptom.title, side: side, accuses: symptom.accuses,
            meaning: symptom.meaning, decidedBy: symptom.decidedBy)
        },
      diagnoses: ranking.ordered(diagnoses).map { id in
        Explanation.Cause(id: id, title: titles[id] ?? id)
      })
  }

  /// The diagnosis that goes on from here, with what the text says about the target, in its words.
  private func command(_ explanation: Explanation) -> String? {
    let lifted = explanation.lifted
    var words = ["padlock"]
    if let product = lifted.product { words += ["--product", product] }
    if let host = lifted.host { words += ["--host", host] }
    if let port = lifted.port { words += ["--port", String(port)] }
    guard !explanation.matches.isEmpty || lifted.host != nil else { return nil }
    var said: Set<String> = []
    for match in explanation.matches.prefix(Self.mostRepeated) {
      guard let text = typed(match), said.insert(text).inserted else { continue }
      // What begins with a hyphen would be taken for an option.
      words += text.hasPrefix("-") ? ["--symptom=\(text)"] : ["--symptom", text]
    }
    return words.count > 1 ? words.map(ShellWord.quoted).joined(separator: " ") : nil
  }

  /// The excerpt in characters that can be typed; nil where it then is not recognised as the same.
  private func typed(_ match: Explanation.Match) -> String? {
    let text = String(
      String.UnicodeScalarView(match.excerpt.unicodeScalars.map { Self.isTyped($0) ? $0 : " " })
    ).split(separator: " ").joined(separator: " ")
    if text == match.excerpt { return text }
    let again = recogniser.messages(in: text).messages.flatMap(\.readings)
    return again.contains { $0.symptom == match.symptom } ? text : nil
  }

  /// Whether a character is neither hidden nor stands for one that is.
  private static func isTyped(_ scalar: Unicode.Scalar) -> Bool {
    !VisibleText.isHidden(scalar) && scalar != "\u{FFFD}" && !(0x2400...0x2426 ~= scalar.value)
  }
}
