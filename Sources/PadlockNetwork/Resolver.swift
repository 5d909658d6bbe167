import Glibc
import Synchronization

/// What looking up a name gave.
public enum ResolutionOutcome: Equatable, Sendable {
  /// The addresses in the order of RFC 6724, each once.
  case addresses([SocketAddress])
  /// The name does not exist or has no address; `text` is what `gai_strerror` says.
  case notFound(code: Int32, text: String)
  /// No name server answered; the name may well exist.
  case temporarilyFailing(code: Int32, text: String)
  /// This process lacks what a lookup needs (`EMFILE`, `ENFILE`, `ENOMEM`, or `EAGAIN` for a thread):
  /// the answer says nothing of the name.
  case unaskable(errno: Int32)
  /// Any other failure of `getaddrinfo`.
  case failed(code: Int32, text: String)
  /// `getaddrinfo` had not returned when the time was up.
  case timedOut
  /// The lookup was cut short.
  case stopped(StopReason)
}

/// Looks up names with the system's resolver.
public enum Resolver {
  /// The most addresses that are kept of one name.
  public static let maximumAddresses = 64

  /// The time that a lookup needs before its answer is one about the name.
  ///
  /// The system asks the next name server only after five seconds, and each of them twice
  /// (resolv.conf(5)); with three that are silent it takes 24 seconds to say so.
  public static let patience = Duration.seconds(30)

  /// Looks up `host`; an address resolves to itself without asking anyone.
  public static func resolve(
    _ host: HostName, port: UInt16, timeout: Duration, before run: Deadline
  ) async -> ResolutionOutcome {
    if host.literal != nil {
      guard let address = SocketAddress(literal: host.ascii, port: port) else {
        return .failed(code: EAI_NONAME, text: text(of: EAI_NONAME))
      }
      return .addresses([address])
    }
    return await race(timeout: timeout, before: run) { lookUp(host.ascii, port: port) }
  }

  /// Runs `lookUp` on a thread that may outlive the call, and waits for it until the deadline.
  ///
  /// `getaddrinfo` cannot be stopped: its thread then ends alone and its answer is dropped.
  static func race(
    timeout: Duration, before run: Deadline,
    _ lookUp: @escaping @Sendable () -> ResolutionOutcome
  ) async -> ResolutionOutcome {
    let result = await attempt(to: "resolver", timeout: timeout, before: run, limiter: limiter) {
      deadline -> ResolutionOutcome in
      let slot = AnswerSlot()
      if !detach({ slot.fill(lookUp()) }) { return .unaskable(errno: EAGAIN) }
      return slot.wait(before: deadline)
    }
    return switch result {
    case .success(let outcome): outcome
    case .failure(let stop): .stopped(stop.reason)
    }
  }

  private static let limiter = ConnectionLimiter(perHost: 32, inAll: 32)

  private static func lookUp(_ name: String, port: UInt16) -> ResolutionOutcome {
    guard !name.isEmpty, !name.contains("\0") else {
      return .notFound(code: EAI_NONAME, text: text(of: EAI_NONAME))
    }
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(name, nil, &hints, &list)
    defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
    guard code == 0 else { return shortage(after: code) ?? outcome(of: code) }
    var addresses: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next, addresses.count < maximumAddresses {
      if let address = unsafe SocketAddress(
        entry.pointee.ai_addr, length: entry.pointee.ai_addrlen, port: port),
        !addresses.contains(address)
      {
        addresses.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return addresses.isEmpty ? outcome(of: EAI_NONAME) : .addresses(addresses)
  }

  /// What this process lacked, where that may be why a lookup failed with `code`.
  ///
  /// Without a free descriptor neither the hosts file nor a name server is asked, and `getaddrinfo`
  /// says that the name does not exist.
  private static func shortage(after code: Int32) -> ResolutionOutcome? {
    let own = errno
    if code == EAI_MEMORY { return .unaskable(errno: ENOMEM) }
    if code == EAI_SYSTEM, [EMFILE, ENFILE, ENOMEM].contains(own) { return .unaskable(errno: own) }
    let spare = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard spare >= 0 else {
      return [EMFILE, ENFILE].contains(errno) ? .unaskable(errno: errno) : nil
    }
    close(spare)
    // What asks for the name is a library of its own, which may have had no room.
    let room = unsafe mmap(nil, libraryRoom, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard unsafe room != MAP_FAILED else { return .unaskable(errno: ENOMEM) }
    unsafe _ = munmap(room, libraryRoom)
    return nil
  }

  /// More than the libraries take that look names up.
  private static let libraryRoom = 16 << 20

  /// What a code of `getaddrinfo` means (RFC 3493 §6.1).
  static func outcome(of code: Int32) -> ResolutionOutcome {
    switch code {
    // -5 is glibc's EAI_NODATA: the name exists but has no address.
    case EAI_NONAME, -5: .notFound(code: code, text: text(of: code))
    case EAI_AGAIN: .temporarilyFailing(code: code, text: text(of: code))
    default: .failed(code: code, text: text(of: code))
    }
  }

  private static func text(of code: Int32) -> String {
    guard let text = unsafe gai_strerror(code) else { return "code \(code)" }
    return unsafe String(cString: text)
  }
}

/// Where a lookup leaves its answer for whoever still waits.
private final class AnswerSlot: Sendable {
  private let answer = Mutex<ResolutionOutcome?>(nil)
  private let ready = SteadySemaphore()

  func fill(_ outcome: ResolutionOutcome) {
    answer.withLock { $0 = outcome }
    ready.signal()
  }

  func wait(before deadline: Deadline) -> ResolutionOutcome {
    while true {
      if ready.wait(milliseconds: deadline.sliceMilliseconds),
        let outcome = answer.withLock({ $0 })
      {
        return outcome
      }
      switch deadline.interruption {
      case .timedOut: return .timedOut
      case .stopped(let reason): return .stopped(reason)
      case nil: continue
      }
    }
  }
}
