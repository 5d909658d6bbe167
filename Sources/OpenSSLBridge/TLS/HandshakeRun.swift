import PadlockNetwork

/// Moves the bytes of one handshake between OpenSSL and a socket, and says how it ended.
struct HandshakeRun {
  /// The most that a server may send before its handshake is given up: 1 MiB.
  private static let readBound = 1 << 20
  /// The most messages that it may send; a sound handshake has ten.
  private static let messageBound = 1_000
  /// The longest that a slow answer makes this side wait for a refusal: after that the server may
  /// close because the connection is idle.
  private static let refusalBound = Duration.seconds(1)

  private let options: HandshakeOptions
  private let deadline: Deadline
  private let start = ContinuousClock.now
  private var firstBytes: [UInt8] = []
  /// The first byte, until a second one tells whether it begins a TLS record.
  private var held: [UInt8] = []
  private var bytesRead = 0
  private var bytesSent = 0
  private var isFinished = false
  /// From the ClientHello to the first byte.
  private var roundTrip = Duration.zero

  init(options: HandshakeOptions, deadline: Deadline) {
    self.options = options
    self.deadline = deadline
  }

  /// Runs the handshake to its end.
  mutating func drive(
    _ tls: borrowing TLSConnection, over socket: borrowing StreamSocket
  ) -> HandshakeEnding {
    while true {
      let step = tls.handshake()
      let sending = flush(tls, to: socket, before: deadline)
      switch step {
      case .failed(let failure):
        if let alert = tls.recorder.receivedAlert {
          return alert.isFatal
            ? .alertReceived(alert, during: stage(tls)) : .closedDuring(stage(tls))
        }
        return .failed(failure)
      case .done:
        isFinished = true
        let (refusal, wasCut) = awaitRefusal(tls, over: socket)
        guard let agreement = tls.agreement(refusal: refusal, wasCut: wasCut) else {
          return .failed(TLSFailure(call: "SSL_get_current_cipher", entries: []))
        }
        return .completed(agreement)
      case .needsInput:
        guard tls.recorder.messageCount <= Self.messageBound else {
          return .failed(TLSFailure(call: "more than 1,000 messages came", entries: []))
        }
      }
      if case .interrupted(let interruption) = sending { return ending(interruption, tls) }
      // What the server said before it threw the connection away can still be read.
      let transfer = receive(from: socket, before: deadline)
      guard case .bytes(let bytes) = transfer else { return ending(transfer, sending, tls) }
      if !PeerSpeech.isTLSRecord(firstBytes) {
        if firstBytes.count == 1, (20...24).contains(firstBytes[0]) {
          held = bytes
          continue
        }
        return .plain(readPlain(from: socket))
      }
      guard tls.feed(held + bytes), bytesRead <= Self.readBound else {
        return .failed(TLSFailure(call: "more than 1 MiB came", entries: []))
      }
      held = []
    }
  }

  /// Fills in what is known at the end.
  func describe(_ tls: borrowing TLSConnection, in transcript: inout HandshakeTranscript) {
    transcript.bytesRead = bytesRead
    transcript.bytesSent = bytesSent
    transcript.firstBytes = firstBytes
    transcript.stage = stage(tls)
    if transcript.stage >= .serverHelloSeen { transcript.version = tls.version() }
    transcript.chain = tls.servedChain()
    transcript.certificateRequest = tls.certificateRequest()
    transcript.warnings = tls.recorder.warnings
    transcript.sentAlert = tls.recorder.sentAlert
    transcript.foreignVersion = tls.recorder.chosenVersion.flatMap {
      TLSVersion(wireValue: Int32($0)) == nil ? $0 : nil
    }
    transcript.sentCertificate = tls.recorder.sentCertificate
    transcript.stapledResponse = tls.stapledResponse()
  }

  private func stage(_ tls: borrowing TLSConnection) -> HandshakeStage {
    if isFinished { return .finished }
    return max(bytesRead > 0 ? .bytesSeen : .helloSent, tls.recorder.stage)
  }

  private func ending(
    _ interruption: Interruption, _ tls: borrowing TLSConnection
  ) -> HandshakeEnding {
    switch interruption {
    case .timedOut: .timedOut(during: stage(tls))
    case .stopped(let reason): .stopped(reason)
    }
  }

  private func ending(
    _ transfer: Transfer, _ sending: Transfer?, _ tls: borrowing TLSConnection
  ) -> HandshakeEnding {
    switch transfer {
    case .bytes, .endOfStream:
      if sending == .reset { return .reset(during: stage(tls)) }
      if bytesRead == 0 { return .closedWithoutByte }
      if bytesRead == 1 { return .plain(PeerSpeech(firstBytes: firstBytes)) }
      return .closedDuring(stage(tls))
    case .reset: return .reset(during: stage(tls))
    case .failed(let code): return .systemFailed(errno: code)
    case .interrupted(let interruption): return ending(interruption, tls)
    }
  }

  private mutating func flush(
    _ tls: borrowing TLSConnection, to socket: borrowing StreamSocket, before deadline: Deadline
  ) -> Transfer? {
    let output = tls.takeOutput()
    guard !output.isEmpty else { return nil }
    let failure = socket.send(output, before: deadline)
    if failure == nil { bytesSent += output.count }
    return failure
  }

  private mutating func receive(
    from socket: borrowing StreamSocket, before deadline: Deadline
  ) -> Transfer {
    let transfer = socket.receive(upTo: 1 << 14, before: deadline)
    guard case .bytes(let bytes) = transfer else { return transfer }
    if bytesRead == 0 { roundTrip = start.duration(to: .now) }
    bytesRead += bytes.count
    firstBytes += bytes.prefix(max(0, 4096 - firstBytes.count))
    return transfer
  }

  /// Reads on what is no TLS, so that a status line is whole.
  private mutating func readPlain(from socket: borrowing StreamSocket) -> PeerSpeech {
    let (bytes, _) = PlainExchange.listen(
      to: socket, after: firstBytes, bound: 1 << 16, quiet: .milliseconds(150),
      before: deadline.within(.seconds(1)))
    bytesRead = max(bytesRead, bytes.count)
    firstBytes = bytes
    return PeerSpeech(firstBytes: bytes)
  }

  /// After TLS 1.3, waits a little for the alert that says a certificate was required, or refused,
  /// and for the end of the connection in its place.
  ///
  /// RFC 8446 §4.4.2.4: the server learns of the client's answer only after the client is done.
  private mutating func awaitRefusal(
    _ tls: borrowing TLSConnection, over socket: borrowing StreamSocket
  ) -> (TLSAlert?, wasCut: Bool) {
    guard tls.version() == .tls13, tls.recorder.askedForCertificate else { return (nil, false) }
    let isJudged = tls.recorder.sentCertificate
    let grace = isJudged ? options.verdictGrace : options.refusalGrace
    let limit = deadline.within(max(grace, min(roundTrip * 2, Self.refusalBound)))
    var wasCut = false
    while tls.recorder.receivedAlert == nil, bytesRead <= Self.readBound,
      !(isJudged && tls.recorder.gotTicket)
    {
      let transfer = receive(from: socket, before: limit)
      guard case .bytes(let bytes) = transfer, tls.feed(bytes) else {
        wasCut = transfer == .endOfStream || transfer == .reset
        break
      }
      if case .failed = tls.readAfterHandshake() { break }
      _ = flush(tls, to: socket, before: limit)
    }
    guard let alert = tls.recorder.receivedAlert else { return (nil, wasCut) }
    return alert.isFatal ? (alert, false) : (nil, true)
  }
}
