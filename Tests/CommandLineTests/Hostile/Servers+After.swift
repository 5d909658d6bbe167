import COpenSSL
import TestSupport

extension HostileServer {
  private static let lost = "no answer of HTTP came"

  /// Servers whose handshake is sound, and whose answer never ends or makes no sense.
  static let answering: [HostileServer] = [
    HostileServer(sound: "resets after the handshake", says: lost, .secure, .reset),
    HostileServer(sound: "resets after the request", says: lost, .secure, .hear, .reset),
    HostileServer(
      sound: "resets in the middle of its headers", says: lost, .secure, .hear, .say(ok + "Date: "),
      .reset),
    HostileServer(
      sound: "ends in the middle of its page", says: "200 OK", .secure, .hear,
      .say(ok + "Content-Length: 10\r\n\r\nhalf")),
    HostileServer(sound: "never answers", says: lost, .secure, .hold),
    HostileServer(sound: "its answer a byte a second", says: lost, .secure, .hear, .drip(page)),
    HostileServer(
      sound: "its page a byte a second", says: "200 OK", .secure, .hear,
      .say(ok + "Content-Length: 99\r\n\r\n"), .drip("half an hour for one page")),
    HostileServer(
      sound: "claims a length that is too small", says: "200 OK", .secure, .hear,
      .say(ok + "Content-Length: 2\r\n\r\n" + filler)),
    HostileServer(
      sound: "claims a length that is below zero", says: lost, .secure, .hear,
      .say(ok + "Content-Length: -5\r\n\r\nok")),
    HostileServer(
      sound: "headers without end", .secure, .hear, .say(ok), .flood("X-Header: filler\r\n")),
    HostileServer(
      sound: "one header without end", says: lost, .secure, .hear, .say(ok + "X: "), .flood(filler)),
    HostileServer(
      sound: "a page without end", says: "200 OK", .secure, .hear, .say(ok + "\r\n"), .flood(filler)
    ),
    HostileServer(
      sound: "chunks without end", says: "200 OK", .secure, .hear,
      .say(ok + "Transfer-Encoding: chunked\r\n\r\n"), .flood("6\r\nfiller\r\n")),
    HostileServer(
      sound: "provisional answers without end", says: lost, .secure, .hear,
      .flood("HTTP/1.1 103 Early Hints\r\n\r\n")),
    HostileServer(
      sound: "a gzip bomb", says: "200 OK", .secure, .hear,
      .say(ok + "Content-Encoding: gzip\r\n\r\n"), .say(bomb.head),
      .flood([[UInt8]](repeating: bomb.copies, count: 1000).flatMap { $0 })),
    HostileServer(
      sound: "claims to compress and does not", says: "200 OK", .secure, .hear,
      .say(ok + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok")),
    HostileServer(sound: "HTTP/0.9 in TLS", says: lost, .secure, .hear, .say("<html>It works")),
    HostileServer(
      sound: "HTTP/2 alone", says: lost, .secure({ $0.speaksHTTP2 = true }), .hear,
      .say([0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13])),
    HostileServer(
      sound: "a status line that breaks every rule", says: lost, .secure, .hear,
      .say("HTTP/9.x \(HostileCertificates.escapes) 20\0 OK\n\n")),
    HostileServer(
      sound: "headers and a title that clear the terminal", says: "200 OK", .secure, .hear,
      .say(
        ok + "Server: \(HostileCertificates.escapes)\r\n\r\n"
          + "<title>\(HostileCertificates.escapes)home</title>")),
    HostileServer(
      sound: "a redirect to itself", says: "302 Found", .secure, .hear,
      .say("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")),
    HostileServer("a redirect to another host", [], "healthy", "302 Found") {
      try RedirectingPort($0)
    },
    HostileServer(
      sound: "a proxy's demand for a login", also: ["network.proxy-in-between warning likely"],
      .secure, .hear,
      .say("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")),
    HostileServer(
      sound: "asks for a client certificate and floods with tickets", says: lost,
      .secure({ $0.asks = true }),
      .press(.ticket)),
    HostileServer(sound: "tickets without end", says: lost, .secure, .press(.ticket)),
    HostileServer(sound: "new keys without end", says: lost, .secure, .press(.keyUpdate)),
    HostileServer(
      sound: "requests to renegotiate without end", says: lost,
      .secure({ $0.version = TLS1_2_VERSION }),
      .press(.helloRequest)),
  ]

  /// A gzip stream: a zero, and then again and again a copy of the 258 bytes before (RFC 1951
  /// §3.2.6: symbol 285, distance 1), in 13 bits of which eight make 13 bytes.
  private static let bomb: (head: [UInt8], copies: [UInt8]) = {
    let copies = String(repeating: "1100010100000", count: 24)
    let bits = Array(("11000110000" + copies).utf8.map { $0 & 1 })
    let bytes = stride(from: 0, to: 8 * 15, by: 8).map { first in
      (0..<8).reduce(UInt8(0)) { $0 | bits[first + $1] << UInt8($1) }
    }
    return ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes.prefix(2), Array(bytes.suffix(13)))
  }()
}
