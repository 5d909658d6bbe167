import PadlockModel
import PadlockReaders

/// Says for each of the product's settings where it stands, or where it would be written.
struct SettingPlaces {
  let observations: [Observation]

  init(_ product: Product, _ active: [ReadConfiguration], _ settings: ProductSettings) {
    let reading = ConfigurationReading(product: product)
    observations = product.settings.compactMap { definition in
      Self.place(definition, active, settings, reading).map { .setting($0) }
    }
  }

  private static func place(
    _ definition: SettingDefinition, _ active: [ReadConfiguration], _ settings: ProductSettings,
    _ reading: ConfigurationReading
  ) -> SettingPlace? {
    let keys = definition.keys.map(reading.canonical)
    if let present = settings.values[definition.name],
      let file = active.first(where: { $0.path == present.file }),
      let setting = file.document.settings.first(where: {
        $0.isEffective && $0.line == present.line && keys.contains(reading.canonical($0.key))
      })
    {
      return SettingPlace(
        setting: definition.name, file: file.path, line: setting.line,
        before: ProductSettings.shown(setting, isSecret: definition.isSecret),
        pattern: pattern(setting.key, setting.source))
    }
    guard let file = active.first(where: { $0.file.takesSettings }), let key = definition.keys.first
    else { return nil }
    return SettingPlace(
      setting: definition.name, file: file.path, line: nil, before: nil,
      pattern: newPattern(key, in: file))
  }

  private static func pattern(_ key: String, _ source: Setting.Source) -> String {
    switch source {
    case .argument: "--\(key)={value}"
    case .systemProperty: "-D\(key)={value}"
    case .environment, .property: "\(key)={value}"
    case .attribute, .element: XMLPlace(key).written("{value}")
    }
  }

  /// How a new setting is written: an option of the launch line, or the next number of the series.
  private static func newPattern(_ key: String, in file: ReadConfiguration) -> String {
    switch file.file.reader {
    case .launchLine: return "--\(key)={value}"
    case .environment: return "export \(key)={value}"
    case .javaProperties: return "\(key)={value}"
    case .yaml: return "\(key): {value}"
    case .xml:
      let place = XMLPlace(key)
      return place.attribute == nil
        ? place.written("{value}") : "<\(place.element) \(place.written("{value}")) …>"
    case .javaServiceWrapper:
      let series = (file.file.markers.first ?? "wrapper.java.additional") + "."
      let numbers = file.document.settings.compactMap {
        $0.key.hasPrefix(series) ? Int($0.key.dropFirst(series.count)) : nil
      }
      return "\(series)\((numbers.max() ?? 0) + 1) = -D\(key)={value}"
    }
  }
}

/// Where a key of an XML file stands in it: `service-gateway@port`.
struct XMLPlace {
  let element: String
  let attribute: String?

  init(_ key: String) {
    let halves = key.split(separator: "@", maxSplits: 1)
    element = halves.first?.split(separator: "/").last.map(String.init) ?? key
    attribute = halves.count == 2 ? String(halves[1]) : nil
  }

  /// The attribute, or the whole element, with this value.
  func written(_ value: String) -> String {
    attribute.map { "\($0)=\"\(value)\"" } ?? "<\(element)>\(value)</\(element)>"
  }
}
