import PadlockModel
import PadlockReaders

/// Whether HTTPS is on, of a product that has a switch for it and no family of options.
struct HTTPSSwitch {
  private static let setting = "https.enabled"

  private let settings: ProductSettings
  private let active: [ReadConfiguration]
  private let isKnown: Bool

  init(_ request: CollectionRequest, _ settings: ProductSettings, _ active: [ReadConfiguration]) {
    self.settings = settings
    self.active = active
    isKnown = request.product.settings.contains { $0.name == Self.setting }
  }

  /// What Spring's StringToBooleanConverter, like others, takes for false.
  static func isOff(_ value: String) -> Bool {
    ["false", "off", "no", "0"].contains(value.lowercased())
  }

  func observations(_ service: SubjectID) -> [Observation] {
    func unknown(_ reason: UnknownReason) -> [Observation] {
      ["https.configured", "https.enabled"].map { .unknown($0, of: service, reason) }
    }
    guard isKnown else { return unknown(.notApplicable) }
    if let gap = settings.gap { return unknown(gap) }
    if settings.unknown[Self.setting] != nil { return unknown(KeystoreNaming.holdsVariable) }
    guard let file = active.first(where: { $0.file.takesSettings }) ?? active.first else {
      return unknown(.offline)
    }
    guard let enabled = settings.values[Self.setting] else {
      let nothing = Evidence(.file, file.path, excerpt: "does not switch HTTPS on")
      return [
        .known("https.configured", of: service, .boolean(false), nothing),
        .absent("https.enabled", of: service, nothing),
      ]
    }
    let isOff = Self.isOff(enabled.value.text)
    let place = Evidence(
      .file, enabled.file, line: enabled.line,
      excerpt: "switches HTTPS \(isOff ? "off" : "on")")
    return [
      .known("https.configured", of: service, .boolean(!isOff), place),
      .known("https.enabled", of: service, .boolean(!isOff), place),
    ]
  }
}
