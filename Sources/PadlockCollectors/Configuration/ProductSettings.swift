import PadlockModel
import PadlockReaders

/// The settings that a product goes by, from all its active files together.
struct ProductSettings: Sendable {
  /// By Padlock's name, such as `keystore.path`.
  let values: [String: EffectiveSetting]
  /// Settings that are set to a value which holds a variable unknown here.
  let unknown: [String: Evidence]
  /// Every effective option of the HTTPS family: canonical name, as written, and place.
  let options: [(name: String, written: String, place: Evidence)]
  /// Options that look like HTTPS options and are none.
  let misspelled: [(written: String, meant: String, place: Evidence)]
  /// Why a setting that no file has may be set all the same; nil where every file was read.
  ///
  /// Only then a product's own default counts.
  let gap: UnknownReason?

  /// Combines the active files, of which the first win.
  ///
  /// - Parameters:
  ///   - files: the active files that were read.
  ///   - reading: how the product's files are read.
  ///   - unseen: an active file that could not be read.
  ///   - isInstalled: whether the product is there, whose built-in paths then lead to its own files
  ///     and not to those that this machine happens to have.
  init(
    _ files: [ReadConfiguration], _ reading: ConfigurationReading, unseen: String? = nil,
    isInstalled: Bool = true
  ) {
    let gap =
      unseen.map { UnknownReason.failed("\($0) could not be read") }
      ?? files.lazy.compactMap(\.malformation).first
    self.gap = gap
    var values: [String: EffectiveSetting] = [:]
    var unknown: [String: Evidence] = [:]
    var options: [(name: String, written: String, place: Evidence)] = []
    var misspelled: [(written: String, meant: String, place: Evidence)] = []
    for file in files {
      // Arguments win over system properties, and those over the environment (Spring Boot).
      let effective = file.document.settings.filter(\.isEffective).sorted {
        Self.precedence($0.source) < Self.precedence($1.source)
      }
      for setting in effective {
        let name = reading.canonical(setting.key)
        let definition = reading.definition(of: name)
        let meant = reading.misspelling(of: name)
        let place = Evidence(
          .file, file.path(of: setting), line: setting.line,
          excerpt: Self.shown(
            setting,
            isSecret: definition?.isSecret
              ?? Self.looksSecret(name, meaning: meant, setting.value.text)))
        if let definition, values[definition.name] == nil, unknown[definition.name] == nil {
          if setting.isKnown {
            values[definition.name] = EffectiveSetting(
              value: setting.value, file: file.path(of: setting), line: setting.line)
          } else {
            unknown[definition.name] = place
          }
        }
        if let meant {
          misspelled.append((setting.key, meant, place))
        } else if reading.isOption(name) {
          options.append((name, setting.key, place))
        }
      }
    }
    // Where each listener has settings of its own, so have defaults.
    if gap == nil, reading.product.sections == nil {
      let home = files.first { $0.file.takesSettings } ?? files.first
      for definition in reading.product.settings
      where values[definition.name] == nil && unknown[definition.name] == nil {
        guard let value = definition.defaultValue,
          isInstalled || !definition.name.hasSuffix("path")
        else { continue }
        values[definition.name] = EffectiveSetting(
          value: ConfiguredValue(value), file: home?.path ?? value, line: nil, isDefault: true)
      }
    }
    self.values = values
    self.unknown = unknown
    self.options = options
    self.misspelled = misspelled
  }

  /// The settings of one section.
  init(
    values: [String: EffectiveSetting], unknown: [String: Evidence], gap: UnknownReason?
  ) {
    self.values = values
    self.unknown = unknown
    self.gap = gap
    (options, misspelled) = ([], [])
  }

  /// The same with other values.
  init(
    _ settings: ProductSettings, values: [String: EffectiveSetting], unknown: [String: Evidence]
  ) {
    self.values = values
    self.unknown = unknown
    gap = settings.gap
    (options, misspelled) = (settings.options, settings.misspelled)
  }

  private static func precedence(_ source: Setting.Source) -> Int {
    switch source {
    case .argument: 0
    case .systemProperty: 1
    case .environment: 2
    case .property, .attribute, .element, .directive: 3
    }
  }

  /// Words that switch something on or off, as nginx's `server_tokens` has them.
  private static let switches: Set<String> = ["on", "off", "true", "false", "yes", "no", "build"]

  /// Whether the value of a canonical name is a secret, also where the name is misspelled.
  ///
  /// Where only the name lets one think so, a switch is none.
  static func isSecret(_ name: String, _ value: String, _ reading: ConfigurationReading) -> Bool {
    if let definition = reading.definition(of: name) { return definition.isSecret }
    return looksSecret(name, meaning: reading.misspelling(of: name), value)
  }

  private static func looksSecret(_ name: String, meaning meant: String?, _ value: String) -> Bool {
    !switches.contains(value.lowercased())
      && (looksSecret(name) || meant.map { looksSecret($0) } ?? false)
  }

  private static func looksSecret(_ name: String) -> Bool {
    let words = ["password", "secret", "token", "key-pass", "api_key", "api-key"]
    return words.contains { name.lowercased().contains($0) }
  }

  /// Whether the value itself is a private key, as Spring takes one in the place of its file.
  static func holdsKey(_ setting: Setting) -> Bool {
    setting.value.text.contains("PRIVATE KEY-----")
  }

  /// The setting as it is written, a secret value replaced.
  static func shown(_ setting: Setting, isSecret: Bool) -> String {
    let value = isSecret || holdsKey(setting) ? "<secret>" : setting.value.text
    return switch setting.source {
    case .argument: "--\(setting.key)=\(value)"
    case .systemProperty: "-D\(setting.key)=\(value)"
    case .environment, .property: "\(setting.key)=\(value)"
    // A stand-in in quotes would be taken for an element with something in it.
    case .attribute where value != setting.value.text:
      "\(XMLPlace(setting.key).attribute ?? setting.key)=\(value)"
    case .attribute, .element: XMLPlace(setting.key).written(value)
    case .directive: DirectivePlace(setting.key).written(value)
    }
  }
}
