import COpenSSL
import Foundation
import TestSupport

extension HostileServer {
  private static let cut = "network.connection-reset error confirmed"
  private static let stuck = "tls.handshake-timeout error confirmed"
  private static let rejected = "tls.handshake-rejected error confirmed"
  private static let version = "tls.version-unsupported error confirmed"
  private static let nonsense = "makes no sense"
  private static let hello = HandmadeTLS.serverHello()
  private static let leaf = (try? Fixture.bytes("tls/leaf.pem")).map(der) ?? []
  private static let intermediate = (try? Fixture.bytes("tls/intermediate.pem")).map(der) ?? []
  private static let certificate = HandmadeTLS.message(
    11, HandmadeTLS.certificates([leaf, intermediate]))

  /// Servers that stop, or slow down, in the middle of the handshake.
  static let stopping: [HostileServer] = [
    HostileServer(stuck, "one byte a second from the first on", .hear, .drip(hello)),
    HostileServer(
      stuck, "one byte a second from the ServerHello on", .hear, .say(hello), .drip(certificate)),
    HostileServer(stuck, "a ServerHello, and nothing more", .hear, .say(hello), .hold),
    HostileServer(
      stuck, "a real handshake, a byte a second", .secure({ $0.restsMilliseconds = 1000 })),
    HostileServer(
      stuck, "a record that claims 16 KiB, and nothing more", .hear,
      .say(HandmadeTLS.record(22, [2], claiming: 1 << 14)), .hold),
    HostileServer(
      stuck, "records without a byte in them, a second apart", .hear,
      .drip(HandmadeTLS.record(22, []))),
    HostileServer(cut, "resets after its ServerHello", .hear, .say(hello), .reset),
    HostileServer(
      cut, "resets after its certificate", .hear,
      .say(hello + HandmadeTLS.records(certificate)), .reset),
    HostileServer(
      cut, "ends after its certificate", .hear, .say(hello + HandmadeTLS.records(certificate))),
    HostileServer(
      cut, "resets in place of its Finished, in TLS 1.2",
      .secure(
        settings(TLS1_2_VERSION) { flight, bytes in
          flight == 0 ? bytes : []
        }), .reset),
  ]

  /// Alerts, and versions that are none.
  static let refusing: [HostileServer] = [
    HostileServer(rejected, "fatal alerts without end", .hear, .flood([21, 3, 3, 0, 2, 2, 40])),
    HostileServer(
      rejected, "an alert that no RFC knows", .hear, .say([21, 3, 3, 0, 2, 2, 222]), .hold),
    HostileServer(
      unknown: "warnings without end", says: "too many warn alerts", .hear,
      .flood([21, 3, 3, 0, 2, 1, 112])),
    HostileServer(
      version, "chooses SSL 3", .hear,
      .say(HandmadeTLS.serverHello(version: 0x0300, cipher: 5, extensions: [])), .hold),
    HostileServer(
      version, "chooses a version that does not exist", says: "0x309", .hear,
      .say(HandmadeTLS.serverHello(version: 0x0309)), .hold),
    HostileServer(
      version, "answers in SSL 2", .hear,
      .say([0x80, 18, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 4, 7, 0, 0xC0, 1, 2, 3, 4]), .hold),
  ]

