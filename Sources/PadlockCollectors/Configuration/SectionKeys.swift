import PadlockModel
import PadlockReaders

/// How the keys of a configuration that repeats a block are read relative to that block.
struct SectionKeys {
  let definition: SectionDefinition
  /// The path of the repeated block.
  let block: String
  /// How deep it lies.
  let depth: Int

  private init(_ definition: SectionDefinition, _ block: String) {
    self.definition = definition
    self.block = block
    depth = Self.depth(block)
  }

  /// For each path that the repeated block may have.
  static func all(_ definition: SectionDefinition) -> [SectionKeys] {
    definition.blocks.map { SectionKeys(definition, $0) }
  }

  /// How many names a path has.
  static func depth(_ path: String) -> Int { path.split(separator: "/").count }

  /// Whether the setting stands in one of the repeated blocks.
  func isInside(_ setting: Setting) -> Bool {
    guard setting.blocks.count >= depth, setting.key.hasPrefix(block) else { return false }
    let next = setting.key.dropFirst(block.count).first
    return next == "/" || next == "@"
  }

  /// The key within the block; around it, where settings are inherited, within what it stands in.
  static func relative(_ setting: Setting, _ definition: SectionDefinition) -> String {
    if let keys = all(definition).first(where: { $0.isInside(setting) }) {
      return dropping(keys.depth, of: setting.key)
    }
    return definition.inherits ? dropping(setting.blocks.count, of: setting.key) : setting.key
  }

  /// The key without its first names: `a/b@c` without one is `b@c`, without two `@c`.
  private static func dropping(_ count: Int, of key: String) -> String {
    var rest = key[...]
    for _ in 0..<count {
      guard let end = rest.firstIndex(where: { $0 == "/" || $0 == "@" }) else { return key }
      rest = rest[end...]
      if rest.first == "/" { rest = rest.dropFirst() }
    }
    return String(rest)
  }
}
