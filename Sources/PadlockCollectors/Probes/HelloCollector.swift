import OpenSSLBridge
public import PadlockModel
import PadlockNetwork

/// Offers TLS once more in other words, where the first handshake leaves a question.
///
/// Each question costs one connection or two. A server that completed the first handshake is asked only
/// for TLS 1.0 and 1.1, and only where that puts no error into a log that is judged: where the
/// product has no log, or its file calls the hello harmless (`legacy-probe: harmless`).
public struct HelloCollector: Collector {
  public init() {}

  public let title = "Offer TLS in other words"
  public let how = "Run Padlock where the clients are, without --no-probe."
  public let offer = CollectorOffer(
    id: "hellos",
    provides: HelloQuestions.facts + ["listener.configured-port-answers"], needs: ["listener.tls"],
    cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    await Listeners.observe(request, findings, offer) { listener in
      let attempts = request.workbench.read { $0.attempts[listener.name] ?? [] }
      var observations = [await configuredPort(attempts, listener, request, findings.facts)]
      guard let address = request.connectedAddress(of: listener) else {
        return observations + HelloQuestions.facts.unknown(of: listener, .notApplicable)
      }
      let question = HelloQuestions(listener, address, request)
      observations += await question.legacyProtocol(findings.facts)
      observations += await question.withoutServerName(findings.facts)
      observations.append(await question.otherCipher(findings.facts))
      return observations
    }
  }

  /// Tries the configured port where another was asked for in vain.
  private func configuredPort(
    _ attempts: [TCPAttempt], _ listener: Listeners.Listener, _ request: CollectionRequest,
    _ facts: FactSet
  ) async -> Observation {
    let name: FactName = "listener.configured-port-answers"
    guard case .integer(let port) = facts["listener.configured-port", listener.subject].value,
      facts["listener.speaks", listener.subject].value != .text("tls"),
      let tried = (attempts.first { $0.outcome == .connected } ?? attempts.first)?.address,
      let port = UInt16(exactly: port),
      let address = SocketAddress(literal: tried.text, port: port)
    else { return .unknown(name, of: listener.subject, .notApplicable) }
    let attempt = await TCPConnect.probe(
      address, timeout: request.options.timeout, before: request.options.run)
    let answers = attempt.outcome == .connected
    return .known(
      name, of: listener.subject, .boolean(answers),
      Evidence(
        .probe, address.description,
        excerpt: "\(address) \(answers ? "takes connections" : "does not take connections")"))
  }
}

/// The questions that another hello answers, each about one listener.
private struct HelloQuestions {
  static let facts: [FactName] = [
    "listener.legacy-protocol", "listener.without-server-name", "listener.other-cipher",
  ]

  private let listener: Listeners.Listener
  private let address: SocketAddress
  private let request: CollectionRequest

  init(_ listener: Listeners.Listener, _ address: SocketAddress, _ request: CollectionRequest) {
    self.listener = listener
    self.address = address
    self.request = request
  }

  private var options: RunOptions { request.options }

  private func perform(_ change: (inout HandshakeOptions) -> Void) async -> HandshakeOutcome {
    var hello = HandshakeOptions.everything(showing: options.identity)
    change(&hello)
    return await Handshake.perform(
      with: listener.host, at: address, options: hello, timeout: options.timeout,
      before: options.run)
  }

  /// Whether a hello that a sound server turns away leaves nothing behind that would be judged.
  private var mayBeTurnedAway: Bool {
    if listener.definition?.legacyProbeIsHarmless == true { return true }
    return options.logFiles.isEmpty
      && request.product.installations.allSatisfy { $0.logs.isEmpty }
  }

  func legacyProtocol(_ facts: FactSet) async -> [Observation] {
    let name: FactName = "listener.legacy-protocol"
    let old = [TLSVersion.tls10, .tls11].map(\.rawValue)
    func seen(_ version: String) -> [Observation] {
      let detail = "\(listener.name) agreed on \(version)"
      return [
        .known(
          name, of: listener.subject, .text(version),
          Evidence(.probe, listener.name, excerpt: detail)),
        check(detail),
      ]
    }
    guard facts["listener.tls", listener.subject].value == .text("handshake") else {
      return [.unknown(name, of: listener.subject, .notApplicable)]
    }
    if case .text(let version) = facts["listener.tls-version", listener.subject].value,
      old.contains(version)
    {
      return seen(version)
    }
    guard mayBeTurnedAway else {
      return [
        .unknown(name, of: listener.subject, .notApplicable),
        check("", skipped: "left out: its server may log it as an error"),
      ]
    }
    var outcome = await perform { $0.highestVersion = .tls11 }
    if case .failed = outcome.ending {
      // From a server that has 1.0 and 1.2 and not 1.1, OpenSSL takes 1.0 for an attack (RFC 8446
      // §4.1.3), unless it is all that was offered.
      outcome = await perform { $0.highestVersion = .tls10 }
    }
    switch outcome.ending {
    case .completed(let agreed): return seen(agreed.version.rawValue)
    // A server that asks for a certificate has agreed on the version before.
    case .alertReceived where outcome.transcript.certificateRequest != nil,
      .closedDuring where outcome.transcript.certificateRequest != nil:
      return seen((outcome.transcript.version ?? .tls10).rawValue)
    case .alertReceived, .closedWithoutByte, .closedDuring, .reset:
      let evidence = Evidence(
        .probe, listener.name, excerpt: "\(listener.name) refuses TLS 1.0 and 1.1")
      return [.absent(name, of: listener.subject, evidence), check(evidence.excerpt)]
    case .plain, .timedOut, .failed, .systemFailed, .notConnected, .stopped:
      return [.unknown(name, of: listener.subject, .failed("the hello got no clear answer"))]
    }
  }

