public import PadlockModel

/// Renders `padlock.explain/1`.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ explanation: Explanation) throws(EncodingFailure) -> String {
  try JSONText.make(explanation)
}

/// The most likely cause in one line.
public func renderVerdict(
  _ explanation: Explanation, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  page.verbatim(explanation.verdict)
  return page.text
}

/// Renders what a text says, for people.
public func renderText(
  _ explanation: Explanation, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  page.line(
    explanation.verdict, hanging: 2, style: explanation.matches.isEmpty ? .yellow : .bold)
  if let bytes = explanation.cutAt {
    page.line("Only the first \(Count.text(bytes, "byte")) of the text were looked at.")
  }
  if let lines = explanation.liftedLines {
    page.line("Host, port, product and versions come from the first \(Count.text(lines, "line")).")
  }
  for match in explanation.matches { page.match(match) }
  page.unrecognised(explanation)
  page.lifted(explanation.lifted)
  if let command = explanation.command {
    page.heading("Go on with")
    page.verbatim(command, indent: 2)
  }
  return page.text
}

extension Explanation: Maskable {
  public func changingOutsideText(_ change: (String) -> String) -> Explanation {
    var result = self
    for index in matches.indices { result.matches[index].excerpt = change(matches[index].excerpt) }
    result.unrecognised = unrecognised.map(change)
    result.nearMisses = nearMisses.map { NearMiss(text: change($0.text), known: $0.known) }
    result.lifted.host = lifted.host.map(change)
    result.lifted.versions = lifted.versions.map {
      SoftwareVersion(software: change($0.software), version: change($0.version))
    }
    result.command = command.map(change)
    return result
  }

  fileprivate var verdict: String {
    if let likeliest { return "Most likely: \(likeliest.title) (\(likeliest.id))" }
    if let match = matches.first { return "Recognised: \(match.title) (\(match.symptom))" }
    return "Not known: no message in this text is one that Padlock knows."
  }
}

extension TextPage {
  /// How many causes are listed for people; JSON has them all.
  private static let mostCauses = 6

  fileprivate mutating func match(_ match: Explanation.Match) {
    gap()
    line("“\(match.excerpt)”", hanging: 1, style: .bold)
    line(match.speaker, indent: 2)
    if match.readings.isEmpty {
      line(match.meaning, indent: 2)
      if !match.decidedBy.isEmpty { line("Decided by: \(match.decidedBy)", indent: 2) }
    } else {
      line("These words can mean \(match.readings.count) things:", indent: 2)
      for reading in match.readings {
        item(sign("•", "*"), reading.sentence, indent: 4)
        if !reading.decidedBy.isEmpty { line("Decided by: \(reading.decidedBy)", indent: 6) }
      }
    }
    guard !match.diagnoses.isEmpty else { return }
    line("It can be, the most likely first:", indent: 2)
    for cause in match.diagnoses.prefix(Self.mostCauses) {
      item(sign("•", "*"), "\(cause.title) (\(cause.id))", indent: 4)
    }
    let others = match.diagnoses.count - Self.mostCauses
    if others > 0 { line("and \(others) more, which --format json lists", indent: 6) }
  }

  fileprivate mutating func unrecognised(_ explanation: Explanation) {
    let isKnown = explanation.unrecognised.isEmpty && explanation.nearMisses.isEmpty
    if !isKnown { heading("Not known") }
    for text in explanation.unrecognised { line("“\(text)”", indent: 2, hanging: 3) }
    for miss in explanation.nearMisses {
      line("“\(miss.text)”: did you mean \(miss.known)?", indent: 2, hanging: 3)
    }
    guard !isKnown || explanation.matches.isEmpty else { return }
    heading("What would help")
    for text in Explanation.whatHelps { item(sign("•", "*"), text, indent: 2) }
  }

  fileprivate mutating func lifted(_ lifted: Explanation.Lifted) {
    let words = lifted.words
    guard !words.isEmpty else { return }
    heading("From the text")
    for (name, value) in words { line("\(name): \(value)", indent: 2, hanging: 4) }
  }
}
