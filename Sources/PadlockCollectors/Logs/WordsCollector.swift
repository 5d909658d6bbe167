public import PadlockModel
import PadlockSymptoms

/// Recognises symptoms in the user's own words.
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
    guard !request.options.reportedTexts.isEmpty else { return [] }
    let recogniser = Recogniser(symptoms: request.symptoms)
    return request.options.reportedTexts.flatMap { text -> [Observation] in
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
}
