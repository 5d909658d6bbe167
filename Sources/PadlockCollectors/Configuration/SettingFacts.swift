import PadlockModel
import PadlockReaders

/// Turns the settings that a product names, except secret ones, into facts of its service.
struct SettingFacts {
  private let request: CollectionRequest
  private let settings: ProductSettings
  private let active: [ReadConfiguration]

  /// The families of facts that this yields.
  static let offered: [FactName] = SettingFact.Aspect.allCases.map {
    SettingFact($0, of: "name").name.offered
  }

  init(_ request: CollectionRequest, _ settings: ProductSettings, _ active: [ReadConfiguration]) {
    self.request = request
    self.settings = settings
    self.active = active
  }

  func observations(_ service: SubjectID) -> [Observation] {
    let written = written()
    return request.product.settings.filter { !$0.isSecret }.flatMap { definition in
      SettingFact.Aspect.allCases.map { aspect in
        let key = FactKey(SettingFact(aspect, of: definition.name).name, service)
        return .fact(key, state(aspect, of: definition, written[definition.name] ?? []))
      }
    }
  }

  private typealias Written = (value: String, isKnown: Bool, place: Evidence)

  /// Every place where the active files hold a setting, in their order, also where another counts.
  private func written() -> [String: [Written]] {
    let reading = ConfigurationReading(product: request.product)
    var written: [String: [Written]] = [:]
    for file in active {
      for setting in file.document.settings {
        guard let definition = reading.definition(of: reading.name(of: setting)),
          !definition.isSecret
        else { continue }
        let place = Evidence(
          .file, file.path(of: setting), line: setting.line,
          excerpt: ProductSettings.shown(setting, isSecret: false))
        written[definition.name, default: []].append((setting.value.text, setting.isKnown, place))
      }
    }
    return written
  }

  private func state(
    _ aspect: SettingFact.Aspect, of definition: SettingDefinition, _ written: [Written]
  ) -> FactState {
    if let gap = settings.gap { return .unknown(gap) }
    if active.isEmpty, settings.values[definition.name] == nil { return .unknown(unread) }
    let places = written.map(\.place)
    switch aspect {
    case .value:
      if settings.unknown[definition.name] != nil {
        return .unknown(KeystoreNaming.holdsVariable)
      }
      guard let setting = settings.values[definition.name] else {
        // Each section may say something else.
        if request.product.sections != nil, !written.isEmpty { return .unknown(.notApplicable) }
        return .absent(evidence: nothing(definition))
      }
      let excerpt = setting.isDefault ? "not set; the product's default counts" : nil
      let place = places.first { $0.source == setting.file && $0.line == setting.line }
      return .known(
        .text(setting.value.text),
        evidence: [
          place ?? Evidence(.file, setting.file, line: setting.line, excerpt: excerpt ?? "set")
        ])
    case .values:
      if written.isEmpty { return .absent(evidence: nothing(definition)) }
      if written.contains(where: { !$0.isKnown }) {
        return .unknown(KeystoreNaming.holdsVariable)
      }
      return .known(.list(written.map(\.value)), evidence: places)
    case .count:
      return .known(
        .integer(written.count), evidence: written.isEmpty ? nothing(definition) : places)
    }
  }

  private var unread: UnknownReason { request.installation == nil ? .notApplicable : .offline }

  private func nothing(_ definition: SettingDefinition) -> [Evidence] {
    let file = active.first { $0.file.takesSettings } ?? active.first
    let keys = definition.keys.joined(separator: ", ")
    return file.map { [Evidence(.file, $0.path, excerpt: "does not set \(keys)")] } ?? []
  }
}
