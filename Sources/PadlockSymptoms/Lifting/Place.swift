/// A host, a port, or both, as they stand somewhere in a text.
struct Place: Equatable {
  var host: String?
  var port: Int?
  /// How surely what surrounds it says that it is the target; what is below ``worthless`` is not.
  var score: Int
  /// 0-based.
  var line: Int

  static let worthless = 25

  /// The same in a line that is equal.
  func moved(to line: Int) -> Place { Place(host: host, port: port, score: score, line: line) }
}

/// What stands around a place and tells what it is to the text.
///
/// Words of commands, of protocols and of everyday English, never of one product.
enum PlaceContext {
  /// What the words before a host say of it, the nearest word first.
  enum Role: Equatable {
    /// It is what somebody wanted to reach, with this score.
    case target(Int)
    /// It is a proxy: neither this mention nor any other is the target.
    case proxy
    /// It is a client, a name server, a name in a certificate, somebody's address.
    case other
    /// An address that a service listens at; its port is the target's.
    case own
    case unsaid
  }

  static func role(_ words: [String]) -> Role {
    guard let first = words.first else { return .unsaid }
    let second = words.count > 1 ? words[1] : ""
    let third = words.count > 2 ? words[2] : ""
    if isProxy(first) || (isProxy(second) && joins.contains(first)) { return .proxy }
    if first == "not" || (first == "for" && second == "valid" && third == "not") {
      return .target(60)
    }
    if first == "for", second == "valid" { return .other }
    if first == "address", let role = before("address", second) { return role }
    if others.contains(first) { return .other }
    if listening.contains(first) || (joins.contains(first) && listening.contains(second)) {
      return .own
    }
    return targets[first].map { .target($0) } ?? .unsaid
  }

  /// `local address`, `peer address`.
  private static func before(_ word: String, _ adjective: String) -> Role? {
    if others.contains(adjective) { return .other }
    return listening.contains(adjective) ? .own : nil
  }

  private static func isProxy(_ word: String) -> Bool {
    (word.contains("proxy") && !word.hasSuffix("pass")) || word == "x"
  }

  /// Whether a word before a colon or an equals sign names a host: `host='…'`, `Host: …`.
  static func announcesHost(_ word: String) -> Bool {
    let last = word.split { $0 == "-" || $0 == "_" || $0 == "." }.last ?? ""
    return ["host", "hostname", "servername", "sni", "fqdn", "computername"].contains(last)
  }

  private static let joins: Set<String> = ["to", "at", "on", "is", "address", "via", "the"]
  private static let listening: Set<String> = [
    "bind", "binding", "listen", "listening", "listens", "socket", "make_sock",
  ]
  private static let others: Set<String> = [
    "from", "client", "clients", "peer", "source", "src", "laddr", "raddr", "local", "remote",
    "remote_addr", "nameserver", "dns", "resolver", "cn", "subject", "issuer", "san", "by", "mail",
    "email", "e-mail", "via", "hop", "x-forwarded-for", "resent", "message-id", "referer", "origin",
  ]
  private static let targets: [String: Int] = [
    "connect": 75, "connecting": 75, "connected": 70, "trying": 65, "resolve": 70, "lookup": 70,
    "matching": 60, "upstream": 75, "to": 60, "host": 60, "hostname": 60, "servername": 60,
    "sni": 60, "fqdn": 60, "computername": 60, "telnet": 60, "nc": 60, "ncat": 60, "curl": 65,
    "wget": 65, "url": 50, "uri": 50, "server": 45, "address": 45, "endpoint": 50, "for": 40,
    "on": 35, "at": 35, "machine": 35, "box": 35, "node": 35, "get": 45, "post": 45, "put": 45,
    "head": 45, "reach": 55, "against": 50, "open": 50,
  ]

  /// Whether a URL is where one reads about a fault rather than where it happened.
  static func isReading(_ words: [String], scheme: String, rest: String) -> Bool {
    if words.prefix(3).contains(where: reading.contains) { return true }
    let path = rest.lowercased()
    return [
      "/docs", "/doc/", "/wiki", "/help", "/support", "/questions", "/issues/", "/kb/",
      "/article", "/manual", "/schema", "/xml/ns", "/dtd",
    ].contains(where: path.contains)
      || (scheme == "http" && path.hasPrefix("/2001/"))
  }

  private static let reading: Set<String> = [
    "see", "details", "more", "documentation", "docs", "visit", "help", "about", "reference",
    "read", "article", "guide", "xmlns", "schemalocation", "ticket", "regards", "signature",
    "logo", "web", "website", "homepage", "xsi",
  ]
}
