public import PadlockModel
import PadlockSymptoms

/// Recognises symptoms in the user's own words, and takes one that was chosen as what it is.
public struct WordsCollector: Collector {
  public init() {}

  public let title = "Recognise what was reported"
  public let how = "Say what you saw with --symptom."
  public let offer = CollectorOffer(
    id: "words",
    provides: ["symptoms.reported", "symptoms.current", "symptoms.client", "symptoms.server"],
    needs: [], cost: .instant)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let chosen = Self.chosen(request)
    guard !request.options.reportedTexts.isEmpty else { return chosen }
    let recogniser = Recogniser(symptoms: request.symptoms)
    return chosen
      + request.options.reportedTexts.flatMap { text -> [Observation] in
        let matches = recogniser.recognise(text: text)
        guard !matches.isEmpty else {
          return [
            .unchecked(
              Unchecked(
                what: "the reported text \"\(text.prefix(80))\"", why: "no known message is in it",
                how: "give the exact message, as the program prints it"))
          ]
        }
        return matches.map { match in
          .sighting(
            Sighting(
              symptom: match.symptom, text: match.excerpt, software: match.software,
              side: match.side, origin: .reported))
        }
      }
  }

  /// A choice is told as a choice: nobody said any of the texts by which it is recognised.
  private static func chosen(_ request: CollectionRequest) -> [Observation] {
    guard let id = request.options.chosenSymptom,
      let symptom = request.symptoms.first(where: { $0.id == id })
    else { return [] }
    let sides = Set(symptom.texts.map(\.side))
    let side = sides.count == 1 ? sides.first : nil
    return [
      .sighting(
        Sighting(
          symptom: id, text: "chosen: \(symptom.title)", side: side ?? .either,
          origin: .reported))
    ]
  }
}
