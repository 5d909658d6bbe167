import OpenSSLBridge
import PadlockModel
import PadlockNetwork

/// What a handshake says beside its end: names, warnings, certificates, and what defaults refuse.
struct HandshakeDetailFacts {
  static let names: [FactName] = [
    "listener.server-name", "listener.sent-certificate", "listener.sent-alert",
    "listener.foreign-version", "listener.warnings", "listener.issuers",
    "listener.refused-by-defaults",
  ]

  private let outcome: HandshakeOutcome
  private let listener: Listeners.Listener

  init(_ outcome: HandshakeOutcome, _ listener: Listeners.Listener) {
    self.outcome = outcome
    self.listener = listener
  }

  var observations: [Observation] {
    let subject = listener.subject
    guard outcome.transcript.sawTLSRecord else {
      let others = Self.names.filter {
        !["listener.server-name", "listener.foreign-version"].contains($0)
      }
      return [name, foreignVersion] + others.map { .unknown($0, of: subject, .notApplicable) }
    }
    let transcript = outcome.transcript
    return [
      name, sentCertificate,
      fact(
        "listener.sent-alert", transcript.sentAlert.map { .text($0.name) },
        "Padlock broke the handshake off with alert \(transcript.sentAlert?.description ?? "")"),
      foreignVersion,
      fact(
        "listener.warnings",
        transcript.warnings.isEmpty ? nil : .list(transcript.warnings.map(\.name)),
        "\(listener.name) warned: \(transcript.warnings.map(\.description).joined(separator: ", "))"
      ),
      issuers,
    ] + refusedByDefaults
  }

  private var name: Observation {
    let name = listener.host.serverName
    return fact("listener.server-name", name.map { .text($0) }, "the hello named \(name ?? "")")
  }

  /// A number on the wire has SSL's major version 3 (RFC 6101 §5.2.1).
  private var foreignVersion: Observation {
    let name: FactName = "listener.foreign-version"
    let version: String
    switch (outcome.ending, outcome.transcript.foreignVersion) {
    case (.plain(.ssl2), _): version = "SSLv2"
    case (_, 0x0300?): version = "SSLv3"
    case (_, let number?): version = "0x\(String(number, radix: 16, uppercase: true))"
    case (_, nil):
      return outcome.transcript.sawTLSRecord
        ? .absent(name, of: listener.subject)
        : .unknown(name, of: listener.subject, .notApplicable)
    }
    return fact(name, .text(version), "\(listener.name) answered in \(version)")
  }

  /// Alerts about the client's certificate (RFC 8446 §6.2) mean the one that was sent.
  private var sentCertificate: Observation {
    let name: FactName = "listener.sent-certificate"
    guard outcome.transcript.sentCertificate else {
      return .unknown(name, of: listener.subject, .notApplicable)
    }
    if let alert = outcome.alert {
      guard alert.isAboutCertificate else {
        return .unknown(
          name, of: listener.subject, .failed("alert \(alert) is not about a certificate"))
      }
      return fact(
        name, .text("rejected"),
        "\(listener.name) answered the client certificate with alert \(alert)")
    }
    let isCut: Bool
    switch outcome.ending {
    case .completed(let agreed): isCut = agreed.wasCut
    // A server that had more to say of its own would not have come so far.
    case .closedDuring, .reset: isCut = true
    default:
      return .unknown(name, of: listener.subject, .failed("the handshake was not completed"))
    }
    return isCut
      ? fact(
        name, .text("rejected"),
        "\(listener.name) closed the connection when it had got the client certificate")
      : fact(name, .text("accepted"), "\(listener.name) took the client certificate")
  }

  private var issuers: Observation {
    let issuers = outcome.transcript.chain.compactMap {
      try? CertificateDescription(der: $0).issuer
    }
    guard !issuers.isEmpty else {
      return .unknown("listener.issuers", of: listener.subject, .notApplicable)
    }
    return fact(
      "listener.issuers", .list(issuers),
      "the certificate served was issued by \(issuers.first ?? "")")
  }

  private var refusedByDefaults: [Observation] {
    let name: FactName = "listener.refused-by-defaults"
    guard outcome.completed != nil else {
      return [.unknown(name, of: listener.subject, .notApplicable)]
    }
    let refused = UsualDefaults.refusals(of: outcome).map(\.rawValue)
    guard !refused.isEmpty else { return [.absent(name, of: listener.subject)] }
    let detail = "refused by OpenSSL's defaults on Debian: \(refused.joined(separator: ", "))"
    return [
      fact(name, .list(refused), detail),
      .check(
        CheckRecord(
          id: "handshake", subject: listener.subject,
          title: "Compare \(listener.name) with the defaults of current clients", detail: detail,
          facts: [name], isNotable: true)),
    ]
  }

  private func fact(_ name: FactName, _ value: FactValue?, _ excerpt: String) -> Observation {
    guard let value else { return .absent(name, of: listener.subject) }
    return .known(
      name, of: listener.subject, value, Evidence(.probe, listener.name, excerpt: excerpt))
  }
}

extension HandshakeOutcome {
  /// The alert with which the server ended it, also after its end (TLS 1.3).
  var alert: TLSAlert? {
    if case .alertReceived(let alert, _) = ending { alert } else { completed?.refusal }
  }
}

extension HandshakeOptions {
  /// Everything that OpenSSL can do, with this identity for a server that asks.
  static func everything(showing identity: ClientIdentity?) -> HandshakeOptions {
    var options = HandshakeOptions()
    options.identity = identity
    return options
  }
}
