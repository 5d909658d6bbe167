public import PadlockNetwork

/// What a port says to a ClientHello and, where that is no TLS, to a plain request.
public struct PortSpeech: Equatable, Sendable {
  public let tls: HandshakeOutcome
  /// Nil when no plain request was sent.
  public let plain: PlainOutcome?
  /// Whether `tls` is the second of two attempts, of which the server cut the first.
  public let isSecond: Bool

  init(tls: HandshakeOutcome, plain: PlainOutcome?, isSecond: Bool = false) {
    self.tls = tls
    self.plain = plain
    self.isSecond = isSecond
  }

  /// Whether only a service in the clear answers a plain request as this port did.
  ///
  /// Servers of HTTPS answer one as well, whether or not they have time for a handshake: that it is a
  /// bad one, that they are busy, that the page is at https, or with an alert.
  public var provesPlainService: Bool {
    guard case .answered(let answer)? = plain?.ending else { return false }
    switch answer {
    case .http:
      guard let response = plain.flatMap(HTTPResponse.init) else { return false }
      switch response.status {
      case ..<200, 400, 426, 497, 503: return false
      case 300..<400:
        return response.header("Location")?.lowercased().hasPrefix("https:") != true
      default: return true
      }
    case .http2, .ssh, .smtpOrFTP, .imap, .pop3, .mysql, .other: return true
    case .markup, .tlsRecord, .tlsAlert, .ssl2, .beginning, .nothing: return false
    }
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
    guard first.tls.wasCut, !first.provesPlainService, run.remaining > pause else { return first }
    try? await Task.sleep(for: pause)
    let again = await shakeHands()
    if case .stopped = again.ending { return first }
    return PortSpeech(tls: again, plain: first.plain, isSecond: true)
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
}

extension HandshakeOutcome {
  /// Whether the server ended the connection without saying why, as `internal_error` (80) does not.
  fileprivate var wasCut: Bool {
    switch ending {
    case .closedWithoutByte, .closedDuring, .reset: true
    case .alertReceived(let alert, _): alert.number == 80
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
