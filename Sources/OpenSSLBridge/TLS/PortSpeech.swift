public import PadlockNetwork

/// What a port says to a ClientHello and, where that is no TLS, to a plain request.
public struct PortSpeech: Equatable, Sendable {
  public let tls: HandshakeOutcome
  /// Nil when no plain request was sent.
  public let plain: PlainOutcome?

  /// Sends a ClientHello to `address` and, when no TLS record comes back, at once a plain GET on a
  /// new connection.
  ///
  /// A port that speaks TLS gets the plain request only with `plainToo`, because some servers log it
  /// as an error. A port that cannot be reached gets none.
  public static func observe(
    _ host: HostName, at address: SocketAddress, options: HandshakeOptions = HandshakeOptions(),
    plainToo: Bool = false, timeout: Duration, before run: Deadline
  ) async -> PortSpeech {
    let tls = await Handshake.perform(
      with: host, at: address, options: options, timeout: timeout, before: run)
    guard tls.transcript.connection.outcome == .connected,
      plainToo || !tls.transcript.sawTLSRecord, !tls.wasNotSpoken
    else { return PortSpeech(tls: tls, plain: nil) }
    let plain = await PlainExchange.send(
      PlainExchange.get(host, port: address.port), to: address, timeout: timeout, before: run)
    return PortSpeech(tls: tls, plain: plain)
  }
}

extension HandshakeOutcome {
  /// Whether it ended before the server had its say, for reasons of this side.
  fileprivate var wasNotSpoken: Bool {
    switch ending {
    case .stopped: true
    case .failed: transcript.bytesSent == 0
    default: false
    }
  }
}
