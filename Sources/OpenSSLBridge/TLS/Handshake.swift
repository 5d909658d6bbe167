public import PadlockNetwork

/// A TLS handshake as a client that accepts whatever it is shown.
public enum Handshake {
  /// Connects to `address` and shakes hands with `host`.
  ///
  /// Nothing is verified, so the chain is kept whatever it is worth.
  public static func perform(
    with host: HostName, at address: SocketAddress, options: HandshakeOptions = HandshakeOptions(),
    timeout: Duration, before run: Deadline
  ) async -> HandshakeOutcome {
    let result = await attempt(to: address.text, timeout: timeout, before: run) { deadline in
      exchange(with: host, at: address, options: options, before: deadline)
    }
    switch result {
    case .success(let outcome): return outcome
    case .failure(let stop):
      let record = TCPConnect.notAttempted(address, stop.reason)
      return HandshakeOutcome(
        ending: .stopped(stop.reason),
        transcript: HandshakeTranscript(connection: record, elapsed: .zero))
    }
  }

  /// The numbers of the suites that a hello with `options` offers (RFC 8446 §B.4); none where this
  /// OpenSSL cannot offer that.
  public static func suites(offeredBy options: HandshakeOptions) -> Set<UInt16> {
    do throws(TLSFailure) {
      let tls = try TLSConnection(TLSContext.offering(options))
      return tls.offeredSuites()
    } catch {
      return []
    }
  }

  /// The same on this thread.
  static func exchange(
    with host: HostName, at address: SocketAddress, options: HandshakeOptions,
    before deadline: Deadline
  ) -> HandshakeOutcome {
    let start = ContinuousClock.now
    switch TCPConnect.open(address, before: deadline) {
    case .failed(let record):
      let transcript = HandshakeTranscript(connection: record, elapsed: record.elapsed)
      if case .stopped(let reason) = record.outcome {
        return HandshakeOutcome(ending: .stopped(reason), transcript: transcript)
      }
      // A peer that resets at once may do so before or after this side knows of the connection.
      let isReset = record.outcome == .reset
      return HandshakeOutcome(
        ending: isReset ? .reset(during: .helloSent) : .notConnected(record),
        transcript: transcript)
    case .open(let socket, let record):
      var transcript = HandshakeTranscript(connection: record, elapsed: .zero)
      let ending: HandshakeEnding
      do throws(TLSFailure) {
        let tls = try TLSConnection(TLSContext.offering(options))
        if options.sendsServerName, let name = host.serverName {
          try tls.send(serverName: name)
        }
        var run = HandshakeRun(options: options, deadline: deadline)
        ending = run.drive(tls, over: socket)
        run.describe(tls, in: &transcript)
      } catch {
        ending = .failed(error)
      }
      transcript.elapsed = start.duration(to: .now)
      return HandshakeOutcome(ending: ending, transcript: transcript)
    }
  }
}