  private func check(_ detail: String, skipped: String? = nil) -> Observation {
    .check(
      CheckRecord(
        id: "hellos", subject: listener.subject,
        title: "Offer \(listener.name) TLS 1.0 and 1.1 alone", detail: detail,
        facts: ["listener.legacy-protocol"], skipped: skipped))
  }

  /// Asked where a server turned a named hello away without saying that it is about the name.
  func withoutServerName(_ facts: FactSet) async -> [Observation] {
    let name: FactName = "listener.without-server-name"
    guard listener.host.serverName != nil, isTurnedAway(facts), !wantsCertificate(facts) else {
      return [.unknown(name, of: listener.subject, .notApplicable)]
    }
    let outcome = await perform { $0.sendsServerName = false }
    let word: String
    switch outcome.ending {
    case .completed:
      // Whatever ended the first handshake may be over by now: the name is at fault if it still fails.
      guard await perform({ _ in }).isTurnedAway else {
        return [
          .unknown(
            name, of: listener.subject, .failed("with the name it is not turned away every time"))
        ]
      }
      word = "handshake"
    case .alertReceived, .closedWithoutByte, .closedDuring, .reset: word = "refused"
    case .plain, .timedOut, .failed, .systemFailed, .notConnected, .stopped:
      return [.unknown(name, of: listener.subject, .failed("the hello got no clear answer"))]
    }
    let detail =
      "without a server name \(listener.name) "
      + (word == "handshake" ? "completes the handshake" : "turns the hello away as well")
    return [
      .known(
        name, of: listener.subject, .text(word),
        Evidence(.probe, listener.name, excerpt: detail))
    ]
  }

  /// Asked where a server found nothing to agree on among all that OpenSSL has.
  func otherCipher(_ facts: FactSet) async -> Observation {
    let name: FactName = "listener.other-cipher"
    guard facts["listener.tls", listener.subject].value == .text("alert"),
      case .text(let alert) = facts["listener.alert", listener.subject].value,
      ["handshake_failure", "insufficient_security"].contains(alert),
      !wantsCertificate(facts)
    else { return .unknown(name, of: listener.subject, .notApplicable) }
    let answer = await WideHello.send(
      to: listener.host, at: address, timeout: options.timeout, before: options.run)
    switch answer {
    case .chosen(let version, let number) where version >= 0x0301:
      let suite = CipherRegistry.name(number)
      let offered = Handshake.suites(offeredBy: .everything(showing: options.identity))
      if offered.contains(number) {
        return .unknown(
          name, of: listener.subject,
          .failed(
            "it chose \(suite), which it was offered before as well, so that what is not shared is "
              + "something else, such as the curve of the certificate's key"))
      }
      return .known(
        name, of: listener.subject, .text(suite),
        Evidence(.probe, listener.name, excerpt: "offered everything, it chose \(suite)"))
    case .alert, .refused:
      return .absent(
        name, of: listener.subject,
        Evidence(.probe, listener.name, excerpt: "offered everything, it refused as well"))
    case .chosen, .silent, .notAsked:
      return .unknown(name, of: listener.subject, .failed("the hello got no clear answer"))
    }
  }

  /// A server that asked for a certificate has taken the hello as it was.
  private func wantsCertificate(_ facts: FactSet) -> Bool {
    facts["listener.client-certificate", listener.subject].value != nil
  }

  private func isTurnedAway(_ facts: FactSet) -> Bool {
    [.text("alert"), .text("closed")].contains(facts["listener.tls", listener.subject].value)
  }
}

extension HandshakeOutcome {
  /// Whether the server ended it, in words or without.
  fileprivate var isTurnedAway: Bool {
    switch ending {
    case .alertReceived, .closedWithoutByte, .closedDuring, .reset: true
    default: false
    }
  }
}
