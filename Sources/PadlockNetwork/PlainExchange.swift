import Glibc

/// How a peer reacted to bytes that are no TLS.
public enum PlainEnding: Equatable, Sendable {
  /// It sent something.
  case answered(PeerSpeech)
  /// It closed the connection in order, without a byte.
  case closedWithoutByte
  /// It threw the connection away, without a byte.
  case reset
  /// It kept the connection open and said nothing until the attempt's time was up.
  case silent
  /// There was no connection.
  case notConnected(TCPAttempt)
  /// The system failed in the middle.
  case failed(errno: Int32)
  /// The attempt was cut short before a byte came.
  case stopped(StopReason)
}

/// What a peer answered to bytes that are no TLS.
public struct PlainOutcome: Equatable, Sendable {
  /// How it ended.
  public let ending: PlainEnding
  /// What the peer sent, up to the bound that was asked for.
  public let bytes: [UInt8]
  /// How long it took, with connecting.
  public let elapsed: Duration
  /// How connecting went.
  public let connection: TCPAttempt

  package init(
    _ ending: PlainEnding, bytes: [UInt8] = [], since start: ContinuousClock.Instant,
    _ connection: TCPAttempt
  ) {
    self.ending = ending
    self.bytes = bytes
    elapsed = start.duration(to: .now)
    self.connection = connection
  }
}

/// Sends given bytes on a new connection and listens to what comes back.
public enum PlainExchange {
  /// The most that is kept of an answer, whatever the caller asks for: 1 MiB.
  public static let greatestBound = 1 << 20

  /// A request for `/` in the clear, as RFC 9112 has it.
  public static func get(_ host: HostName, port: UInt16) -> [UInt8] {
    Array(
      """
      GET / HTTP/1.1\r
      Host: \(host.urlHost):\(port)\r
      User-Agent: padlock\r
      Accept: */*\r
      Connection: close\r
      \r

      """.utf8)
  }

  /// Sends `request` (nothing when it is empty) and reads at most `bound` bytes of the answer.
  ///
  /// Reading ends when the peer closes, after `quiet` without a byte once the speech is recognised,
  /// or when the time is up.
  public static func send(
    _ request: [UInt8], to address: SocketAddress, bound: Int = 1 << 16,
    quiet: Duration = .milliseconds(300), timeout: Duration, before run: Deadline
  ) async -> PlainOutcome {
    let start = ContinuousClock.now
    let result = await attempt(to: address.text, timeout: timeout, before: run) { deadline in
      exchange(request, with: address, bound: bound, quiet: quiet, before: deadline)
    }
    return switch result {
    case .success(let outcome): outcome
    case .failure(let stop):
      PlainOutcome(
        .stopped(stop.reason), since: start, TCPConnect.notAttempted(address, stop.reason))
    }
  }

  /// The same on this thread.
  package static func exchange(
    _ request: [UInt8], with address: SocketAddress, bound: Int, quiet: Duration,
    before deadline: Deadline
  ) -> PlainOutcome {
    let start = ContinuousClock.now
    switch TCPConnect.open(address, before: deadline) {
    case .failed(let record):
      if case .stopped(let reason) = record.outcome {
        return PlainOutcome(.stopped(reason), since: start, record)
      }
      // A peer that resets at once may do so before or after this side knows of the connection.
      let isReset = record.outcome == .reset
      return PlainOutcome(isReset ? .reset : .notConnected(record), since: start, record)
    case .open(let socket, let record):
      // A reset while sending still leaves what the peer said before it: read on in any case.
      let sending = socket.send(request, before: deadline)
      if case .interrupted(let interruption) = sending {
        return PlainOutcome(ending(for: interruption), since: start, record)
      }
      let (bytes, last) = listen(to: socket, bound: bound, quiet: quiet, before: deadline)
      guard bytes.isEmpty else {
        return PlainOutcome(
          .answered(PeerSpeech(firstBytes: bytes)), bytes: bytes, since: start, record)
      }
      let ending: PlainEnding =
        switch last {
        case .bytes, .endOfStream: sending == .reset ? .reset : .closedWithoutByte
        case .reset: .reset
        case .failed(let code): .failed(errno: code)
        case .interrupted(let interruption): self.ending(for: interruption)
        }
      return PlainOutcome(ending, since: start, record)
    }
  }

  private static func ending(for interruption: Interruption) -> PlainEnding {
    switch interruption {
    case .timedOut: .silent
    case .stopped(let reason): .stopped(reason)
    }
  }

  /// Reads until something ends it, and says what did.
  package static func listen(
    to socket: borrowing StreamSocket, after head: [UInt8] = [], bound: Int, quiet: Duration,
    before deadline: Deadline
  ) -> (bytes: [UInt8], last: Transfer) {
    let bound = min(max(1, bound), greatestBound)
    var bytes = head
    while bytes.count < bound {
      let speech = PeerSpeech(firstBytes: Array(bytes.prefix(256)))
      let limit = speech.isRecognised ? deadline.within(quiet) : deadline
      let next = socket.receive(upTo: min(bound - bytes.count, 1 << 14), before: limit)
      guard case .bytes(let more) = next else { return (bytes, next) }
      bytes += more
    }
    return (bytes, .endOfStream)
  }
}
