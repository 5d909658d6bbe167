import PadlockModel

/// Finds the product that a text is about, by what the product files say of each.
///
/// Paths, services and processes tell more than a name, a name more than an id. Where two products
/// are named equally well, none is found.
struct ProductWords {
  /// Shorter words than this are found by chance.
  private static let shortest = 4

  /// A word or path of one product, in lower case.
  private struct Mark {
    var product: String
    var bytes: [UInt8]
    var weight: Int
  }

  private let marks: [Mark]
  /// The marks that begin with these four bytes.
  private let byBeginning: [UInt32: [Int]]
  private let includes: [String: [String]]

  init(_ products: [Product]) {
    var marks: [Mark] = []
    for product in products where !product.installations.isEmpty {
      var own: [String: Int] = [:]
      func add(_ text: String, _ weight: Int) {
        // What stands before the first wildcard, without what ends a folder.
        var literal = text.prefix { $0 != "*" }.lowercased()
        if literal.count < text.count, literal.last == "/" || literal.last == "\\" {
          literal.removeLast()
        }
        // Words that several products have in common tell nothing.
        if literal.utf8.count >= Self.shortest {
          own[literal] = max(own[literal] ?? 0, weight)
        }
      }
      add(product.id, 2)
      add(product.id.replacing("-", with: " "), 2)
      add(product.name, 3)
      for installation in product.installations {
        add(installation.service.name, 4)
        let services = installation.parts?.services.map(\.name) ?? []
        for path in installation.homes + installation.configuration.map(\.path)
          + installation.logs.map(\.path) where path.contains("/") || path.contains("\\")
        {
          if path.hasPrefix("/") || path.dropFirst().hasPrefix(":") { add(path, 5) }
        }
        for process in installation.service.process where process.utf8.count >= 6 {
          add(process, 5)
        }
        for service in services where service.contains("-") { add(service, 4) }
      }
      marks += own.map { Mark(product: product.id, bytes: Array($0.key.utf8), weight: $0.value) }
    }
    // A word of two products, such as a shared folder of logs, is no sign of either.
    let owners = Dictionary(grouping: marks) { $0.bytes }
    marks = marks.filter { mark in
      (owners[mark.bytes] ?? []).allSatisfy { $0.product == mark.product }
    }
    self.marks = marks.sorted {
      $0.bytes == $1.bytes ? $0.product < $1.product : $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
    byBeginning = Dictionary(grouping: self.marks.indices) { [marks = self.marks] in
      Self.beginning(of: marks[$0].bytes, at: 0)
    }
    includes = Dictionary(products.map { ($0.id, $0.includes) }) { first, _ in first }
  }

  /// The id of the one product that the lines name; `lines` are in lower case.
  func product(in lines: some Sequence<[UInt8]>) -> String? {
    var scores: [String: [[UInt8]: Int]] = [:]
    for line in lines where line.count >= Self.shortest {
      for start in 0...(line.count - Self.shortest) where Self.begins(line, at: start) {
        for index in byBeginning[Self.beginning(of: line, at: start)] ?? []
        where Self.stands(marks[index].bytes, in: line, at: start) {
          let mark = marks[index]
          scores[mark.product, default: [:]][mark.bytes] = mark.weight
        }
      }
    }
    // What is a part of a product that is named speaks for that product.
    for (id, parts) in includes where scores[id] != nil {
      for part in parts { scores[part] = nil }
    }
    let totals = scores.map { id, found in
      // Of marks that lie in each other the longest counts.
      let own = found.filter { mark in
        !found.keys.contains { $0.count > mark.key.count && Self.holds($0, mark.key) }
      }
      return (id: id, best: own.values.max() ?? 0, sum: own.values.reduce(0, +))
    }.sorted { ($1.best, $1.sum, $0.id) < ($0.best, $0.sum, $1.id) }
    guard let first = totals.first else { return nil }
    if totals.count > 1, (totals[1].best, totals[1].sum) == (first.best, first.sum) { return nil }
    return first.id
  }

  private static func holds(_ outer: [UInt8], _ inner: [UInt8]) -> Bool {
    PlainBytes.find(inner, in: outer) != nil
  }

  private static func beginning(of bytes: [UInt8], at start: Int) -> UInt32 {
    bytes[start..<start + shortest].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether a word or a path begins there.
  private static func begins(_ line: [UInt8], at start: Int) -> Bool {
    line[start] == 0x2F
      || HostShape.isLabelByte(line[start])
        && (start == 0 || !HostShape.isLabelByte(line[start - 1]))
  }

  /// Whether `mark` stands there, to the end of a word.
  private static func stands(_ mark: [UInt8], in line: [UInt8], at start: Int) -> Bool {
    guard line[start...].starts(with: mark) else { return false }
    let end = start + mark.count
    guard end < line.count else { return true }
    if HostShape.isLabelByte(line[end]) { return mark.contains(0x2F) }
    guard end + 1 < line.count else { return true }
    // `name/1.2` is what a program says of itself, and `name.example` is a host.
    let isBanner = line[end] == 0x2F && HostShape.isDigit(line[end + 1])
    let isHost =
      line[end] == 0x2E && HostShape.isLetter(line[end + 1]) && !mark.contains(0x2E)
    return !isBanner && !isHost
  }
}
