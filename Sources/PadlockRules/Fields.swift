import PadlockReaders

/// The lines of one mapping, after unknown, repeated and missing keys were noted.
struct Fields {
  let place: YAMLTree.Place
  private let entries: [String: YAMLTree.Entry]

  /// Reads a mapping; nil where the tree is none.
  ///
  /// `what` is how messages call it, with its article: `a rule`.
  init?(
    _ tree: YAMLTree, _ what: String, keys: [String], required: [String] = [],
    _ reader: inout FileReader
  ) {
    guard case .mapping(let lines) = tree.value else {
      reader.error(
        tree.place, "\(what) is \(tree.shape), not a mapping",
        instead: "a mapping with the keys \(keys.joined(separator: ", "))")
      return nil
    }
    place = tree.place
    var entries: [String: YAMLTree.Entry] = [:]
    for line in lines {
      if !keys.contains(line.key) {
        reader.error(
          line.place, "\(what) has no key `\(line.key.prefix(60))`",
          instead: Suggestion.instead(of: line.key, in: keys, what: "a key of docs/rules.md"))
      } else if entries[line.key] != nil {
        reader.error(
          line.place, "the key `\(line.key)` stands twice in one mapping",
          instead: "each key once")
      } else {
        entries[line.key] = line
      }
    }
    self.entries = entries
    for key in required where entries[key] == nil {
      reader.error(tree.place, "\(what) has no `\(key)`", instead: "`\(key): …` into it")
    }
  }

  subscript(key: String) -> YAMLTree? { entries[key]?.value }

  /// Where the key stands; the mapping's own place where it does not.
  func place(of key: String) -> YAMLTree.Place { entries[key]?.place ?? place }
}
