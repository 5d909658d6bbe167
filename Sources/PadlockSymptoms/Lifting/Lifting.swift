public import PadlockModel

/// Takes out of pasted text what it says about the target: host, port, product, versions.
///
/// Made once from the rules and then used from any number of threads. Pure; of a text beyond
/// 20,000 lines the rest is left out.
public struct Lifting: Sendable {
  private static let mostLines = 20_000
  private static let mostPlaces = 5_000
  private static let mostVersions = 20
  /// Of a line so many bytes are looked at.
  private static let longestLine = 64 << 10

  private let symptoms: [String: Symptom]
  private let products: ProductWords
  private let versions: VersionScan

  public init(products: [Product], symptoms: [Symptom]) {
    self.symptoms = Dictionary(symptoms.map { ($0.id, $0) }) { first, _ in first }
    self.products = ProductWords(products)
    versions = VersionScan(symptoms, products: products)
  }

  /// What the whole paste `text` says, in which `messages` were recognised, those that tell most
  /// first.
  public func lift(
    from text: String, messages: [Recognition.Message]
  ) -> Explanation.Lifted {
    let lines = PlainLines.of(text, most: Self.mostLines, longest: Self.longestLine)
    var places: [Place] = []
    var proxies: [(host: String, port: Int?)] = []
    var found: [Explanation.SoftwareVersion] = []
    for (number, line) in lines.enumerated() where places.count < Self.mostPlaces {
      let scan = PlaceScan(line.utf8, line: number)
      places += scan.places
      proxies += scan.proxies
      for version in versions.versions(in: line)
      where found.count < Self.mostVersions && !found.contains(version) {
        found.append(version)
      }
    }
    for message in messages { places += named(by: message) }
    let choice = PlaceChoice(
      places,
      messages: messages.map { ($0.line - 1)..<($0.line - 1 + max(1, $0.lineCount)) },
      proxies: proxies)
    let product = products.product(
      in: lines.lazy.map { PlainBytes.lowered($0.utf8) })
    return Explanation.Lifted(
      host: choice.host, port: choice.port, product: product, versions: found)
  }

  /// The hosts and ports that the texts of the rules say a message names.
  private func named(by message: Recognition.Message) -> [Place] {
    guard let first = message.readings.first, let symptom = symptoms[first.symptom],
      symptom.texts.indices.contains(first.textIndex)
    else { return [] }
    let values = PlaceholderValues(of: symptom.texts[first.textIndex], in: message.excerpt).values
    let host = values.first { $0.name == "host" && HostShape.isHost($0.value) }?.value
    let port = values.first { $0.name == "port" }.flatMap { Int($0.value) }
    guard host != nil || (port.map { (1...65_535).contains($0) } ?? false) else { return [] }
    return [Place(host: host, port: port, score: 90, line: message.line - 1)]
  }
}
