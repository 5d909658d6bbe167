import Glibc
import Synchronization

/// Tries to connect to many addresses at a time, all on one thread.
///
/// The thread waits in `poll` for whatever answers first; it is there only while something is tried.
/// Who asks bounds how many attempts there are: each holds one file descriptor.
public final class ConnectPoller: Sendable {
  private struct Work {
    var arrived: [Attempt] = []
    var isRunning = false
  }

  private let work = Mutex(Work())
  private let alarm = Alarm()

  public init() {}

  /// Tries `address` alone and says how that ended.
  public func connect(
    to address: SocketAddress, timeout: Duration, before run: Deadline
  ) async -> TCPAttempt {
    let deadline = run.within(timeout)
    return await handedOver { handover in
      let isFirst = work.withLock { work in
        work.arrived.append(Attempt(address, deadline, handover))
        defer { work.isRunning = true }
        return !work.isRunning
      }
      guard isFirst else { return alarm.ring() }
      if !detach({ [self] in drive() }) { drive() }
    }
  }

  private func drive() {
    var waiting: [Attempt] = []
    while true {
      let arrived = work.withLock { work in
        let arrived = work.arrived
        work.arrived = []
        work.isRunning = !(arrived.isEmpty && waiting.isEmpty)
        return arrived
      }
      if arrived.isEmpty, waiting.isEmpty { return }
      waiting += arrived.compactMap { $0.started() }
      guard !waiting.isEmpty else { continue }
      var entries = waiting.map(\.entry) + [alarm.entry]
      let slice = waiting.map(\.deadline.sliceMilliseconds).min() ?? 100
      unsafe _ = poll(&entries, nfds_t(entries.count), slice)
      if entries.last?.revents != 0 { alarm.quiet() }
      waiting = zip(waiting, entries).compactMap { $0.after($1.revents) }
    }
  }
}

/// One attempt on its way; its socket is closed where it ends.
private struct Attempt: Sendable {
  let deadline: Deadline
  private let address: SocketAddress
  private let begin = ContinuousClock.now
  private let handover: Handover<TCPAttempt>
  private var descriptor: Int32 = -1

  init(
    _ address: SocketAddress, _ deadline: Deadline, _ handover: Handover<TCPAttempt>
  ) {
    self.address = address
    self.deadline = deadline
    self.handover = handover
  }

  /// What `poll` waits for.
  var entry: pollfd { pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0) }

  /// The attempt after its first step; nil where that was its last.
  func started() -> Attempt? {
    if let interruption = deadline.interruption { return ended(by: interruption) }
    switch TCPConnect.begin(address) {
    case .failed(let code): return ended(TCPOutcome(errno: code, to: address), code)
    case .begun(let socket, let isConnected):
      var attempt = self
      attempt.descriptor = socket.release()
      return isConnected ? attempt.ended(.connected) : attempt
    }
  }

  /// The attempt after `poll` said this of it; nil where it has ended.
  func after(_ events: Int16) -> Attempt? {
    guard events == 0 else {
      let code = StreamSocket.pendingError(of: descriptor)
      return ended(TCPOutcome(errno: code, to: address), code)
    }
    return deadline.interruption.map { ended(by: $0) } ?? self
  }

  private func ended(by interruption: Interruption) -> Attempt? {
    switch interruption {
    case .timedOut: ended(.timedOut)
    case .stopped(let reason): ended(.stopped(reason))
    }
  }

  private func ended(_ outcome: TCPOutcome, _ code: Int32 = 0) -> Attempt? {
    let local = outcome == .connected ? StreamSocket.localAddress(of: descriptor) : nil
    if descriptor >= 0 { close(descriptor) }
    handover.give(
      TCPAttempt(
        address: address, outcome: outcome, elapsed: begin.duration(to: .now),
        errno: code == 0 ? nil : code, localAddress: local))
    return nil
  }
}

/// Ends a wait in `poll` from another thread.
private struct Alarm: ~Copyable, Sendable {
  private let ends: (reading: Int32, writing: Int32)

  /// Without descriptors left, what rings is noticed when the wait's slice is over.
  init() {
    var pair: [Int32] = [-1, -1]
    if unsafe pipe(&pair) == 0 {
      for end in pair {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    ends = (pair[0], pair[1])
  }

  deinit {
    for end in [ends.reading, ends.writing] where end >= 0 { close(end) }
  }

  var entry: pollfd { pollfd(fd: ends.reading, events: Int16(POLLIN), revents: 0) }

  func ring() {
    var byte: UInt8 = 1
    unsafe _ = write(ends.writing, &byte, 1)
  }

  func quiet() {
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    while unsafe read(ends.reading, &bytes, bytes.count) == bytes.count {}
  }
}
