/// A ClientHello that offers everything that was ever defined, and what a server answers to it.
///
/// It tells a server that shares no suite with today's clients, and with OpenSSL, from one that can
/// agree with nobody because it has no usable key. Nothing is computed: the handshake ends with the
/// server's first message, so suites may be offered that no library here knows.
public enum WideHello {
  /// What came back.
  public enum Answer: Equatable, Sendable {
    /// The server took part: the version on the wire and the suite that it chose.
    case chosen(version: UInt16, suite: UInt16)
    /// It sent an alert instead.
    case alert(TLSAlert)
    /// It closed, reset, or sent what is no TLS.
    case refused
    /// Nothing came in time.
    case silent
    /// There was no connection, or the run was stopped.
    case notAsked
  }

  /// The most that is read of an answer: a ServerHello is shorter.
  private static let readBound = 1 << 12

  /// Connects to `address`, sends the hello with `host`'s name and reads the first message.
  public static func send(
    to host: HostName, at address: SocketAddress, timeout: Duration, before run: Deadline
  ) async -> Answer {
    let result = await attempt(to: address.text, timeout: timeout, before: run) { deadline in
      exchange(bytes(serverName: host.serverName), with: address, before: deadline)
    }
    return switch result {
    case .success(let answer): answer
    case .failure: .notAsked
    }
  }

  private static func exchange(
    _ hello: [UInt8], with address: SocketAddress, before deadline: Deadline
  ) -> Answer {
    guard case .open(let socket, _) = TCPConnect.open(address, before: deadline) else {
      return .notAsked
    }
    _ = socket.send(hello, before: deadline)
    var bytes: [UInt8] = []
    while bytes.count < readBound {
      switch socket.receive(upTo: readBound - bytes.count, before: deadline) {
      case .bytes(let more):
        bytes += more
        if let answer = answer(in: bytes) { return answer }
      case .interrupted(.timedOut): return .silent
      case .interrupted(.stopped): return .notAsked
      case .endOfStream, .reset, .failed: return .refused
      }
    }
    return .refused
  }

  /// The answer that `received` begins with, behind any warnings; nil while too few bytes are there
  /// to tell (RFC 8446 §4.1.3).
  static func answer(in received: [UInt8]) -> Answer? {
    var rest = received[...]
    while beginsWithWarning(rest) { rest = rest.dropFirst(7) }
    let bytes = Array(rest)
    guard bytes.count >= 7 else {
      return bytes.count >= 2 && !PeerSpeech.isTLSRecord(bytes) ? .refused : nil
    }
    switch PeerSpeech(firstBytes: bytes) {
    case .tlsAlert(let alert): return .alert(alert)
    case .tlsRecord(contentType: 22): break
    default: return .refused
    }
    // Record and message heads, version, random and the session's length come before the suite.
    let session = 5 + 4 + 2 + 32
    guard bytes.count > session else { return nil }
    guard bytes[5] == 2 else { return .refused }
    let suite = session + 1 + Int(bytes[session])
    guard bytes.count >= suite + 2 else { return nil }
    return .chosen(
      version: UInt16(bytes[9]) << 8 | UInt16(bytes[10]),
      suite: UInt16(bytes[suite]) << 8 | UInt16(bytes[suite + 1]))
  }

  /// Whether an alert stands first after which a server goes on, such as that it does not know the
  /// name (RFC 6066 §3); behind a `close_notify` nothing comes.
  private static func beginsWithWarning(_ bytes: ArraySlice<UInt8>) -> Bool {
    let record = Array(bytes.prefix(7))
    return record.count == 7 && PeerSpeech.isTLSRecord(record) && record[0] == 21
      && record[3...5] == [0, 2, 1] && record[6] != 0
  }

  /// The hello as one record; its names are those of RFC 8446 §4.1.2 and §4.2.
  static func bytes(serverName: String?) -> [UInt8] {
    let renegotiationInfo: UInt16 = 0x00FF
    var extensions: [UInt8] = []
    if let name = serverName.map({ Array($0.utf8.prefix(255)) }) {
      extensions += block(0, counted16([0] + counted16(name)))
    }
    // Every curve of RFC 8422 and its predecessors, Brainpool's, Montgomery's, then finite fields.
    extensions += block(10, counted16(words(Array(1...30) + Array(256...260))))
    extensions += block(11, [3, 0, 1, 2])
    extensions += block(13, counted16(words(signatures)))
    // TLS 1.3 to 1.0; without a share of a key, a TLS 1.3 server names its suite and asks again.
    extensions += block(43, [8, 3, 4, 3, 3, 3, 2, 3, 1])
    extensions += block(51, counted16([]))
    let random = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
    let body =
      [3, 3] + random + [0] + counted16(words(CipherRegistry.all + [renegotiationInfo]))
      + [1, 0] + counted16(extensions)
    let message = [1, 0] + counted16(body)
    return [22, 3, 1] + counted16(message)
  }

  /// Signature schemes from Ed25519 down to MD5 (RFC 8446 §4.2.3, RFC 5246 §7.4.1.4.1).
  private static let signatures: [UInt16] = [
    0x0807, 0x0808, 0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401,
    0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602, 0x0203, 0x0201, 0x0202, 0x0101,
  ]

  private static func block(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
    words([type]) + counted16(content)
  }

  private static func words(_ values: [UInt16]) -> [UInt8] {
    values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  /// `content` with its length in two bytes before it.
  private static func counted16(_ content: [UInt8]) -> [UInt8] {
    words([UInt16(clamping: content.count)]) + content
  }
}
