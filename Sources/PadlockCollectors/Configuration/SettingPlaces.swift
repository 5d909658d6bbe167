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
    if let present = settings.values[definition.name],
      let file = active.first(where: { $0.path == present.file }),
      let setting = file.document.settings.first(where: {
        $0.isEffective && $0.line == present.line
          && reading.definition(of: reading.canonical($0.key)) == definition
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

  static func pattern(_ key: String, _ source: Setting.Source) -> String {
    switch source {
    case .argument: "--\(key)={value}"
    case .systemProperty: "-D\(key)={value}"
    case .environment, .property: "\(key)={value}"
    case .attribute, .element: XMLPlace(key).written("{value}")
    case .directive: DirectivePlace(key).written("{value}")
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
    case .nginx: return DirectivePlace(key).written("{value}")
    case .javaServiceWrapper:
      let series = (file.file.markers.first ?? "wrapper.java.additional") + "."
      let numbers = file.document.settings.compactMap {
        $0.key.hasPrefix(series) ? Int($0.key.dropFirst(series.count)) : nil
      }
      return "\(series)\((numbers.max() ?? 0) + 1) = -D\(key)={value}"
    }
  }
}

/// Where a key of a file with directives stands in it: `http/server/ssl_certificate`.
struct DirectivePlace {
  let name: String

  init(_ key: String) {
    name = key.prefix { $0 != "@" }.split(separator: "/").last.map(String.init) ?? key
  }

  /// The whole directive with this value.
  func written(_ value: String) -> String { "\(name) \(value);" }
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

  /// The attribute, or the whole element, with this value; of an empty one the start alone.
  func written(_ value: String) -> String {
    if let attribute { return "\(attribute)=\"\(value)\"" }
    return value.isEmpty ? "<\(element) …>" : "<\(element)>\(value)</\(element)>"
  }
}
