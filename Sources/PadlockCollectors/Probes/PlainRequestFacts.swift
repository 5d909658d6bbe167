import OpenSSLBridge
import PadlockModel
import PadlockNetwork

/// What a port says to a plain request, and why none was sent where that is so.
///
/// A port that speaks TLS gets one only where the product file calls that harmless: some servers
/// log it as an error, and Padlock must not create the symptoms it looks for.
struct PlainRequestFacts {
  private static let name: FactName = "listener.plain-answer"
  private let speech: PortSpeech
  private let listener: Listeners.Listener

  init(_ speech: PortSpeech, _ listener: Listeners.Listener) {
    self.speech = speech
    self.listener = listener
  }

  var observations: [Observation] {
    guard let ending = speech.plain?.ending else {
      let isTLS = speech.tls.transcript.sawTLSRecord
      return [.unknown(Self.name, of: listener.subject, .notApplicable)]
        + (isTLS ? [check(detail: "", skipped: "left out: its server may log it as an error")] : [])
    }
    switch ending {
    case .answered(let answer):
      let text = Self.words(answer)
      let evidence = Evidence(
        .probe, listener.name, excerpt: "\(listener.name) answered a plain request: \(text)")
      return [
        .known(Self.name, of: listener.subject, .text(text), evidence),
        check(detail: text),
      ]
    case .closedWithoutByte, .reset, .silent:
      let evidence = Evidence(
        .probe, listener.name, excerpt: "\(listener.name) did not answer a plain request")
      return [
        .absent(Self.name, of: listener.subject, evidence), check(detail: "no answer"),
      ]
    case .notConnected, .failed, .stopped:
      return [
        .unknown(Self.name, of: listener.subject, .failed("the plain request could not be sent"))
      ]
    }
  }

  private func check(detail: String, skipped: String? = nil) -> Observation {
    .check(
      CheckRecord(
        id: "handshake", subject: listener.subject,
        title: "Ask \(listener.name) in plain HTTP", detail: detail, facts: [Self.name],
        skipped: skipped))
  }

  private static func words(_ answer: PeerSpeech) -> String {
    switch answer {
    case .nothing: "nothing"
    case .http(let line, _): line
    case .http2: "HTTP/2"
    case .markup(let excerpt), .beginning(let excerpt), .other(let excerpt): excerpt
    case .ssl2: "SSL 2"
    case .tlsRecord: "a TLS record"
    case .tlsAlert(let alert): "the TLS alert \(alert)"
    case .ssh(let banner): banner
    case .smtpOrFTP(let greeting), .imap(let greeting), .pop3(let greeting): greeting
    case .mysql(let version): "MySQL \(version)"
    }
  }
}
