import Glibc

/// How an attempt to connect ended.
public enum TCPOutcome: Equatable, Sendable {
  case connected
  /// The host answered that nothing listens there (`ECONNREFUSED`).
  case refused
  /// Nothing came back in the attempt's time, or the system gave up first (`ETIMEDOUT`).
  case timedOut
  /// A router or the host said that the host cannot be reached (`EHOSTUNREACH`, `EHOSTDOWN`).
  case hostUnreachable
  /// There is no way to that network (`ENETUNREACH`, `ENETDOWN`; `EADDRNOTAVAIL` without IPv6).
  case networkUnreachable
  /// A firewall or a policy of this machine forbids it (`EACCES`, `EPERM`).
  case rejected
  /// The connection was thrown away while it was being made (`ECONNRESET`).
  case reset
  /// Any other error of the system.
  case failed(errno: Int32)
  /// The attempt was cut short, or never started.
  case stopped(StopReason)

  /// What an error number of `connect` to that address means.
  ///
  /// `EADDRNOTAVAIL` says that this machine has no address of the family, or no local port left; of IPv4,
  /// which loopback always has, it is the port.
  init(errno code: Int32, to address: SocketAddress) {
    self =
      switch code {
      case 0, EISCONN: .connected
      case ECONNREFUSED: .refused
      case ETIMEDOUT: .timedOut
      case EHOSTUNREACH, EHOSTDOWN: .hostUnreachable
      case ENETUNREACH, ENETDOWN, EAFNOSUPPORT: .networkUnreachable
      case EADDRNOTAVAIL where address.family == .ipv6: .networkUnreachable
      case EACCES, EPERM: .rejected
      case ECONNRESET, ECONNABORTED: .reset
      default: .failed(errno: code)
      }
  }
}

/// One attempt to connect, for the record.
public struct TCPAttempt: Equatable, Sendable {
  /// Where to.
  public let address: SocketAddress
  /// How it ended.
  public let outcome: TCPOutcome
  /// How long it took.
  public let elapsed: Duration
  /// The system's error number, when it gave one.
  public let errno: Int32?
  /// This end's address and port, by which a peer's log names this connection.
  public let localAddress: SocketAddress?
}

/// A connection, or the record of why there is none.
package enum Connection: ~Copyable {
  case open(StreamSocket, TCPAttempt)
  case failed(TCPAttempt)
}

/// Connects and closes again.
public enum TCPConnect {
  /// Tries `address` alone and says how that ended.
  public static func probe(
    _ address: SocketAddress, timeout: Duration, before run: Deadline
  ) async -> TCPAttempt {
    let result = await attempt(to: address.text, timeout: timeout, before: run) { deadline in
      switch open(address, before: deadline) {
      case .open(_, let record): record
      case .failed(let record): record
      }
    }
    return switch result {
    case .success(let record): record
    case .failure(let stop): notAttempted(address, stop.reason)
    }
  }

  /// The record of an attempt that was never made.
  package static func notAttempted(_ address: SocketAddress, _ reason: StopReason) -> TCPAttempt {
    TCPAttempt(
      address: address, outcome: .stopped(reason), elapsed: .zero, errno: nil, localAddress: nil)
  }

  /// Connects on this thread, and waits in `poll` until `deadline`.
  package static func open(_ address: SocketAddress, before deadline: Deadline) -> Connection {
    let start = ContinuousClock.now
    func failed(_ outcome: TCPOutcome, _ code: Int32? = nil) -> Connection {
      .failed(
        TCPAttempt(
          address: address, outcome: outcome, elapsed: start.duration(to: .now), errno: code,
          localAddress: nil))
    }
    func failed(_ code: Int32) -> Connection { failed(TCPOutcome(errno: code, to: address), code) }

    if case .stopped(let reason) = deadline.interruption { return failed(.stopped(reason)) }
    switch begin(address) {
    case .failed(let code): return failed(code)
    case .begun(let socket, let isConnected):
      if !isConnected {
        switch socket.wait(for: POLLOUT, before: deadline) {
        case .timedOut: return failed(.timedOut)
        case .stopped(let reason): return failed(.stopped(reason))
        case nil: break
        }
        let code = socket.pendingError()
        guard code == 0 else { return failed(code) }
      }
      let record = TCPAttempt(
        address: address, outcome: .connected, elapsed: start.duration(to: .now), errno: nil,
        localAddress: socket.localAddress())
      return .open(socket, record)
    }
  }

  /// A connection that is being made: its socket becomes writable when that has ended.
  enum Beginning: ~Copyable {
    case begun(StreamSocket, isConnected: Bool)
    case failed(errno: Int32)
  }

  /// Starts to connect, and waits for nothing.
  static func begin(_ address: SocketAddress) -> Beginning {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let family = address.family == .ipv4 ? AF_INET : AF_INET6
    let descriptor = Glibc.socket(family, flags, 0)
    guard descriptor >= 0 else { return .failed(errno: Glibc.errno) }
    let socket = StreamSocket(takingOwnershipOf: descriptor)
    let started = unsafe address.withSockaddr { raw, length, _ in
      unsafe connect(descriptor, raw, length) == 0 ? 0 : Glibc.errno
    }
    switch started {
    case 0: return .begun(socket, isConnected: true)
    case EINPROGRESS, EINTR: return .begun(socket, isConnected: false)
    case let code?: return .failed(errno: code)
    case nil: return .failed(errno: EINVAL)
    }
  }
}
