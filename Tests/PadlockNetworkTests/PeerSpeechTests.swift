import PadlockNetwork
import Testing

@Suite struct PeerSpeechTests {
  @Test(arguments: [
    (
      "HTTP/1.1 400 Bad Request\r\nServer: x\r\n",
      PeerSpeech.http(
        statusLine: "HTTP/1.1 400 Bad Request", status: 400)
    ),
    ("HTTP/1.0 nonsense\r\n", .http(statusLine: "HTTP/1.0 nonsense", status: nil)),
    ("SSH-2.0-OpenSSH_9.2\r\n", .ssh(banner: "SSH-2.0-OpenSSH_9.2")),
    ("220 mail.example ESMTP Postfix\r\n", .smtpOrFTP(greeting: "220 mail.example ESMTP Postfix")),
    ("220-Welcome\r\n220 ok\r\n", .smtpOrFTP(greeting: "220-Welcome")),
    (
      "* OK [CAPABILITY IMAP4rev1] ready\r\n",
      .imap(
        greeting: "* OK [CAPABILITY IMAP4rev1] ready")
    ),
    ("+OK POP3 ready\r\n", .pop3(greeting: "+OK POP3 ready")),
    ("<!DOCTYPE html><p>", .markup(excerpt: "<!DOCTYPE html><p>")),
    ("<html>\r\n<body>", .markup(excerpt: "<html>")), ("odd\nmore", .other(excerpt: "odd")),
    ("<HTML>", .markup(excerpt: "<HTML>")),
    ("what?\u{7}", .other(excerpt: "what?\u{2407}")),
    ("a\u{2004}b\u{3164}", .other(excerpt: "a\\u{2004}b\\u{3164}")),
    ("", .nothing),
    ("H", .beginning(excerpt: "H")), ("HTTP", .beginning(excerpt: "HTTP")),
    ("<!doc", .beginning(excerpt: "<!doc")), ("HTML", .other(excerpt: "HTML")),
    ("22", .other(excerpt: "22")),
  ])
  func `texts are recognised`(text: String, speech: PeerSpeech) {
    #expect(PeerSpeech(firstBytes: Array(text.utf8)) == speech)
  }

  @Test(
    arguments: [
      ([0x15, 3, 1, 0, 2, 2, 40], PeerSpeech.tlsAlert(TLSAlert(level: 2, number: 40))),
      ([0x15, 3, 3, 0, 2, 2], .tlsRecord(contentType: 21)),
      ([0x16, 3, 3, 0, 90, 2], .tlsRecord(contentType: 22)),
      ([0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 3], .http2),
      ([0x4A, 0, 0, 0, 10] + Array("8.0.36".utf8) + [0, 9], .mysql(version: "8.0.36")),
      ([0x16], .beginning(excerpt: "\u{2416}")),
      ([0, 0, 18, 4, 0], .beginning(excerpt: "␀␀␒␄␀")),
      ([0, 0, 17, 4, 0], .other(excerpt: "␀␀␑␄␀")),
      ([0x80, 18, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 4], .ssl2),
    ] as [([UInt8], PeerSpeech)])
  func `binary protocols are recognised`(bytes: [UInt8], speech: PeerSpeech) {
    #expect(PeerSpeech(firstBytes: bytes) == speech)
  }

  @Test func `an alert that comes in two pieces is not recognised by the first`() {
    #expect(!PeerSpeech(firstBytes: [21, 3, 3, 0, 2]).isRecognised)
    #expect(PeerSpeech(firstBytes: [21, 3, 3, 0, 2, 2, 40]).isRecognised)
  }

  @Test func `nothing in an excerpt can act on a terminal`() {
    let bytes: [UInt8] = [0x1B, 0x5B, 0x32, 0x4A, 0xFF, 0x7F] + Array("\u{202E}\u{200B}é".utf8)
    #expect(PeerSpeech.visible(bytes) == "\u{241B}[2J\u{FFFD}\u{2421}\\u{202E}\\u{200B}é")
    #expect(PeerSpeech.visible([UInt8](repeating: 0x61, count: 9000)).count == 200)
  }

  @Test func `every truncation and every flipped byte gives a value`() {
    let seed: [UInt8] = [0x15, 3, 1, 0, 2, 2, 40] + Array("HTTP/1.1 200 OK\r\n".utf8)
    for length in 0...seed.count {
      _ = PeerSpeech(firstBytes: Array(seed.prefix(length)))
      _ = PeerSpeech(firstBytes: Array(seed.dropFirst(length)))
    }
    for index in seed.indices {
      var flipped = seed
      flipped[index] ^= 0xFF
      #expect(PeerSpeech(firstBytes: flipped) != .nothing)
    }
  }

  @Test func `alerts have the names of the RFCs`() {
    #expect(TLSAlert(level: 2, number: 70).description == "protocol_version (70)")
    #expect(TLSAlert(level: 2, number: 116).name == "certificate_required")
    #expect(TLSAlert(level: 1, number: 199).description == "unknown (199)")
    #expect(!TLSAlert(level: 1, number: 0).isFatal)
  }
}
