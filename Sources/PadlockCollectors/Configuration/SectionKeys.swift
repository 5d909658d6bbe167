import PadlockModel
import PadlockReaders

/// How the keys of a configuration that repeats a block are read relative to that block.
struct SectionKeys {
  let definition: SectionDefinition
  /// How deep the repeated block lies.
  let depth: Int

  init(_ definition: SectionDefinition) {
    self.definition = definition
    depth = Self.depth(definition.block)
  }

  /// How many names a path has.
  static func depth(_ path: String) -> Int { path.split(separator: "/").count }

  /// Whether the setting stands in one of the repeated blocks.
  func isInside(_ setting: Setting) -> Bool {
    guard setting.blocks.count >= depth, setting.key.hasPrefix(definition.block) else {
      return false
    }
    let next = setting.key.dropFirst(definition.block.count).first
    return next == "/" || next == "@"
  }

  /// The key within the block; around it, where settings are inherited, within what it stands in.
  func relative(_ setting: Setting) -> String {
    if isInside(setting) { return Self.dropping(depth, of: setting.key) }
    return definition.inherits ? Self.dropping(setting.blocks.count, of: setting.key) : setting.key
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
