import PadlockModel
import PadlockReaders

extension FileReader {
  /// Reads a list of articles.
  mutating func articles(_ tree: YAMLTree) -> [Article] {
    var seen: Set<String> = []
    return items(tree, "the file").compactMap { item in
      owner = position(item.place)
      guard
        let fields = Fields(
          item, "an article", keys: Keys.article, required: ["id", "title"], &self),
        let id = wordID(fields["id"], "the id")
      else {
        unreadable.hasArticles = true
        return nil
      }
      if !seen.insert(id).inserted {
        error(
          fields.place(of: "id"), "the article `\(id)` stands twice", instead: "each article once")
      }
      return Article(
        id: id, title: text(fields["title"], "the title") ?? "",
        url: text(fields["url"], "the address"))
    }
  }

  /// Reads the prefixes of a pack's ids.
  mutating func prefixes(_ tree: YAMLTree) -> [String] {
    guard let fields = Fields(tree, "a pack", keys: Keys.pack, required: Keys.pack, &self)
    else { return [] }
    guard let prefix = fields["prefix"] else { return [] }
    if case .sequence(let items) = prefix.value {
      if items.isEmpty {
        error(prefix.place, "the pack has no prefix", instead: "`prefix: \(pack)`")
      }
      return items.compactMap { wordID($0, "the prefix") }
    }
    return [wordID(prefix, "the prefix")].compactMap { $0 }
  }
}
