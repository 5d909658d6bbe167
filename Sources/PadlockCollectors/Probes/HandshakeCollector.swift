import OpenSSLBridge
public import PadlockModel
import PadlockNetwork

/// Offers TLS to the port and, where no TLS comes back, asks in plain HTTP.
public struct HandshakeCollector: Collector {
  public init() {}

  public let title = "Shake hands with the port"
  public let how = "Run Padlock where the clients are, without --no-probe."
  public let offer = CollectorOffer(
    id: "handshake",
    provides: [
      "listener.speaks", "listener.banner", "listener.tls", "listener.alert",
      "listener.tls-version", "listener.cipher", "listener.client-certificate",
      "listener.plain-answer",
    ] + HandshakeDetailFacts.names, needs: ["listener.tcp"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    await Listeners.observe(request, findings, offer) { listener in
      guard let address = request.connectedAddress(of: listener) else {
        return offer.provides.unknown(of: listener, .notApplicable)
      }
      let speech = await Self.observe(listener, at: address, request.options)
      request.workbench.write { bench in
        bench.served[listener.name] = speech.tls.transcript.chain
        bench.stapled[listener.name] = speech.tls.transcript.stapledResponse
        bench.plainAnswers[listener.name] = speech.plain.flatMap(HTTPResponse.init)
      }
      return PortSpeechFacts(speech, listener).observations
        + HandshakeDetailFacts(speech.tls, listener).observations
        + Self.unfinished(speech.tls, listener)
        + PlainRequestFacts(speech, listener).observations
    }
  }

  /// A handshake that this side could not go on with leaves everything behind it open.
  private static func unfinished(
    _ outcome: HandshakeOutcome, _ listener: Listeners.Listener
  ) -> [Observation] {
    guard case .failed(let failure) = outcome.ending, outcome.transcript.sawTLSRecord,
      outcome.transcript.foreignVersion == nil
    else { return [] }
    return [
      PortSpeechFacts.unjudged(
        "what \(listener.name) sent in the TLS handshake", "it makes no sense: \(failure.reason)")
    ]
  }

  /// A hello and a plain request together take less than twice the time of one attempt.
  private static func observe(
    _ listener: Listeners.Listener, at address: SocketAddress, _ options: RunOptions
  ) async -> PortSpeech {
    await PortSpeech.observe(
      listener.host, at: address, options: .everything(showing: options.identity),
      plainToo: listener.definition?.plainProbeIsHarmless ?? false,
      timeout: options.timeout * 0.85, before: options.run)
  }
}
