import PadlockModel
import PadlockReaders

/// Says for the settings of one key where its section has them, or where they would be written.
struct SectionPlaces {
  let observations: [Observation]

  init(_ product: Product, _ key: ConfigurationSections.Key, _ subject: SubjectID) {
    observations = product.settings.compactMap { definition in
      guard definition.name.hasPrefix("keystore.") || definition.name.hasPrefix("certificate.")
      else { return nil }
      if let (setting, file) = key.written[definition.name] {
        return .setting(
          SettingPlace(
            setting: definition.name, file: file, line: setting.line,
            before: ProductSettings.shown(setting, isSecret: definition.isSecret),
            pattern: SettingPlaces.pattern(setting.key, setting.source), subject: subject))
      }
      guard let sections = product.sections,
        let name = Self.sibling(of: definition, key, sections)
      else { return nil }
      let source = key.written.values.first?.setting.source ?? .attribute
      let written = SettingPlaces.pattern(key.block + name, source)
      return .setting(
        SettingPlace(
          setting: definition.name, file: key.place.source, line: key.place.line, before: nil,
          pattern: written, subject: subject))
    }
  }

  /// The key under which the setting would stand in the block that has the others.
  private static func sibling(
    of definition: SettingDefinition, _ key: ConfigurationSections.Key,
    _ sections: SectionDefinition
  ) -> String? {
    let section = sections.blocks.first { "\(key.block)/".hasPrefix("\($0)/") } ?? key.block
    let prefix = String(key.block.dropFirst(section.count).dropFirst())
    let name = definition.keys.first { $0.prefix { $0 != "@" } == prefix } ?? definition.keys.first
    return name.map { $0.hasPrefix("@") ? $0 : "/\($0)" }
  }
}
