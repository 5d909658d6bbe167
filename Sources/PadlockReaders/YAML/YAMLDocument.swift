import Yams

/// Parses YAML within bounds.
///
/// The library follows aliases by itself, which a few hundred bytes can make endless. So every `*`
/// is hidden from it behind a private character, and aliases are followed here, where they count.
package enum YAMLDocument {
  private static let hiddenScalar: Unicode.Scalar = "\u{F8F0}"

  /// The tree of a file; nil where it is empty.
  package static func parse(_ bytes: [UInt8]) throws(YAMLRefusal) -> YAMLTree? {
    if let refusal = YAMLBounds.problem(in: bytes) { throw refusal }
    guard let text = String(validating: hidingAliases(bytes), as: UTF8.self) else {
      throw YAMLRefusal(1, 1, "the file is not UTF-8", instead: "it in UTF-8")
    }
    do {
      let parser = try Parser(yaml: text, encoding: .utf8)
      // Anchors are held weakly by the nodes, so the parser must outlive the walk.
      return try withExtendedLifetime(parser) { () throws -> YAMLTree? in
        guard let root = try parser.singleRoot() else { return nil }
        var walk = Walk()
        return try walk.convert(root, depth: 1).tree
      }
    } catch let refusal as YAMLRefusal {
      throw refusal
    } catch let error as YamlError {
      throw refusal(for: error, in: text)
    } catch {
      throw YAMLRefusal(1, 1, "the file is not YAML", instead: YAMLHint.usual)
    }
  }

  private static func hidingAliases(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    for byte in bytes {
      if byte == UInt8(ascii: "*") { result += YAMLBounds.hiddenStar } else { result.append(byte) }
    }
    return result
  }

  /// What the library calls a key that is no scalar.
  private static let keyOfParts = "<uncovertable>"

  private static func refusal(for error: YamlError, in text: String) -> YAMLRefusal {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      if problem.contains("nesting") || problem.contains("depth") {
        return .tooDeep(mark.line, mark.column)
      }
      return YAMLRefusal(
        mark.line, mark.column, "the file is not YAML: \(problem)",
        instead: YAMLHint.instead(for: problem))
    case .duplicatedKeysInMapping(let keys, _) where keys.count > 1 && keys.contains(keyOfParts):
      // The library names any of them, another one each time.
      return YAMLRefusal(
        1, 1, "a list or a mapping stands twice as a key in one mapping", instead: "each key once",
        repeatsKey: true)
    case .duplicatedKeysInMapping(let keys, let context):
      let key = (keys.first ?? "").replacing("\u{F8F0}", with: "*")
      // Of keys that differ by their tags alone the library marks any, another one each time.
      let isMarked = keys.dropFirst().first != keys.first
      let place =
        isMarked
        ? YAMLHint.repetition(
          of: key, after: context.mark.line, column: context.mark.column, in: text)
        : YAMLTree.Place(line: 1, column: 1)
      return YAMLRefusal(
        place.line, place.column, "the key \(YAMLTree.quoted(key)) stands twice in one mapping",
        instead: "each key once", repeatsKey: true)
    case .reader(let problem, _, _, _):
      return YAMLRefusal(1, 1, "the file is not text: \(problem)", instead: "plain text in UTF-8")
    default:
      return YAMLRefusal(1, 1, "the file is not YAML", instead: YAMLHint.usual)
    }
  }

  /// A node with what it weighs once every alias in it is followed.
  private struct Weighed {
    var tree: YAMLTree
    var nodes: Int
    var depth: Int
  }

  /// One pass over the library's nodes that never visits a node twice.
  private struct Walk {
    private var anchors: [String: Weighed] = [:]
    private var aliases = 0

    mutating func convert(_ node: Node, depth: Int) throws(YAMLRefusal) -> Weighed {
      let place = YAMLTree.Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
      guard depth <= YAMLBounds.depth else { throw .tooDeep(place.line, place.column) }
      var result = Weighed(
        tree: YAMLTree(place: place, value: .sequence([])), nodes: 1, depth: 1)
      switch node {
      case .scalar(let scalar):
        let isPlain = scalar.style == .plain
        if isPlain, scalar.string.unicodeScalars.first == hiddenScalar {
          return try follow(String(scalar.string.dropFirst()), place, depth)
        }
        let text = scalar.string.replacing("\u{F8F0}", with: "*")
        let isNothing = isPlain && ["~", "null", "Null", "NULL"].contains(text)
        result.tree.value = .scalar(isNothing ? "" : text, isPlain: isPlain)
      case .sequence(let sequence):
        var items: [YAMLTree] = []
        for item in sequence {
          let part = try convert(item, depth: depth + 1)
          try weigh(part, into: &result, at: place)
          items.append(part.tree)
        }
        result.tree.value = .sequence(items)
      case .mapping(let mapping):
        var entries: [YAMLTree.Entry] = []
        for (key, value) in mapping {
          let name = try self.key(key, in: place)
          let part = try convert(value, depth: depth + 1)
          try weigh(part, into: &result, at: place)
          let place = YAMLTree.Place(
            line: key.mark?.line ?? place.line, column: key.mark?.column ?? place.column)
          entries.append(YAMLTree.Entry(key: name, place: place, value: part.tree))
        }
        result.tree.value = .mapping(entries)
      case .alias:
        throw YAMLRefusal(place.line, place.column, "an alias leads nowhere", instead: "the value")
      }
      if let anchor = node.anchor { anchors[anchor.rawValue] = result }
      return result
    }

    private func weigh(
      _ part: Weighed, into whole: inout Weighed, at place: YAMLTree.Place
    ) throws(YAMLRefusal) {
      whole.nodes += part.nodes + 1
      whole.depth = max(whole.depth, part.depth + 1)
      guard whole.nodes <= YAMLBounds.nodes else { throw .tooManyNodes(place.line, place.column) }
    }

    private func key(_ node: Node, in place: YAMLTree.Place) throws(YAMLRefusal) -> String {
      let here = YAMLTree.Place(
        line: node.mark?.line ?? place.line, column: node.mark?.column ?? place.column)
      guard case .scalar(let scalar) = node,
        scalar.style != .plain || scalar.string.unicodeScalars.first != hiddenScalar
      else {
        throw YAMLRefusal(
          here.line, here.column, "a key is a list, a mapping or an alias", instead: "a word")
      }
      return scalar.string.replacing("\u{F8F0}", with: "*")
    }

    private mutating func follow(
      _ name: String, _ place: YAMLTree.Place, _ depth: Int
    ) throws(YAMLRefusal) -> Weighed {
      aliases += 1
      guard aliases <= YAMLBounds.aliases else {
        throw YAMLRefusal(
          place.line, place.column, "the file has more than \(YAMLBounds.aliases) aliases",
          instead: "the values themselves")
      }
      guard let found = anchors[name] else {
        throw YAMLRefusal(
          place.line, place.column,
          "the alias \(YAMLTree.quoted("*" + name)) has no anchor before it",
          instead: "quotes around a text that begins with `*`, or `&name` before the value,")
      }
      guard depth + found.depth - 1 <= YAMLBounds.depth else {
        throw .tooDeep(place.line, place.column)
      }
      return found
    }
  }
}
