import PadlockModel

/// Reads YAML as settings, each named by the keys that lead to it.
///
/// ```
/// rest_api:
///   https:
///     port: 9497
/// ```
/// yields `rest_api.https.port` on line 3. The elements of a list have the list's name, and the
/// first counts. What does not parse has the defect `not-well-formed` and no settings.
public enum YAMLSettings {
  /// The longest name of a setting that is kept, in bytes.
  static let nameLimit = 1_024
  /// The most settings that are kept; whoever reads more than 10,000 has no configuration.
  static let settingLimit = ConfigurationLimit.settings + 1

  /// Reads `bytes`, at most ``ConfigurationLimit/bytes``.
  ///
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(bytes: [UInt8]) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let usesCarriageReturns = bytes.contains(0x0D)
    do throws(YAMLRefusal) {
      var document = ConfigurationDocument(usesCarriageReturns: usesCarriageReturns)
      if let tree = try YAMLDocument.parse(bytes) { add(tree, named: "", to: &document.settings) }
      var seen: Set<String> = []
      for index in document.settings.indices {
        document.settings[index].isEffective = seen.insert(document.settings[index].key).inserted
      }
      return document
    } catch {
      return ConfigurationDocument(
        defects: [Defect(.notWellFormed, line: error.place.line)],
        usesCarriageReturns: usesCarriageReturns)
    }
  }

  private static func add(_ tree: YAMLTree, named name: String, to settings: inout [Setting]) {
    switch tree.value {
    case .scalar(let text, _):
      guard !name.isEmpty, name.utf8.count <= nameLimit, settings.count < settingLimit else {
        return
      }
      settings.append(Setting(key: name, value: ConfiguredValue(text), line: tree.place.line))
    case .sequence(let items):
      for item in items { add(item, named: name, to: &settings) }
    case .mapping(let entries):
      for entry in entries {
        add(entry.value, named: name.isEmpty ? entry.key : "\(name).\(entry.key)", to: &settings)
      }
    }
  }
}
