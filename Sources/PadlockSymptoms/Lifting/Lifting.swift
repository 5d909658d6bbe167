public import PadlockModel

/// Takes out of pasted text what it says about the target: host, port, product, versions.
///
/// Made once from the rules and then used from any number of threads. Pure; of a text beyond
/// ``mostLines`` the rest is left out.
public struct Lifting: Sendable {
  /// How many lines are looked at.
  public static let mostLines = 20_000
  private static let mostPlaces = 5_000
  private static let mostVersions = 20
  /// Of a line so many bytes are looked at.
  private static let longestLine = 64 << 10

  /// What the lines of a text say, before it is known which of its messages tells most.
  public struct Scan: Sendable {
    fileprivate var places: [Place] = []
    fileprivate var proxies: [(host: String, port: Int?)] = []
    public fileprivate(set) var versions: [Explanation.SoftwareVersion] = []
    /// The product's id.
    public fileprivate(set) var product: String?
    /// How many lines were looked at, where the text has more.
    public fileprivate(set) var cutAt: Int?
    /// How many lines were looked at, those that are equal once.
    public fileprivate(set) var differentLines = 0
  }

  private let symptoms: [String: Symptom]
  private let products: ProductWords
  private let versions: VersionScan

  public init(products: [Product], symptoms: [Symptom]) {
    self.symptoms = Dictionary(symptoms.map { ($0.id, $0) }) { first, _ in first }
    self.products = ProductWords(products)
    versions = VersionScan(symptoms, products: products)
  }

  /// Looks at each different line of a text once.
  public func scan(_ text: String) -> Scan {
    var lines = PlainLines.of(text, most: Self.mostLines + 1, longest: Self.longestLine)
    var scan = Scan()
    if lines.count > Self.mostLines {
      lines.removeLast()
      scan.cutAt = Self.mostLines
    }
    var known: [Substring: [Place]] = [:]
    for (number, line) in lines.enumerated() {
      let isEnough = scan.places.count >= Self.mostPlaces
      if let places = known[line] {
        if !isEnough { scan.places += places.map { $0.moved(to: number) } }
        continue
      }
      let found = isEnough ? nil : PlaceScan(line.utf8, line: number)
      known[line] = found?.places ?? []
      scan.places += found?.places ?? []
      scan.proxies += found?.proxies ?? []
      guard scan.versions.count < Self.mostVersions else { continue }
      for version in versions.versions(in: line) where !scan.versions.contains(version) {
        scan.versions.append(version)
      }
    }
    scan.differentLines = known.count
    scan.product = products.product(in: known.keys.lazy.map { PlainBytes.lowered($0.utf8) })
    return scan
  }

  /// What the whole paste says in which `messages` were recognised, those that tell most first.
  public func lift(_ scan: Scan, messages: [Recognition.Message]) -> Explanation.Lifted {
    let choice = PlaceChoice(
      scan.places + messages.flatMap(named),
      messages: messages.map { ($0.line - 1)..<($0.line - 1 + max(1, $0.lineCount)) },
      proxies: scan.proxies)
    return Explanation.Lifted(
      host: choice.host, port: choice.port, product: scan.product,
      versions: Array(scan.versions.prefix(Self.mostVersions)))
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
