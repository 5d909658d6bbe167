import OpenSSLBridge
import PadlockModel
import PadlockNetwork

/// What an exchange with a port says, as facts.
struct PortSpeechFacts {
  private let speech: PortSpeech
  private let listener: Listeners.Listener

  init(_ speech: PortSpeech, _ listener: Listeners.Listener) {
    self.speech = speech
    self.listener = listener
  }

  var observations: [Observation] {
    let subject = listener.subject
    guard let (speaks, banner) = spoken else {
      let names: [FactName] = [
        "listener.speaks", "listener.banner", "listener.tls", "listener.alert",
        "listener.tls-version", "listener.cipher", "listener.client-certificate",
      ]
      let unknown = names.map { Observation.unknown($0, of: subject, .failed(reason)) }
      return isCutShort ? unknown : unknown + [Self.unjudged(listener.name, reason)]
    }
    let evidence = Evidence(.probe, listener.name, excerpt: detail(speaks, banner))
    var observations: [Observation] = [
      .known("listener.speaks", of: subject, .text(speaks), evidence),
      banner.map { .known("listener.banner", of: subject, .text($0), evidence) }
        ?? .absent("listener.banner", of: subject, evidence),
      .known("listener.tls", of: subject, .text(handshake), evidence),
      clientCertificate(evidence),
    ]
    if let alert = speech.tls.alert {
      observations.append(.known("listener.alert", of: subject, .text(alert.name), evidence))
    } else {
      observations.append(.absent("listener.alert", of: subject, evidence))
    }
    if let agreed = speech.tls.completed {
      observations += [
        .known("listener.tls-version", of: subject, .text(agreed.version.rawValue), evidence),
        .known("listener.cipher", of: subject, .text(agreed.standardCipher), evidence),
      ]
    } else {
      observations += [
        .unknown("listener.tls-version", of: subject, .notApplicable),
        .unknown("listener.cipher", of: subject, .notApplicable),
      ]
    }
    observations.append(
      .check(
        CheckRecord(
          id: "handshake", subject: subject, title: "Offer TLS to \(listener.name)",
          detail: evidence.excerpt,
          facts: [
            "listener.speaks", "listener.tls", "listener.client-certificate",
            "listener.sent-certificate", "listener.sent-alert",
          ])))
    return observations
  }

  /// What a port sent, and nothing can be told from.
  static func unjudged(_ what: String, _ why: String) -> Observation {
    .unjudged(
      Unchecked(
        what: what, why: why,
        how: "ask again with a longer --timeout, and read what the service logs at that time"))
  }

  /// Whether this side ended it before the port had its say.
  private var isCutShort: Bool {
    if case .stopped = speech.tls.ending { return true }
    if case .stopped = speech.plain?.ending { return true }
    return false
  }

  private var reason: String {
    if isCutShort { return "the run was stopped" }
    switch speech.tls.ending {
    case .failed(let failure): return failure.description
    case .notConnected(let attempt) where attempt.outcome == .refused:
      return "it took one connection and refused the next"
    case .notConnected, .systemFailed:
      return "it took one connection, and the next could not be made"
    case .plain(.beginning(let excerpt)):
      return "too little came to tell what it speaks (\"\(excerpt)\")"
    default: break
    }
    let deed =
      speech.tls.ending.isTimeout ? "did not answer the offer of TLS" : "cut the offer of TLS"
    switch speech.plain?.ending {
    case .answered(.http(_, let status?)):
      return
        "it \(deed), and answered a plain request with status \(status), as servers of HTTPS may; it "
        + "may be too busy for a handshake"
    case .answered(.tlsRecord), .answered(.tlsAlert), .closedWithoutByte, .reset:
      return
        "it \(deed), and refused a plain request as servers of HTTPS may; it may be too busy for a "
        + "handshake"
    case .notConnected(let attempt) where attempt.outcome == .refused:
      return "it took one connection and refused the next"
    case .notConnected: return "it \(deed), and took no other connection"
    default: return "it \(deed), and what came for a plain request says nothing"
    }
  }

