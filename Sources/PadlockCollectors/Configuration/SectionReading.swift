import PadlockModel
import PadlockReaders

/// One section of a configuration: the listeners in it, and the keys that it names.
struct SectionReading {
  struct Listener {
    let settings: ProductSettings
    let place: Evidence
  }

  private(set) var listeners: [Listener] = []
  private var chains: [[Int]] = []
  private let inside: [Setting]
  private let candidates: [Setting]
  private let file: ReadConfiguration
  private let reading: ConfigurationReading
  private let keys: SectionKeys
  private let variables: ConfigurationVariables
  private let request: CollectionRequest
  private let gap: UnknownReason?

  /// The most sections of one file that are looked at.
  private static let limit = 1_000
  /// Settings that go in pairs, the first of one with the first of the other.
  private static let paired: Set<String> = ["certificate.path", "certificate.key-path"]

  /// The sections of a file in their order, those of one path after those of another.
  static func sections(
    of file: ReadConfiguration, _ reading: ConfigurationReading,
    _ definition: SectionDefinition, _ request: CollectionRequest, _ gap: UnknownReason?
  ) -> [SectionReading] {
    SectionKeys.all(definition).flatMap { sections(of: file, reading, $0, request, gap) }
  }

  private static func sections(
    of file: ReadConfiguration, _ reading: ConfigurationReading, _ keys: SectionKeys,
    _ request: CollectionRequest, _ gap: UnknownReason?
  ) -> [SectionReading] {
    var order: [Int] = []
    var inside: [Int: [Setting]] = [:]
    var outside: [Setting] = []
    for setting in file.document.settings {
      if keys.isInside(setting) {
        let number = setting.blocks[keys.depth - 1]
        if inside[number] == nil { order.append(number) }
        inside[number, default: []].append(setting)
      } else if keys.definition.inherits, setting.blocks.count < keys.depth {
        outside.append(setting)
      }
    }
    return order.prefix(limit).compactMap { number in
      inside[number].flatMap {
        SectionReading($0, outside, file, reading, keys, request, gap)
      }
    }
  }

  private init?(
    _ inside: [Setting], _ outside: [Setting], _ file: ReadConfiguration,
    _ reading: ConfigurationReading, _ keys: SectionKeys, _ request: CollectionRequest,
    _ gap: UnknownReason?
  ) {
    guard let first = inside.first else { return nil }
    self.inside = inside
    candidates = outside + inside
    self.file = file
    self.reading = reading
    self.keys = keys
    self.request = request
    variables = ConfigurationVariables(request)
    self.gap = gap
    let own = Array(first.blocks.prefix(keys.depth))
    let definition = keys.definition
    chains = definition.keys.map { innermost($0, own) } ?? [own]
    let opening = definition.listeners.map { instances($0, own) } ?? [own]
    listeners = opening.map { chain in
      let resolved = resolve(chain)
      let settings = settings(resolved, place(0)) { _ in true }
      let at = candidates.first { $0.blocks == chain } ?? first
      return Listener(settings: settings, place: evidence(at))
    }
  }

  private func place(_ index: Int) -> Evidence { evidence(inside[index]) }

  /// The line, and the words of the block or directive that the setting belongs to.
  private func evidence(_ setting: Setting) -> Evidence {
    let path = setting.key.prefix { $0 != "@" }
    let name = path.split(separator: "/").last.map(String.init) ?? String(path)
    let whole = inside.first { $0.key == path && $0.line == setting.line }
    return Evidence(
      .file, file.path(of: setting), line: setting.line,
      excerpt: whole.map { "\(name) \($0.value.text)" } ?? name)
  }

  /// The blocks of that path in the section.
  private func instances(_ path: String, _ own: [Int]) -> [[Int]] {
    let depth = keys.depth + SectionKeys.depth(path)
    let prefix = keys.block + "/" + path
    var found: [[Int]] = []
    for setting in inside where setting.blocks.count >= depth && setting.key.hasPrefix(prefix) {
      let chain = Array(setting.blocks.prefix(depth))
      if chain != found.last, !found.contains(chain) { found.append(chain) }
    }
    return found
  }

