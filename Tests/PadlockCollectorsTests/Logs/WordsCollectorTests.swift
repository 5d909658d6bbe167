import PadlockModel
import Testing

@testable import PadlockCollectors

/// What the user saw: told as they said it, or as they chose it.
@Suite struct WordsCollectorTests {
  private static let refused = Symptom(
    id: "refused", title: "Connection refused", meaning: "-",
    texts: [
      SymptomText(text: "ERR_CONNECTION_REFUSED", software: ["Chrome"], side: .client),
      SymptomText(text: "Connection refused", software: ["curl"], side: .client),
    ], diagnoses: [])

  private func sightings(_ adjust: (inout RunOptions) -> Void) async -> [Sighting] {
    let request = TestProduct.request(
      files: TargetFiles.tree("/nowhere"), symptoms: [Self.refused], adjust)
    let observations = await WordsCollector().collect(
      request, knowing: Findings(target: request.target))
    return observations.compactMap { if case .sighting(let seen) = $0 { seen } else { nil } }
  }

  @Test func `words are quoted`() async {
    let seen = await sightings { $0.reportedTexts = ["curl: (7) Connection refused"] }
    #expect(seen.map(\.symptom) == ["refused"])
    #expect(seen.map(\.text) == ["curl: (7) Connection refused"])
  }

  @Test func `a symptom that was chosen is told as chosen, in none of its texts`() async {
    let seen = await sightings { $0.chosenSymptom = "refused" }
    #expect(
      seen == [
        Sighting(
          symptom: "refused", text: "chosen: Connection refused", side: .client,
          origin: .reported)
      ])
    #expect(await sightings { $0.chosenSymptom = "never heard of" }.isEmpty)
  }
}