  /// What the port speaks and its first line; nil where nothing could be told.
  private var spoken: (String, String?)? {
    if speech.tls.transcript.sawTLSRecord { return ("tls", nil) }
    let tls = speech.tls.ending
    if case .plain(let spoken) = tls, let word = Self.word(spoken) { return word }
    if speech.provesPlainService, case .answered(let spoken) = speech.plain?.ending,
      let word = Self.word(spoken)
    {
      return word
    }
    // One byte came, with which TLS begins; what a plain request made of it says no more.
    if case .timedOut(let stage) = tls, stage != .helloSent { return ("tls", nil) }
    switch (tls, speech.plain?.ending) {
    // A port that is merely slow is not silent to both.
    case (.timedOut, .silent): return ("nothing", nil)
    case (.timedOut, .notConnected(let attempt)) where attempt.outcome == .timedOut:
      return ("nothing", nil)
    case (.closedWithoutByte, let plain), (.closedDuring, let plain), (.reset, let plain):
      if case .answered? = plain, !speech.isSecond { return nil }
      return ("closed", nil)
    default: return nil
    }
  }

  private static func word(_ speech: PeerSpeech) -> (String, String?)? {
    switch speech {
    case .nothing: nil
    case .http(let line, _): ("http", line)
    case .http2: ("http", "an HTTP/2 preface")
    case .markup(let excerpt): ("http", excerpt)
    case .tlsRecord, .tlsAlert, .ssl2: ("tls", nil)
    case .beginning: nil
    case .ssh(let banner): ("ssh", banner)
    case .smtpOrFTP(let greeting):
      (greeting.lowercased().contains("ftp") ? "ftp" : "smtp", greeting)
    case .imap(let greeting): ("imap", greeting)
    case .pop3(let greeting): ("pop3", greeting)
    case .mysql(let version): ("mysql", "MySQL \(version)")
    case .other(let excerpt): ("other", excerpt)
    }
  }

  private var handshake: String {
    switch speech.tls.ending {
    case .completed: "handshake"
    case .alertReceived: "alert"
    case .plain(.ssl2): "failed"
    case .plain: "plain"
    case .closedWithoutByte, .closedDuring, .reset: "closed"
    case .timedOut(let stage): stage == .helloSent ? "silent" : "stuck"
    case .failed, .systemFailed, .notConnected, .stopped: "failed"
    }
  }

  private func clientCertificate(_ evidence: Evidence) -> Observation {
    let isAsked = speech.tls.transcript.certificateRequest != nil
    // Whether it insists is not known of a server that was sent one.
    if speech.tls.transcript.sentCertificate {
      return .known(
        "listener.client-certificate", of: listener.subject, .text("requested"), evidence)
    }
    let word: String
    switch speech.tls.ending {
    case .completed(let agreed):
      let isRefused = agreed.refusal != nil || agreed.wasCut
      word = isRefused ? "required" : isAsked ? "requested" : "none"
    // Of other alerts (RFC 8446 §6.2) it is not known that they are about the certificate.
    case .alertReceived(let alert, _) where isAsked && !alert.mayRefuseCertificate:
      return .unknown(
        "listener.client-certificate", of: listener.subject,
        .failed("alert \(alert) is not about a certificate"))
    case .alertReceived, .closedDuring, .reset:
      guard isAsked else {
        return .unknown(
          "listener.client-certificate", of: listener.subject,
          .failed("the server ended the handshake before it could ask"))
      }
      word = "required"
    default:
      return .unknown("listener.client-certificate", of: listener.subject, .notApplicable)
    }
    return .known("listener.client-certificate", of: listener.subject, .text(word), evidence)
  }

  private func detail(_ speaks: String, _ banner: String?) -> String {
    let name = listener.name
    switch speech.tls.ending {
    case .completed(let agreed):
      let refused = agreed.refusal.map { ", and then refused it with alert \($0)" }
      let cut = agreed.wasCut ? ", and then closed the connection" : ""
      let before = speech.isSecond ? ", after it had cut the first connection" : ""
      return "\(name) completed a \(agreed.version.rawValue) handshake\(refused ?? cut)\(before)"
    case .alertReceived(let alert, _): return "\(name) ended the TLS handshake with alert \(alert)"
    default: break
    }
    switch speaks {
    case "tls":
      switch speech.tls.ending {
      case .timedOut: return "\(name) began a TLS handshake and never ended it"
      case .closedDuring, .reset: return "\(name) closed the connection in the TLS handshake"
      default: return "\(name) answered with TLS that could not be understood"
      }
    case "http": return "\(name) answered with plain HTTP: \(banner ?? "")"
    case "closed": return "\(name) closed the connection without a byte"
    case "nothing": return "\(name) accepted the connection and sent nothing"
    default: return "\(name) answered with \(speaks): \(banner ?? "")"
    }
  }
}

extension HandshakeEnding {
  fileprivate var isTimeout: Bool {
    if case .timedOut = self { true } else { false }
  }
}