  /// The blocks of that path, and for those in which one is missing the ones around.
  private func innermost(_ path: String, _ own: [Int]) -> [[Int]] {
    let names = path.split(separator: "/")
    var found = [own]
    for count in 1...max(1, names.count) {
      let deeper = instances(names.prefix(count).joined(separator: "/"), own)
      found = found.filter { chain in !deeper.contains { $0.starts(with: chain) } } + deeper
    }
    return found
  }

  private typealias Resolved = [String: (level: Int, settings: [Setting])]

  /// For each setting of the product where it stands nearest to the innermost block.
  private func resolve(_ chain: [Int]) -> Resolved {
    var resolved: Resolved = [:]
    for setting in candidates where chain.starts(with: setting.blocks) {
      guard let definition = reading.definition(of: reading.name(of: setting)) else { continue }
      let level = setting.blocks.count
      let present = resolved[definition.name]
      if let present, present.level > level { continue }
      if let present, present.level == level {
        guard present.settings.first?.key == setting.key else { continue }
        resolved[definition.name] = (level, present.settings + [setting])
      } else {
        resolved[definition.name] = (level, [setting])
      }
    }
    return resolved
  }

  /// Whether the section itself names a key or a certificate, not only what surrounds it.
  var hasOwnKey: Bool {
    chains.contains { chain in
      let resolved = resolve(chain)
      return ["keystore.path", "certificate.path"].contains {
        resolved[$0].map { $0.level >= keys.depth } ?? false
      }
    }
  }

  /// What it takes its keys and certificates from; where `isTLS` is false and no listener uses them,
  /// a product's default counts for none.
  func keys(isTLS: Bool) -> [ConfigurationSections.Key] {
    chains.flatMap { chain -> [ConfigurationSections.Key] in
      let resolved = resolve(chain)
      let hasPair = resolved["certificate.path"] != nil
      let hasStore = resolved["keystore.path"] != nil || !hasPair && isTLS
      let count = Self.paired.compactMap { resolved[$0]?.settings.count }.max() ?? 1
      let block = innermostPath(chain)
      let section = "\(file.path) \(chain.prefix(keys.depth))"
      return (0..<max(1, count)).map { index in
        var chosen = resolved
        for name in Self.paired {
          guard let (level, settings) = resolved[name] else { continue }
          chosen[name] = index < settings.count ? (level, [settings[index]]) : nil
        }
        let settings = settings(chosen, place(0)) { name in
          name.hasPrefix("keystore.") ? hasStore : name.hasPrefix("certificate.") ? hasPair : true
        }
        let written = chosen.compactMapValues { $0.settings.first }
        return ConfigurationSections.Key(
          settings: settings.takingPasswords(request),
          written: written.mapValues { ($0, file.path(of: $0)) },
          place: place(0), section: section, block: block)
      }
    }
  }

  /// The path of the block in which a chain ends.
  private func innermostPath(_ chain: [Int]) -> String {
    let extra = (keys.definition.keys ?? "").split(separator: "/")
      .prefix(max(0, chain.count - keys.depth))
    return ([keys.block[...]] + extra).joined(separator: "/")
  }

  private func settings(
    _ resolved: Resolved, _ place: Evidence, hasDefault: (String) -> Bool
  ) -> ProductSettings {
    var values: [String: EffectiveSetting] = [:]
    var unknown: [String: Evidence] = [:]
    for (name, found) in resolved {
      guard let setting = found.settings.first else { continue }
      let path = file.path(of: setting)
      if setting.isKnown {
        values[name] = EffectiveSetting(value: setting.value, file: path, line: setting.line)
      } else {
        unknown[name] = Evidence(.file, path, line: setting.line, excerpt: name)
      }
    }
    for definition in reading.product.settings
    where gap == nil && values[definition.name] == nil && unknown[definition.name] == nil
      && hasDefault(definition.name)
    {
      guard let value = definition.defaultValue else { continue }
      let (text, isKnown) = variables.replaced(in: value)
      if isKnown {
        values[definition.name] = EffectiveSetting(
          value: ConfiguredValue(text), file: place.source, line: place.line, isDefault: true)
      } else {
        unknown[definition.name] = Evidence(
          .file, place.source, line: place.line, excerpt: "the default, \(text)")
      }
    }
    return ProductSettings(values: values, unknown: unknown, gap: gap)
  }
}