  /// What is no TLS, though it begins like it.
  static let senseless: [HostileServer] =
    ([
      ("garbage after the ServerHello", [.say(hello + [UInt8](repeating: 0x5A, count: 64))]),
      ("plain HTTP after the ServerHello", [.say(hello), .say(ok + "\r\n")]),
      (
        "a record of another version after the ServerHello",
        [.say(hello + HandmadeTLS.record(22, version: 0x0309, certificate))]
      ),
      ("a suite that was not offered", [.say(HandmadeTLS.serverHello(cipher: 0x0005))]),
      (
        "a certificate that is none",
        [
          .say(
            hello
              + HandmadeTLS.records(
                HandmadeTLS.message(
                  11, HandmadeTLS.certificates([[UInt8](repeating: 0xFF, count: 99)]))))
        ]
      ),
      (
        "no certificate at all",
        [
          .say(hello + HandmadeTLS.records(HandmadeTLS.message(11, HandmadeTLS.certificates([]))))
        ]
      ),
      (
        "a certificate of 16 MB",
        [
          .say(hello + HandmadeTLS.records(HandmadeTLS.message(11, [], claiming: 0xFFFFFF))),
          .flood(HandmadeTLS.record(22, [UInt8](repeating: 7, count: 1 << 14))),
        ]
      ),
      (
        "a chain without end",
        [
          .say(
            hello
              + HandmadeTLS.records(
                HandmadeTLS.message(11, [0x0F, 0xFF, 0xFF], claiming: 0x100002))),
          .flood(HandmadeTLS.records(HandmadeTLS.number(leaf.count, bytes: 3) + leaf)),
        ]
      ),
      ("records without a byte in them, without end", [.flood(HandmadeTLS.record(22, []))]),
      (
        "requests for another hello without end, before its own",
        [
          .flood(
            [[UInt8]](repeating: HandmadeTLS.record(22, HandmadeTLS.message(0, [])), count: 999)
              .flatMap { $0 })
        ]
      ),
      (
        "a record that claims 65,535 bytes",
        [
          .say(HandmadeTLS.record(22, [2], claiming: 0xFFFF)), .hold,
        ]
      ),
      (
        "the same messages again and again",
        [
          .flood(hello)
        ]
      ),
    ] as [(String, [Step])]).map { HostileServer($0.0, says: nonsense, [.hear] + $0.1 + [.hold]) }
    + [
      HostileServer(
        unknown: "asks for another ClientHello again and again", says: nonsense,
        .reply(HandmadeTLS.helloRetryRequest), .reply(HandmadeTLS.helloRetryRequest), .hold)
    ]

  /// Sound at the core.
  static let odd: [HostileServer] = [
    HostileServer(
      sound: "the first flight in records of one byte",
      .secure(
        settings(TLS1_2_VERSION) { flight, bytes in
          flight == 0 ? HandmadeTLS.records(payload(bytes), upTo: 1) : bytes
        }), .hear, .say(page)),
    HostileServer(
      sound: "a certificate with 3,000 names", .secure({ $0.certificate = .manyNames }), .hear,
      .say(page)
    ),
    HostileServer(
      sound: "a certificate with a name of 60,000 letters", .secure({ $0.certificate = .hugeName }),
      .hear, .say(page)),
    HostileServer(
      sound: "a certificate whose names clear the terminal",
      .secure({ $0.certificate = .controlCharacters }), .hear, .say(page)),
    HostileServer(
      sound: "staples garbage for an OCSP response", .secure({ $0.staple = Array("garbage".utf8) }),
      .hear, .say(page)),
  ]

  static let page = ok + "Content-Length: 2\r\n\r\nok"

  private static func settings(
    _ version: Int32, _ change: @escaping @Sendable (Int, [UInt8]) -> [UInt8]
  ) -> SecureSide.Settings {
    var settings = SecureSide.Settings()
    settings.version = version
    settings.change = change
    return settings
  }

  /// What is in the records, without their heads.
  private static func payload(_ records: [UInt8]) -> [UInt8] {
    var (rest, content) = (records[...], [UInt8]())
    while rest.count > 5 {
      let length = Int(rest[rest.startIndex + 3]) << 8 + Int(rest[rest.startIndex + 4])
      content += rest.dropFirst(5).prefix(length)
      rest = rest.dropFirst(5 + length)
    }
    return content
  }

  private static func der(_ pem: [UInt8]) -> [UInt8] {
    let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
    let body = lines.filter { !$0.hasPrefix("-") }.joined()
    return Array(Data(base64Encoded: body) ?? Data())
  }
}
