import PadlockModel
import PadlockReaders

extension FileReader {
  /// How a configuration repeats a block for each listener.
  mutating func sections(_ tree: YAMLTree) -> SectionDefinition? {
    guard
      let fields = Fields(
        tree, "a section", keys: Keys.sections, required: ["block"], &self)
    else { return nil }
    note("sections", at: tree.place)
    return SectionDefinition(
      blocks: texts(fields["block"], "the block"),
      listeners: text(fields["listeners"], "`listeners`"),
      keys: text(fields["keys"], "`keys`"),
      inherits: boolean(fields["inherit"], "`inherit`") ?? false,
      exceptions: pairs(fields["except"], "`except`").map { line in
        SectionException(setting: line.key, values: texts(line.value, "`\(line.key)`"))
      }, switchText: text(fields["switch"], "`switch`") ?? "")
  }

  /// What names in the configuration stand for.
  mutating func variables(_ tree: YAMLTree?) -> [String: String] {
    pairs(tree, "`variables`").reduce(into: [:]) { variables, line in
      variables[line.key] = text(line.value, "`\(line.key)`")
    }
  }

  private mutating func pairs(_ tree: YAMLTree?, _ what: String) -> [YAMLTree.Entry] {
    guard let tree else { return [] }
    guard case .mapping(let lines) = tree.value else {
      error(tree.place, "\(what) is \(tree.shape), not a mapping", instead: "`{ name: value }`")
      return []
    }
    return lines
  }
}
