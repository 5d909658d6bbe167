import PadlockModel

/// Reads an nginx configuration as settings, with what it includes.
///
/// ```
/// http { server {
///   listen 443 ssl;
///   ssl_certificate /etc/ssl/a.pem;
/// } }
/// ```
/// yields `http/server/listen`, `http/server/listen@port`, `http/server/listen@ssl` and
/// `http/server/ssl_certificate`. The words of a directive are joined by spaces. Each block has a
/// number, and so has each `listen` for what it stands for: its port (80 where it names none), its
/// address where that is no wildcard, `on` for `ssl`, and as its protocol `quic` or `unix`. The
/// `path` of an `error_log` is its file, empty where it is none, as `stderr` and a device. A value
/// with a variable is not known, and neither is one that is data or names an engine instead of a
/// file. Blocks whose lines are no directives (`map`, `types`, Lua …) are skipped.
public struct NginxConfiguration: Sendable {
  /// What an `include` brings.
  public enum Included: Sendable {
    /// Files with their paths, in the order in which they are included.
    case files([(path: String, bytes: [UInt8])])
    /// No file has that name.
    case missing
    /// It may be there and could not be read.
    case unread(path: String)
  }

  /// The settings and faults of all files; ``Setting/document`` is the place in ``paths``.
  public private(set) var document = ConfigurationDocument()
  /// The files in the order in which they were read, the main one first.
  public private(set) var paths: [String]
  /// Included files that could not be read.
  public private(set) var unread: [String] = []

  /// How deep includes may lie in each other.
  public static let includeLimit = 10
  /// The most files that one configuration may have.
  public static let fileLimit = 1_000
  /// The most bytes that included files may have together, each as often as it is included: 16 MiB.
  public static let byteLimit = 16 << 20
  /// How deep blocks may lie in each other.
  public static let depthLimit = 100
  /// The most settings that are kept; one more than a configuration may have.
  public static let settingLimit = ConfigurationLimit.settings + 1

  private var open: [(name: String, number: Int)] = []
  private var blocks = 0
  private var bytesLeft = Self.byteLimit

  /// Blocks whose lines are pairs of values.
  private static let tables: Set<String> = [
    "map", "geo", "types", "split_clients", "charset_map", "match",
  ]

  /// Reads the main file and asks `include` for each name that an `include` has, with its `*`.
  ///
  /// - Throws: ``ReaderFailure/tooLarge(bytes:limit:)``.
  public init(
    bytes: [UInt8], path: String, include: (String) -> Included = { _ in .missing }
  ) throws(ReaderFailure) {
    try ConfigurationLimit.check(bytes.count)
    paths = [path]
    let decoded = DecodedText(bytes)
    document.encoding = decoded.encoding
    document.usesCarriageReturns = decoded.usesCarriageReturns
    read(decoded.text, document: 0, depth: 0, include)
    if !document.defects.isEmpty {
      for index in document.settings.indices { document.settings[index].isEffective = false }
    }
  }

  /// Reads one file to its end, or to its first fault; false ends the whole configuration.
  @discardableResult private mutating func read(
    _ text: String, document number: Int, depth: Int, _ include: (String) -> Included
  ) -> Bool {
    var lexer = NginxLexer(text)
    let around = open.count
    while document.settings.count < Self.settingLimit {
      let (words, line, end) = lexer.next()
      let name = words.first ?? ""
      switch end {
      case .file:
        if open.count == around { return true }
        return fail(.notWellFormed, lexer.line, number)
      case .close where open.count > around: open.removeLast()
      case .broken, .close: return fail(.notWellFormed, lexer.line, number)
      case .open:
        guard open.count < Self.depthLimit else { return fail(.notWellFormed, line, number) }
        if name.hasSuffix("_by_lua_block") {
          guard lexer.skipLua() else { return fail(.notWellFormed, line, number) }
        } else {
          blocks += 1
          open.append((name, blocks))
        }
      case .semicolon where name == "include" && words.count == 2:
        guard self.include(words[1], line, number, depth, include) else { return false }
      case .semicolon: add(words, line, number)
      }
    }
    return true
  }

