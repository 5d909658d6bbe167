import PadlockModel
import PadlockReaders

/// The settings that a product goes by, from all its active files together.
struct ProductSettings: Sendable {
  /// By Padlock's name, such as `keystore.path`.
  let values: [String: EffectiveSetting]
  /// Every effective option of the HTTPS family: canonical name, as written, and place.
  let options: [(name: String, written: String, place: Evidence)]
  /// Options that look like HTTPS options and are none.
  let misspelled: [(written: String, meant: String, place: Evidence)]

  /// Combines the active files, of which the first win.
  init(_ files: [ReadConfiguration], _ reading: ConfigurationReading) {
    var values: [String: EffectiveSetting] = [:]
    var options: [(name: String, written: String, place: Evidence)] = []
    var misspelled: [(written: String, meant: String, place: Evidence)] = []
    for file in files {
      // Arguments win over system properties, and those over the environment (Spring Boot).
      let effective = file.document.settings.filter(\.isEffective).sorted {
        Self.precedence($0.source) < Self.precedence($1.source)
      }
      for setting in effective {
        let name = reading.canonical(setting.key)
        let definition = reading.product.settings.first {
          $0.keys.map(reading.canonical).contains(name)
        }
        let misspelling = reading.misspelling(of: name)
        let isSecret =
          definition?.isSecret
          ?? (Self.looksSecret(name) || misspelling.map(Self.looksSecret) ?? false)
        let place = Evidence(
          .file, file.path, line: setting.line,
          excerpt: Self.shown(setting, isSecret: isSecret))
        if let definition, values[definition.name] == nil, setting.isKnown {
          values[definition.name] = EffectiveSetting(
            value: setting.value, file: file.path, line: setting.line)
        }
        if let meant = misspelling {
          misspelled.append((setting.key, meant, place))
        } else if reading.isOption(name) {
          options.append((name, setting.key, place))
        }
      }
    }
    self.values = values
    self.options = options
    self.misspelled = misspelled
  }

  private static func precedence(_ source: Setting.Source) -> Int {
    switch source {
    case .argument: 0
    case .systemProperty: 1
    case .environment: 2
    case .property: 3
    }
  }

  private static func looksSecret(_ name: String) -> Bool {
    ["password", "secret", "token", "key-pass"].contains { name.lowercased().contains($0) }
  }

  /// The setting as it is written, a secret value replaced.
  static func shown(_ setting: Setting, isSecret: Bool) -> String {
    let value = isSecret ? "<secret>" : setting.value.text
    return switch setting.source {
    case .argument: "--\(setting.key)=\(value)"
    case .systemProperty: "-D\(setting.key)=\(value)"
    case .environment, .property: "\(setting.key)=\(value)"
    }
  }
}
