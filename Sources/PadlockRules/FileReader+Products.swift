import PadlockModel
import PadlockReaders

extension FileReader {
  /// Reads one product.
  mutating func product(_ tree: YAMLTree) -> Product? {
    owner = position(tree.place)
    let (product, isClean) = isClean { reader -> Product? in
      guard
        let fields = Fields(
          tree, "a product", keys: Keys.product, required: ["id", "name"], &reader)
      else { return nil }
      let id = reader.wordID(fields["id"], "the id") ?? ""
      reader.note("id", at: fields["id"]?.place ?? tree.place)
      return Product(
        id: id, name: reader.text(fields["name"], "the name") ?? "",
        traits: reader.traits(fields["traits"]),
        listeners: reader.items(fields["listeners"], "`listeners`").enumerated()
          .compactMap { reader.listener($1, index: $0) },
        installations: reader.items(fields["installations"], "`installations`")
          .compactMap { reader.installation($0) },
        settings: reader.settings(fields["settings"]),
        options: fields["options"].flatMap { reader.options($0) },
        sections: fields["sections"].flatMap { reader.sections($0) },
        includes: reader.texts(fields["includes"], "`includes`"), source: reader.owner)
    }
    guard isClean else {
      unreadable.hasProducts = true
      return nil
    }
    return product
  }

  /// A trait may hold a full stop, as `conf.d` does.
  private mutating func traits(_ tree: YAMLTree?) -> [String] {
    items(tree, "`traits`").compactMap { item in
      guard let trait = text(item, "a trait") else { return nil }
      guard
        trait.split(separator: ".", omittingEmptySubsequences: false)
          .allSatisfy({ IdentifierShape.isWord(String($0)) })
      else {
        error(
          item.place, "the trait `\(trait)` is not made of lower-case words and hyphens",
          instead: "a trait like `java-keystore`")
        return nil
      }
      return trait
    }
  }

  private mutating func listener(_ tree: YAMLTree, index: Int) -> ProductListener? {
    guard
      let fields = Fields(
        tree, "a listener", keys: Keys.listener, required: ["name", "port"], &self)
    else { return nil }
    var listener = ProductListener(
      name: text(fields["name"], "the name") ?? "", defaultPort: 0)
    if let port = fields["port"] { self.port(port, of: &listener, index: index) }
    listener.service = text(fields["service"], "the service")
    if let service = fields["service"] { note("listeners/\(index)/service", at: service.place) }
    listener.isLocal = boolean(fields["local"], "`local`") ?? false
    listener.plainProbeIsHarmless = isHarmless(fields["plain-probe"], "plain-probe")
    listener.legacyProbeIsHarmless = isHarmless(fields["legacy-probe"], "legacy-probe")
    listener.health = fields["health"].flatMap { health($0) }
    return listener
  }

  private mutating func isHarmless(_ tree: YAMLTree?, _ key: String) -> Bool {
    guard let tree else { return false }
    if text(tree, "`\(key)`") == "harmless" { return true }
    error(tree.place, "`\(key)` is \(tree.shape)", instead: "`\(key): harmless`")
    return false
  }

  private mutating func port(
    _ tree: YAMLTree, of listener: inout ProductListener, index: Int
  ) {
    if case .scalar = tree.value {
      listener.defaultPort = integer(tree, "the port", in: 1...65_535) ?? 0
      return
    }
    guard let fields = Fields(tree, "a port", keys: Keys.port, required: ["default"], &self)
    else { return }
    listener.portSetting = text(fields["setting"], "the setting")
    listener.defaultPort = integer(fields["default"], "the port", in: 1...65_535) ?? 0
    note("listeners/\(index)/port", at: fields["setting"]?.place ?? tree.place)
  }

  private mutating func health(_ tree: YAMLTree) -> HealthEndpoint? {
    guard
      let fields = Fields(tree, "a health endpoint", keys: Keys.health, required: ["json"], &self)
    else { return nil }
    let paths = texts(fields["path"], "`path`") + texts(fields["paths"], "`paths`")
    if paths.isEmpty {
      error(tree.place, "the health endpoint has no path", instead: "`paths: [ /health ]` into it")
    }
    guard let json = fields["json"] else { return nil }
    guard case .mapping(let lines) = json.value, lines.count == 1, let line = lines.first,
      let healthy = text(line.value, "the healthy value")
    else {
      error(json.place, "`json` is not one key with one value", instead: "`json: { status: UP }`")
      return nil
    }
    return HealthEndpoint(paths: paths, key: line.key, healthy: healthy)
  }

  private mutating func options(_ tree: YAMLTree) -> OptionFamily? {
    guard
      let fields = Fields(
        tree, "a family of options", keys: Keys.options, required: ["prefix", "known"], &self),
      let prefix = text(fields["prefix"], "the prefix")
    else { return nil }
    if let names = fields["names"], text(names, "`names`") != "spring" {
      error(names.place, "`names` is \(names.shape)", instead: "`names: spring`")
    }
    return OptionFamily(
      prefix: prefix, isRelaxed: fields["names"] != nil, known: texts(fields["known"], "`known`"))
  }

  private mutating func settings(_ tree: YAMLTree?) -> [SettingDefinition] {
    guard let tree else { return [] }
    guard case .mapping(let lines) = tree.value else {
      error(
        tree.place, "`settings` is \(tree.shape), not a mapping",
        instead: "`settings: { keystore.path: server.ssl.key-store }`")
      return []
    }
    return lines.compactMap { line in
      note("settings/\(line.key)", at: line.place)
      return setting(line)
    }
  }

  private mutating func setting(_ line: YAMLTree.Entry) -> SettingDefinition? {
    guard case .mapping = line.value.value else {
      let keys = texts(line.value, "the keys of `\(line.key)`")
      return keys.isEmpty ? nil : SettingDefinition(name: line.key, keys: keys)
    }
    guard let fields = Fields(line.value, "a setting", keys: Keys.setting, &self) else {
      return nil
    }
    let keys = texts(fields["key"], "`key`") + texts(fields["keys"], "`keys`")
    let defaultValue = text(fields["default"], "`default`")
    if keys.isEmpty, defaultValue == nil {
      error(
        line.value.place, "the setting `\(line.key)` has neither a key nor a default",
        instead: "`key: …` into it")
    }
    return SettingDefinition(
      name: line.key, keys: keys, isSecret: boolean(fields["secret"], "`secret`") ?? false,
      isRequired: boolean(fields["required"], "`required`") ?? false,
      publishedDefaults: texts(fields["published-defaults"], "`published-defaults`"),
      placeholders: texts(fields["placeholders"], "`placeholders`"), defaultValue: defaultValue)
  }
}