  private mutating func fail(_ kind: DefectKind, _ line: Int, _ number: Int) -> Bool {
    document.defects.append(Defect(kind, line: line, document: number))
    return false
  }

  private mutating func include(
    _ name: String, _ line: Int, _ number: Int, _ depth: Int, _ include: (String) -> Included
  ) -> Bool {
    if let block = open.last?.name, Self.tables.contains(block) { return true }
    guard depth < Self.includeLimit else { return fail(.notWellFormed, line, number) }
    switch include(name) {
    case .missing: return fail(.includeMissing, line, number)
    case .unread(let path): unread.append(path)
    case .files(let files):
      for (path, bytes) in files {
        guard paths.count < Self.fileLimit, bytes.count <= ConfigurationLimit.bytes,
          bytes.count <= bytesLeft
        else { return fail(.notWellFormed, line, number) }
        bytesLeft -= bytes.count
        paths.append(path)
        let text = DecodedText(bytes).text
        guard read(text, document: paths.count - 1, depth: depth + 1, include) else {
          return false
        }
      }
    }
    return true
  }

  private mutating func add(_ words: [String], _ line: Int, _ number: Int) {
    guard let name = words.first, open.count <= Setting.blockLimit,
      open.last.map({ !Self.tables.contains($0.name) }) ?? true,
      name.utf8.allSatisfy({ $0 == 0x5F || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 })
    else { return }
    let key = (open.map(\.name) + [name]).joined(separator: "/")
    let value = words.dropFirst().joined(separator: " ")
    let numbers = open.map(\.number)
    document.settings.append(
      Setting(
        key: key, value: ConfiguredValue(value), line: line, source: .directive,
        isKnown: Self.isKnown(value), document: number, blocks: numbers))
    if name == "error_log", words.count > 1, document.settings.count < Self.settingLimit {
      document.settings.append(
        Setting(
          key: "\(key)@path", value: ConfiguredValue(Self.logFile(words[1])), line: line,
          source: .directive, document: number, blocks: numbers))
    }
    guard name == "listen", words.count > 1, open.count < Setting.blockLimit else { return }
    blocks += 1
    let room = Self.settingLimit - document.settings.count
    for (attribute, value) in NginxListen(Array(words.dropFirst())).attributes.prefix(room) {
      document.settings.append(
        Setting(
          key: "\(key)@\(attribute)", value: ConfiguredValue(value), line: line,
          source: .directive, document: number, blocks: numbers + [blocks]))
    }
  }

  /// The file that a log goes to.
  private static func logFile(_ word: String) -> String {
    let others = ["syslog:", "memory:", "/dev/"]
    return word == "stderr" || others.contains(where: word.hasPrefix) ? "" : word
  }

  /// Whether the value has no variable, and is neither data nor of an engine.
  static func isKnown(_ value: String) -> Bool {
    if ["data:", "engine:", "store:"].contains(where: value.hasPrefix) { return false }
    var previous: UInt8 = 0
    for byte in value.utf8 {
      let isName = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte == 0x7B
      if previous == 0x24, isName { return false }
      previous = byte
    }
    return true
  }
}

/// What the words of a `listen` directive say: `[::]:443 ssl http2`.
struct NginxListen {
  let attributes: [(String, String)]

  init(_ words: [String]) {
    var attributes: [(String, String)] = []
    let place = words.first ?? ""
    var address: Substring = place[...]
    var port = "80"
    if place.hasPrefix("unix:") {
      address = ""
      attributes.append(("protocol", "unix"))
    } else {
      if place.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
        (address, port) = ("", place)
      } else if let colon = place.lastIndex(of: ":"),
        !place.hasPrefix("[") || place[..<colon].hasSuffix("]")
      {
        address = place[..<colon]
        port = String(place[place.index(after: colon)...])
      }
      attributes.append(("port", port))
    }
    let bare = String(address.drop { $0 == "[" }.prefix { $0 != "]" })
    if !["", "*", "0.0.0.0", "::"].contains(bare) { attributes.append(("address", bare)) }
    if words.contains("ssl") { attributes.append(("ssl", "on")) }
    if words.contains("quic") { attributes.append(("protocol", "quic")) }
    self.attributes = attributes
  }
}
