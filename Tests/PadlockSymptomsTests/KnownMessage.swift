import PadlockModel

/// A text of `Tests/Fixtures/messages.tsv` with what it means.
struct KnownMessage: Sendable {
  /// With placeholders in angle brackets.
  let text: String
  private(set) var situations: Set<String>
  /// Either, where its rows differ.
  private(set) var side: Side

  /// The texts of the table, each once.
  static func all(in table: String) -> [KnownMessage] {
    var order: [String] = []
    var messages: [String: KnownMessage] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, let side = Side(rawValue: fields[2]) else { continue }
      if messages[fields[4]] == nil { order.append(fields[4]) }
      var message =
        messages[fields[4]]
        ?? KnownMessage(text: fields[4], situations: [], side: side)
      message.situations.insert(fields[0])
      if message.side != side { message.side = .either }
      messages[fields[4]] = message
    }
    return order.compactMap { messages[$0] }
  }

  /// The text with made-up values for its placeholders.
  func filled(_ random: inout SeededRandom) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .placeholder(let name): result += Self.value(name, &random)
      }
    }
    return result
  }

  /// Whether the text, with some values, could begin with `beginning`.
  func couldBegin(with beginning: String) -> Bool {
    var rest = Substring(beginning)
    var open: String?
    for part in parts {
      guard case .literal(let text) = part else {
        if case .placeholder(let name) = part { open = name }
        continue
      }
      if let name = open {
        let hasBlanks = Self.values[name]?.contains { $0.contains(" ") } ?? true
        let value = hasBlanks ? rest : rest.prefix { $0 != " " }
        guard let range = rest.firstRange(of: text), range.lowerBound <= value.endIndex else {
          return value.endIndex == rest.endIndex
        }
        rest = rest[range.upperBound...]
      } else if rest.hasPrefix(text) {
        rest = rest.dropFirst(text.count)
      } else {
        return text.hasPrefix(rest)
      }
      open = nil
    }
    return false
  }

  private enum Part {
    case literal(String)
    case placeholder(String)
  }

  private var parts: [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let match = rest.firstMatch(of: /<([a-z]+)>/) {
      parts.append(.literal(String(rest[..<match.range.lowerBound])))
      parts.append(.placeholder(String(match.output.1)))
      rest = rest[match.range.upperBound...]
    }
    parts.append(.literal(String(rest)))
    return parts
  }

  private static func value(_ name: String, _ random: inout SeededRandom) -> String {
    guard let choices = values[name] else { return "made-up" }
    return choices[random.below(choices.count)]
  }

  private static let files = [
    "/opt/xmatters/xa/conf/agent.jks", "/etc/ssl/certs/server.crt", "C:\\certs\\server.p12",
    "C:\\Program Files\\Agent\\conf\\.keystore",
  ]
  private static let names = ["agent.example.com", "xivo.lan", "www.example.org"]
  private static let values: [String: [String]] = [
    "host": ["agent.example.com", "10.20.30.40", "xivo"], "cn": names, "name": names,
    "names": ["a.example.com, b.example.com", "DNS:xivo.lan"], "server": names,
    "port": ["8443", "8081", "443"], "ip": ["10.20.30.40", "127.0.0.1", "[::1]"],
    "line": ["1129", "727", "303"], "n": ["3", "5001", "12"], "file": files,
    "path": ["/api/xm/1/events", "/"], "dns": ["10.0.0.53"], "version": ["3.0.13", "1.1.1w"],
    "code": ["0A00010B", "1408F10B"], "function": ["ssl3_get_record", ""],
    "hex": ["140247263471424", "0"], "id": ["4b1210ee[p=1,l=517,c=8192,r=516]"],
    "bytes": ["\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03", "0x000x01"],
    "counters": ["1/1/0/0/0 0/0"], "frontend": ["fe_https", "www"], "backend": ["be_agent"],
    "alias": ["tomcat", "agent-key", "my key"], "type": ["PFX", "P12"],
    "alg": ["SHA1withRSA", "MD5withRSA"], "list": ["HIGH:!aNULL", "ALL"], "scheme": ["htps"],
    "reason": ["the file is broken", "that failed"],
    "object": ["<urllib3.connection.HTTPSConnection object at 0x7f21a2b0>"],
    "date": ["Fri Nov 20 10:00:00 UTC 2026", "Thu Jan 01 00:00:00 CET 2026"],
    "t": ["2026-11-20T10:00:00Z", "2025-01-01T00:00:00+01:00"],
  ]
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededRandom {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
