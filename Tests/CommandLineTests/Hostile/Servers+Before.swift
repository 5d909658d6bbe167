import TestSupport

extension HostileServer {
  private static let cut = "network.connection-reset error confirmed"
  private static let silent = "network.port-silent error confirmed"
  private static let plain = "tls.plain-http-port error confirmed"
  private static let other = "tls.not-http error confirmed"

  /// What goes wrong before a port takes part in anything.
  static let connecting: [HostileServer] = [
    HostileServer(
      "never takes another connection: its backlog is full",
      ["network.port-filtered error confirmed"], "problems", nil
    ) { _ in try FullBacklog() },
    HostileServer(
      "connects, and its program never takes the connection", [silent], "problems", nil
    ) { _ in try FullBacklog(room: 64) },
    HostileServer(
      "takes one connection and refuses all others", [], "inconclusive", "refused the next"
    ) { _ in try ShortLivedPort() },
    HostileServer(cut, "resets each connection at once", .reset),
    HostileServer(cut, "ends each connection at once (FIN)"),
    HostileServer(cut, "ends its side at once and goes on reading", .finishSending, .hold),
    HostileServer(cut, "resets after the ClientHello", .hear, .reset),
    HostileServer(silent, "accepts and says nothing", .hold),
    HostileServer(
      "resets the first connections that ask for something, and then serves", [], "healthy",
      "after it had cut the first connection"
    ) { try .changing(after: 3, [.hear, .reset], [.secure, .hear, .say(page)], $0) },
    HostileServer(
      "closes the first connections that offer TLS, refuses a plain request, and then serves", [],
      "healthy", "after it had cut the first connection"
    ) {
      try .changing(
        after: 3, [.reply { isHello($0) ? [] : Array("HTTP/1.1 400 \r\n\r\n".utf8) }],
        [.secure, .hear, .say(page)], $0)
    },
    HostileServer(
      "answers the first hello with internal_error, and then serves", [], "healthy",
      "after it had cut the first connection"
    ) {
      try .changing(
        after: 2, [.hear, .say([21, 3, 3, 0, 2, 2, 80])], [.secure, .hear, .say(page)], $0)
    },
    HostileServer(
      "turns the first hello away, whatever name it has, and then serves",
      ["tls.handshake-rejected error confirmed", "tls.server-name-rejected error possible"],
      "problems", nil
    ) {
      try .changing(
        after: 2, [.hear, .say([21, 3, 3, 0, 2, 2, 40])], [.secure, .hear, .say(page)], $0)
    },
  ]

  /// Other protocols, most of which offer TLS only after a command of their own (STARTTLS).
  static let otherProtocols: [HostileServer] =
    ([
      ("an SMTP server", "220 mail.example ESMTP ready\r\n", "(smtp)"),
      ("an FTP server", "220 ftp.example FTP server ready\r\n", "(ftp)"),
      ("an IMAP server", "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n", "(imap)"),
      ("a POP3 server", "+OK POP3 ready\r\n", "(pop3)"),
      ("an SSH server", "SSH-2.0-OpenSSH_9.2p1\r\n", "(ssh)"),
      ("a MySQL server", "\u{4A}\0\0\0\n8.0.35\0....", "MySQL 8.0.35"),
      (
        "an SMTP server whose greeting clears the terminal",
        "220 mail.example \(HostileCertificates.escapes) ESMTP\r\n", "220 mail.example ␛[2J"
      ),
    ] as [(String, String, String)]).map {
      HostileServer(other, $0.0, says: $0.2, .say($0.1), .hold)
    } + [
      HostileServer(other, "answers N, as PostgreSQL does", says: "\"N\"", .hear, .say("N"), .hold),
      HostileServer(
        other, "an LDAP server, which sends a notice of disconnection", .hear,
        .say(
          [0x30, 0x24, 2, 1, 0, 0x78, 0x1F, 0x0A, 1, 2, 4, 0, 4, 0, 0x8A, 0x16]
            + "1.3.6.1.4.1.1466.20036".utf8)),
      HostileServer(other, "sends text without end, to everybody", .flood("abcdefghij\r\n")),
      HostileServer(other, "a tarpit: a line of SSH's prologue a second", .drip("x\r\ny\r\nz\r\n")),
      HostileServer(
        unknown: "repeats what it hears", says: "unexpected message", .reply { $0 }, .hold),
    ]

