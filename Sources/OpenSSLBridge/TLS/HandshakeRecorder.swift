import COpenSSL
import PadlockNetwork
import Synchronization

/// What OpenSSL's message callback saw of one handshake.
final class HandshakeRecorder: Sendable {
  private struct Record {
    var stage: HandshakeStage = .helloSent
    var received: TLSAlert?
    var sent: TLSAlert?
    var warnings: [TLSAlert] = []
    var askedForCertificate = false
    var sentCertificate = false
    var gotTicket = false
    var chosenVersion: UInt16?
    var messageCount = 0
  }

  private let record = Mutex(Record())

  /// The furthest point that a received message proves.
  var stage: HandshakeStage { record.withLock { $0.stage } }

  /// The last fatal alert of the server, or `close_notify`.
  var receivedAlert: TLSAlert? { record.withLock { $0.received } }

  /// The fatal alert that this side sent.
  var sentAlert: TLSAlert? { record.withLock { $0.sent } }

  /// The warnings of the server, at most 16, without `close_notify`.
  var warnings: [TLSAlert] { record.withLock { $0.warnings } }

  /// How many handshake messages the server sent.
  var messageCount: Int { record.withLock { $0.messageCount } }

  /// The version that the last ServerHello names; that of TLS 1.3 names 1.2 (RFC 8446 §4.1.3).
  var chosenVersion: UInt16? { record.withLock { $0.chosenVersion } }

  /// Whether a CertificateRequest came.
  var askedForCertificate: Bool { record.withLock { $0.askedForCertificate } }

  /// Whether this side sent a certificate of its own.
  var sentCertificate: Bool { record.withLock { $0.sentCertificate } }

  /// Whether the server sent a ticket for later, which it does when it is content.
  var gotTicket: Bool { record.withLock { $0.gotTicket } }

  /// The length of a Certificate message without a certificate: its head, and in TLS 1.3 also an
  /// empty context, before the list's length (RFC 5246 §7.4.2, RFC 8446 §4.4.2).
  private static let emptyCertificate = 8

  /// Takes one protocol message in the clear: its type (RFC 8446 §5.1), who sent it, its first six
  /// bytes and its length.
  func take(contentType: Int32, isOwn: Bool, head: [UInt8], length: Int) {
    record.withLock { record in
      switch contentType {
      case SSL3_RT_ALERT where length == 2:
        let alert = TLSAlert(level: head[0], number: head[1])
        if isOwn {
          if alert.isFatal { record.sent = alert }
        } else if alert.isFatal || alert.number == 0 {
          record.received = alert
        } else if record.warnings.count < 16 {
          record.warnings.append(alert)
        }
      case SSL3_RT_HANDSHAKE where isOwn:
        if head.first.map(Int32.init) == SSL3_MT_CERTIFICATE, length > Self.emptyCertificate {
          record.sentCertificate = true
        }
      case SSL3_RT_HANDSHAKE:
        record.messageCount += 1
        switch head.first.map(Int32.init) {
        case SSL3_MT_SERVER_HELLO:
          record.stage = max(record.stage, .serverHelloSeen)
          // Behind the message's type and length.
          if head.count == 6 { record.chosenVersion = UInt16(head[4]) << 8 | UInt16(head[5]) }
        case SSL3_MT_CERTIFICATE: record.stage = max(record.stage, .certificateSeen)
        case SSL3_MT_CERTIFICATE_REQUEST: record.askedForCertificate = true
        case SSL3_MT_NEWSESSION_TICKET: record.gotTicket = true
        default: break
        }
      default: break
      }
    }
  }
}
