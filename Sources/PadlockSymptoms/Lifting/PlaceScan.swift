/// Finds what may be the host and port of a target in one line, by form and surroundings.
///
/// `curl: (7) Failed to connect to agent01 port 8443` gives agent01 and 8443 with a high score; a
/// client's address, a proxy, a name in a certificate, a line of a stack trace give nothing.
struct PlaceScan {
  /// Of a line only so many bytes are looked at.
  static let longestLine = 2_000

  private(set) var places: [Place] = []
  /// Hosts, and ports, that the line says belong to a proxy.
  private(set) var proxies: [(host: String, port: Int?)] = []

  private let bytes: [UInt8]
  private let line: Int
  /// Whether a command that takes a host and a port is among its words.
  private let hasCommand: Bool
  private var at = 0

  init(_ text: some Sequence<UInt8>, line: Int) {
    let bytes = Array(text.prefix(Self.longestLine))
    self.bytes = bytes
    self.line = line
    hasCommand = Self.commands.contains { PlainBytes.find(Array($0.utf8), in: bytes) != nil }
    guard !isStackFrame else { return }
    while at < bytes.count { step() }
  }

  /// `at java.base/…(Socket.java:607)`, `at Foo (file.js:10:3)`.
  private var isStackFrame: Bool {
    let start = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
    guard start.starts(with: "at ".utf8), let open = start.firstIndex(of: 0x28) else {
      return start.starts(with: "... ".utf8)
    }
    return !start[start.startIndex..<open].dropFirst(3).dropLast().contains(0x20)
      || start[open...].contains(0x3A)
  }

  private mutating func step() {
    if bytes[at] == 0x5B { return bracketed() }
    guard HostShape.isLabelByte(bytes[at]) else {
      at += 1
      return
    }
    let end = runEnd(at)
    if bytes[end...].starts(with: "://".utf8) { return url(schemeEnd: end) }
    defer { at = max(at, end) }
    guard at == 0 || !Self.joiners.contains(bytes[at - 1]) else { return }
    var run = text(at..<end)
    while run.last == "." || run.last == "-" { run.removeLast() }
    if run.lowercased().hasSuffix("port") { portAlone(end) }
    guard end >= bytes.count || !Self.continues.contains(bytes[end]) else { return }
    candidate(String(run), from: at, to: at + run.utf8.count)
  }

  /// What stands before a run that is a part of something else: a path, an address of mail.
  private static let joiners: Set<UInt8> = [0x40, 0x25, 0x5C, 0x24, 0x7E]
  /// What follows a run that is a part of something else.
  private static let continues: Set<UInt8> = [0x40, 0x5C, 0x25]