  /// Plain HTTP on the port, and worse.
  static let plainHTTP: [HostileServer] = [
    HostileServer(
      plain, "answers with HTTP and resets", .hear, .say("HTTP/1.1 400 Bad\r\n\r\n"), .reset),
    HostileServer(plain, "answers with HTTP/0.9", .hear, .say("<html><body>It works</body>\n")),
    HostileServer(
      plain, "an HTTP/2 preface", says: "an HTTP/2 preface", .say([0, 0, 0, 4, 0, 0, 0, 0, 0]),
      .hold),
    HostileServer(plain, "headers without end", .hear, .say(ok), .flood("X-Header: filler\r\n")),
    HostileServer(plain, "one header without end", .hear, .say(ok + "X: "), .flood(filler)),
    HostileServer(plain, "a status line without end", .hear, .say("HTTP/1.1 200 "), .flood(filler)),
    HostileServer(plain, "a page without end", .hear, .say(ok + "\r\n"), .flood(filler)),
    HostileServer(
      plain, "provisional answers without end", .hear, .flood("HTTP/1.1 100 Continue\r\n\r\n")),
    HostileServer(
      plain, "a status line that breaks every rule", .hear,
      .say("HTTP/9.x \(HostileCertificates.escapes) 20\0 OK\n\n"), .hold),
    HostileServer(
      plain, "headers that clear the terminal", .hear,
      .say(
        ok + "Server: \(HostileCertificates.escapes)\r\n\(HostileCertificates.escapes): x\r\n\r\n")),
    HostileServer(
      plain, "a proxy that demands a login",
      also: ["network.proxy-in-between warning likely"], .hear,
      .say("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n")),
    HostileServer(
      plain, "a proxy that says it is connected, and nothing more", .hear,
      .say("HTTP/1.1 200 Connection established\r\n\r\n"), .hold),
    HostileServer(
      unknown: "an answer that may become HTTP, a byte a second", says: "too little came",
      .drip("HTTP/1.1")),
    HostileServer(
      plain, "says nothing to TLS, and has a page in plain HTTP",
      .reply { isHello($0) ? [] : Array("\(ok)Content-Length: 0\r\n\r\n".utf8) }, .hold),
    HostileServer(
      unknown: "too busy for TLS, and refuses a plain request as Tomcat does there",
      says: "with status 400, as servers of HTTPS may",
      .reply { isHello($0) ? [] : Array("HTTP/1.1 400 \r\n\r\n".utf8) }, .hold),
    HostileServer(
      unknown: "too busy for TLS, and sends a plain request on to https",
      says: "with status 301, as servers of HTTPS may",
      .reply { isHello($0) ? [] : Array(redirect(to: "https:").utf8) }, .hold),
    HostileServer(
      plain, "says nothing to TLS, and sends a plain request on to another page in the clear",
      .reply { isHello($0) ? [] : Array(redirect(to: "http:").utf8) }, .hold),
    HostileServer(
      unknown: "too busy for TLS, and for a plain request", says: "with status 503",
      .reply { isHello($0) ? [] : Array("HTTP/1.1 503 Busy\r\n\r\n".utf8) }, .hold),
    HostileServer(
      unknown: "too busy for TLS, and answers a plain request with a TLS alert", says: refused,
      .reply { isHello($0) ? [] : [21, 3, 3, 0, 2, 2, 10] }, .hold),
    HostileServer(
      unknown: "too busy for TLS, and closes the connection of a plain request", says: refused,
      .hearHello),
  ]

  private static func isHello(_ bytes: [UInt8]) -> Bool { bytes.first == 22 }

  private static let refused = "refused a plain request as servers of HTTPS may"

  private static func redirect(to scheme: String) -> String {
    "HTTP/1.1 301 Moved Permanently\r\nLocation: \(scheme)//127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
  }

  static let ok = "HTTP/1.1 200 OK\r\n"
  static let filler = String(repeating: "filler ", count: 1 << 12)
}
