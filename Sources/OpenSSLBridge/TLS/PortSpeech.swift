public import PadlockNetwork

/// What a port says to a ClientHello and, where that is no TLS, to a plain request.
public struct PortSpeech: Equatable, Sendable {
  public let tls: HandshakeOutcome
  /// Nil when no plain request was sent.
  public let plain: PlainOutcome?
  /// Whether `tls` is the second of two attempts, of which the server cut the first.
  public let wasCutBefore: Bool

  init(tls: HandshakeOutcome, plain: PlainOutcome?, wasCutBefore: Bool = false) {
    self.tls = tls
    self.plain = plain
    self.wasCutBefore = wasCutBefore
  }

  /// How long a server that cut a connection is left alone before it is asked again.
  private static let pause = Duration.seconds(1)

  /// Sends a ClientHello to `address` and, when no TLS record comes back, at once a plain GET on a
  /// new connection.
  ///
  /// A port that speaks TLS gets the plain request only with `plainToo`, because some servers log it
  /// as an error. A port that cannot be reached gets none.
  ///
  /// A server that cuts the connection may be at a limit, or be restarting: it is offered TLS once more
  /// after a second, and what it does then counts.
  public static func observe(
    _ host: HostName, at address: SocketAddress, options: HandshakeOptions = HandshakeOptions(),
    plainToo: Bool = false, timeout: Duration, before run: Deadline
  ) async -> PortSpeech {
    func shakeHands() async -> HandshakeOutcome {
      await Handshake.perform(
        with: host, at: address, options: options, timeout: timeout, before: run)
    }
    let first = await once(host, at: address, plainToo, timeout, run, shakeHands)
    guard first.tls.wasCut, !first.hasPlainAnswer, run.remaining > pause else { return first }
    try? await Task.sleep(for: pause)
    let again = await shakeHands()
    guard again.transcript.connection.outcome == .connected, !again.wasNotSpoken else {
      return first
    }
    return PortSpeech(tls: again, plain: first.plain, wasCutBefore: !again.wasCut)
  }

  private static func once(
    _ host: HostName, at address: SocketAddress, _ plainToo: Bool, _ timeout: Duration,
    _ run: Deadline, _ shakeHands: () async -> HandshakeOutcome
  ) async -> PortSpeech {
    let tls = await shakeHands()
    guard tls.transcript.connection.outcome == .connected,
      plainToo || !tls.transcript.sawTLSRecord, !tls.wasNotSpoken
    else { return PortSpeech(tls: tls, plain: nil) }
    let plain = await PlainExchange.send(
      PlainExchange.get(host, port: address.port), to: address, timeout: timeout, before: run)
    return PortSpeech(tls: tls, plain: plain)
  }

  private var hasPlainAnswer: Bool {
    if case .answered? = plain?.ending { true } else { false }
  }
}

extension HandshakeOutcome {
  /// Whether the server ended the connection without saying why.
  fileprivate var wasCut: Bool {
    switch ending {
    case .closedWithoutByte, .closedDuring, .reset: true
    case .completed(let agreed): agreed.wasCut
    default: false
    }
  }

  /// Whether it ended before the server had its say, for reasons of this side.
  fileprivate var wasNotSpoken: Bool {
    switch ending {
    case .stopped: true
    case .failed: transcript.bytesSent == 0
    default: false
    }
  }
}