  /// The end of letters, digits, hyphens, underscores and full stops.
  private func runEnd(_ start: Int) -> Int {
    bytes[start...].firstIndex { !HostShape.isLabelByte($0) && $0 != 0x2E } ?? bytes.count
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// `[::1]:8443`.
  private mutating func bracketed() {
    let start = at
    at += 1
    guard let close = bytes[start...].prefix(50).firstIndex(of: 0x5D) else { return }
    let address = text((start + 1)..<close)
    guard HostShape.isAddress6(address) else { return }
    at = close + 1
    add(address, port(after: close + 1)?.number, wordsBefore(start), bonus: 0)
  }

  private mutating func url(schemeEnd: Int) {
    let scheme = text(at..<schemeEnd).lowercased()
    let words = wordsBefore(at)
    let start = schemeEnd + 3
    let ends: Set<UInt8> = [0x2F, 0x3F, 0x23, 0x20, 0x09, 0x22, 0x27, 0x3C, 0x3E, 0x29, 0x2C, 0x5C]
    let end = bytes[start...].firstIndex(where: ends.contains) ?? bytes.count
    at = max(end, start)
    guard !["file", "mailto", "jdbc", "urn"].contains(scheme) else { return }
    let rest = text(end..<min(bytes.count, end + 200))
    var authority = text(start..<end)[...]
    if let sign = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: sign)...]
    }
    var port: Int?
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      port = Int(authority[authority.index(after: colon)...].prefix { $0.isNumber })
      authority = authority[..<colon]
    }
    while authority.last == "." { authority.removeLast() }
    if authority.hasPrefix("["), authority.hasSuffix("]") {
      authority = authority.dropFirst().dropLast()
    }
    guard HostShape.isHost(authority), port.map(Self.isPort) ?? true else { return }
    if PlaceContext.role(words) == .proxy {
      proxies.append((authority.lowercased(), port))
      return
    }
    guard !PlaceContext.isReading(words, scheme: scheme, rest: rest) else { return }
    // A page that is named without a port is as often something to read.
    let base = port == nil ? (rest.count > 1 ? 40 : 45) : 62
    var score = base
    if case .target(let said) = PlaceContext.role(words) {
      score = max(base, said + (port == nil ? 0 : 10))
    }
    add(String(authority), port ?? Self.usual[scheme], score: score)
  }

  private static let usual = ["https": 443, "wss": 443, "http": 80]

  /// Takes a run as a host where its form, or what stands around it, says that it is one.
  private mutating func candidate(_ run: String, from start: Int, to end: Int) {
    if isProcess(start, end) { return }
    let port = port(after: end)
    let before = start > 0 ? bytes[start - 1] : 0x20
    let words = wordsBefore(start)
    // `10.0.0.5:39022->10.0.0.7:8443`: the first is the client's own.
    let rest = bytes[end...].drop { $0 == 0x3A || HostShape.isDigit($0) }
    if rest.starts(with: "->".utf8) { return }
    let isArrowed = start > 1 && bytes[start - 2] == 0x2D && before == 0x3E
    // A path, or `name/10.0.0.7:8443`, where Java gives both.
    if before == 0x2F {
      guard HostShape.isAddress4(run), port != nil else { return }
    } else if before == 0x2D, HostShape.isDigit(run.utf8.first ?? 0) {
      return
    }
    if end < bytes.count, bytes[end] == 0x2F, addressEnd(after: end + 1) == nil { return }
    if HostShape.isAddress4(run) {
      guard port != nil || PlaceContext.role(words) != .unsaid || before == 0x28 else { return }
    } else if !HostShape.isLikelyName(run, isWithPort: port.map(Self.isLikelyPort) ?? false) {
      guard HostShape.isName(run), !Self.plain(run),
        isAnnounced(words, start, port != nil) || (port != nil && isAfterCommand(end))
      else {
        return
      }
    }
    add(run, port?.number, words, bonus: isArrowed ? 15 : before == 0x2F ? -5 : 0)
  }

  /// Whether a program and the number of its process stand there, as GLib writes them before a
  /// message: `(gedit:4127): Gtk-WARNING **: …`.
  ///
  /// What begins the line and has no full stop is one by its form; elsewhere, the words of GLib's
  /// levels tell it from a host and its port.
  private func isProcess(_ start: Int, _ end: Int) -> Bool {
    guard start > 0, bytes[start - 1] == 0x28, end < bytes.count, bytes[end] == 0x3A else {
      return false
    }
    let number = bytes[(end + 1)...].prefix(10).prefix(while: HostShape.isDigit)
    let rest = bytes[number.endIndex...]
    guard !number.isEmpty, rest.starts(with: "):".utf8) else { return false }
    let beginsLine = bytes[..<(start - 1)].allSatisfy { [0x20, 0x09, 0x3E].contains($0) }
    if beginsLine, !bytes[start..<end].contains(0x2E) { return true }
    let words = String(decoding: rest.prefix(60), as: UTF8.self)
    return Self.levels.contains(where: words.contains)
  }

  private static let levels = [
    "-WARNING", "-CRITICAL", "-ERROR", "-Message:", "-INFO", "-DEBUG", " **",
  ]

  /// Whether nothing but the words around it can make a run a host: a colon, an equals sign or a
  /// quote between it and `host`, or a port after `to`.
  private func isAnnounced(_ words: [String], _ start: Int, _ hasPort: Bool) -> Bool {
    guard let first = words.first else { return false }
    if hasPort, case .target(let score) = PlaceContext.role(words), score >= 60 { return true }
    let gap = bytes[max(0, start - 4)..<start].reversed().prefix { !HostShape.isLabelByte($0) }
    let isMarked = gap.contains { [0x3A, 0x3D, 0x22, 0x27].contains($0) }
    return PlaceContext.announcesHost(first) && (isMarked || first == "servername")
  }

  /// Words that stand where a host could.
  private static func plain(_ run: String) -> Bool {
    [
      "is", "the", "a", "an", "not", "unknown", "none", "null", "name", "and", "was", "in", "on",
      "port", "true", "false", "this", "that", "it", "my", "our", "your",
    ].contains(run.lowercased())
  }

  /// The end of an IPv4 address that begins there.
  private func addressEnd(after start: Int) -> Int? {
    let run = bytes[start...].prefix(16).prefix { HostShape.isDigit($0) || $0 == 0x2E }
    return HostShape.isAddress4(String(decoding: run, as: UTF8.self)) ? run.endIndex : nil
  }

  private mutating func add(_ host: String, _ port: Int?, _ words: [String], bonus: Int) {
    switch PlaceContext.role(words) {
    case .proxy: proxies.append((host.lowercased(), port))
    case .other: break
    case .own: add(HostShape.isUnspecified(host) ? nil : host, port, score: 45)
    case .target(let score): add(host, port, score: score + (port == nil ? 0 : 10) + bonus)
    case .unsaid: add(host, port, score: (port == nil ? 28 : 48) + bonus)
    }
  }

  private mutating func add(_ host: String?, _ port: Int?, score: Int) {
    guard port != 53 else { return }
    let isNowhere = host.map { HostShape.isUnspecified($0) } ?? true
    places.append(Place(host: isNowhere ? nil : host, port: port, score: score, line: line))
  }

  // Ports.

  /// Whether a number behind a colon is rather a port than a line, a column or a count.
  private static func isLikelyPort(_ port: (number: Int, hasColon: Bool)) -> Bool {
    port.hasColon && port.number >= 80
  }

  private static func isPort(_ number: Int) -> Bool { (1...65_535).contains(number) }

  /// A port right after a host: `:8443`, ` port 8443`, `', port=8443`, ` (10.0.0.7) port 8443`.
  private func port(after end: Int) -> (number: Int, hasColon: Bool)? {
    var index = end
    // `agent01/10.0.0.7:8443`
    if end < bytes.count, bytes[end] == 0x2F { index = addressEnd(after: end + 1) ?? end }
    if index < bytes.count, bytes[index] == 0x3A {
      return number(at: index + 1).map { ($0, true) }
    }
    if bytes[index...].starts(with: " (".utf8),
      let close = bytes[index...].prefix(60).firstIndex(of: 0x29)
    {
      index = close + 1
    }
    while index < bytes.count, [0x20, 0x22, 0x27, 0x2C, 0x29].contains(bytes[index]) { index += 1 }
    for word in ["on port", "port", "tcp port", "Port"]
    where bytes[index...].starts(with: word.utf8) {
      return numberAfterSigns(index + word.utf8.count).map { ($0, false) }
    }
    // `nc -vz host 8443`
    if index == end + 1, bytes[end] == 0x20, isAfterCommand(end) {
      return number(at: index).map { ($0, false) }
    }
    return nil
  }

  private func isAfterCommand(_ end: Int) -> Bool {
    guard hasCommand else { return false }
    let words = text(0..<end).split(separator: " ").dropLast().suffix(4)
    return words.contains { Self.commands.contains(String($0)) }
  }

  private static let commands = ["nc", "ncat", "telnet"]

  /// Digits that are a port, not followed by what makes them a version, a time or a size.
  private func number(at start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let digits = bytes[start...].prefix(6).prefix(while: HostShape.isDigit)
    guard (1...5).contains(digits.count), digits.first != 0x30,
      let number = Int(String(decoding: digits, as: UTF8.self)), Self.isPort(number)
    else { return nil }
    let after = digits.endIndex
    guard after < bytes.count else { return number }
    if HostShape.isLetter(bytes[after]) || bytes[after] == 0x5F { return nil }
    if bytes[after] == 0x2E || bytes[after] == 0x3A, after + 1 < bytes.count,
      HostShape.isDigit(bytes[after + 1])
    {
      return nil
    }
    return number
  }

  private func numberAfterSigns(_ start: Int) -> Int? {
    let signs: Set<UInt8> = [0x20, 0x3D, 0x3A, 0x22, 0x27, 0x23]
    let index = bytes[start...].prefix(4).firstIndex { !signs.contains($0) }
    guard let index, index > start else { return nil }
    return number(at: index)
  }

  /// `port 8443`, `server.port=8443`, `--port: 8443` without a host before it.
  private mutating func portAlone(_ end: Int) {
    guard end < bytes.count, let number = numberAfterSigns(end) else { return }
    let words = wordsBefore(end)
    let isElsewhere = words.prefix(3).contains { word in
      PlaceContext.role([word]) == .proxy || ["source", "local", "client", "from"].contains(word)
    }
    if !isElsewhere { add(nil, number, score: 40) }
  }

  /// Up to three words before a place, the nearest first, in lower case.
  private func wordsBefore(_ start: Int) -> [String] {
    var words: [String] = []
    var index = start
    let first = max(0, start - 120)
    while words.count < 3, index > first {
      var end = index
      while end > first, !Self.isWordByte(bytes[end - 1]) {
        // What a full stop, a bar or a semicolon ends says nothing of what follows.
        if [0x3B, 0x7C].contains(bytes[end - 1]) { return words }
        end -= 1
      }
      var begin = end
      while begin > first, Self.isWordByte(bytes[begin - 1]) { begin -= 1 }
      guard begin < end else { break }
      let word = text(begin..<end).lowercased()
      words.append(String(word.drop { $0 == "-" || $0 == "." }))
      index = begin
    }
    return words
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    HostShape.isLabelByte(byte) || byte == 0x2E
  }
}
