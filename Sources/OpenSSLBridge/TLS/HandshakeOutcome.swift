public import PadlockNetwork

/// How far a handshake had come, seen from the client.
public enum HandshakeStage: Int, Comparable, CaseIterable, Sendable {
  /// The ClientHello was sent and no byte came back.
  case helloSent
  /// Bytes came back, but no ServerHello.
  case bytesSeen
  case serverHelloSeen
  case certificateSeen
  /// This side has done its part; under TLS 1.3 the server may still refuse it.
  case finished

  public static func < (one: HandshakeStage, other: HandshakeStage) -> Bool {
    one.rawValue < other.rawValue
  }
}

/// A server's request for a client certificate.
public struct CertificateRequest: Equatable, Sendable {
  /// How many authorities the server names; 0 means any.
  public let authorityCount: Int
  /// The first 50 of them, as RFC 2253 text.
  public let authorities: [String]
}

/// What was agreed in a handshake that came to its end.
public struct CompletedHandshake: Equatable, Sendable {
  public let version: TLSVersion
  /// The suite in OpenSSL's spelling, `ECDHE-RSA-AES256-GCM-SHA384`.
  public let cipher: String
  /// The suite in the RFCs' spelling, `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`.
  public let standardCipher: String
  /// The strength of the suite in bits.
  public let cipherBits: Int
  /// The protocol that the server chose by ALPN.
  public let applicationProtocol: String?
  /// The alert with which a TLS 1.3 server refused that no certificate was sent (116 or 42), or the
  /// one that was.
  public let refusal: TLSAlert?
  /// Whether a TLS 1.3 server that had asked for a certificate closed the connection, without a
  /// fatal alert, before anything else was asked of it; Java's own servers refuse like that.
  public let wasCut: Bool
}

/// How a handshake ended.
public enum HandshakeEnding: Equatable, Sendable {
  case completed(CompletedHandshake)
  /// The server sent a fatal alert.
  case alertReceived(TLSAlert, during: HandshakeStage)
  /// What came back is no TLS.
  case plain(PeerSpeech)
  case closedWithoutByte
  /// The server closed in the middle, with or without a `close_notify`.
  case closedDuring(HandshakeStage)
  case reset(during: HandshakeStage)
  /// The time was up: `.helloSent` is a silent server, later stages a stuck one.
  case timedOut(during: HandshakeStage)
  /// OpenSSL refused what the server sent, or the offer cannot be made.
  case failed(TLSFailure)
  /// The system failed in the middle.
  case systemFailed(errno: Int32)
  case notConnected(TCPAttempt)
  case stopped(StopReason)
}

/// What was seen on the way, also when the handshake failed.
public struct HandshakeTranscript: Equatable, Sendable {
  /// How connecting went.
  public var connection: TCPAttempt
  /// With connecting.
  public var elapsed: Duration
  public var bytesRead = 0
  public var bytesSent = 0
  /// The first bytes of the server, at most 64 KiB if they are no TLS and 4 KiB if they are.
  public var firstBytes: [UInt8] = []
  public var stage = HandshakeStage.helloSent
  /// The version in force when it ended, if the server had chosen one.
  public var version: TLSVersion?
  /// The chain as served, in DER, the leaf first.
  public var chain: [[UInt8]] = []
  /// Present when the server asked for a client certificate.
  public var certificateRequest: CertificateRequest?
  /// The warnings that the server sent on the way, such as `unrecognized_name`.
  public var warnings: [TLSAlert] = []
  /// Whether the server asked for a client certificate and was sent one.
  public var sentCertificate = false
  /// The alert that this side sent because it could not go on.
  public var sentAlert: TLSAlert?
  /// The version in the ServerHello where this side knows none of that number: `0x0300` is SSL 3.
  public var foreignVersion: UInt16?
  /// The OCSP response that the server stapled, in DER (RFC 6066 §8).
  public var stapledResponse: [UInt8]?

  /// Whether the server answered with a TLS record of any kind.
  public var sawTLSRecord: Bool { PeerSpeech.isTLSRecord(firstBytes) }
}

/// One handshake: its end and what was seen on the way.
public struct HandshakeOutcome: Equatable, Sendable {
  public let ending: HandshakeEnding
  public let transcript: HandshakeTranscript

  /// The agreement, if there is one.
  public var completed: CompletedHandshake? {
    guard case .completed(let completed) = ending else { return nil }
    return completed
  }
}
