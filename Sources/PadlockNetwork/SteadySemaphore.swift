import CNetworkShims
import Glibc

/// A semaphore whose waits last as long as they say when somebody sets the machine's clock.
///
/// Those of Dispatch wait until a time of day on Linux: with the clock set back an hour, a wait of
/// 100 milliseconds lasts an hour longer.
@safe package final class SteadySemaphore: @unchecked Sendable {
  private let raw: UnsafeMutablePointer<sem_t>

  package init() {
    unsafe raw = .allocate(capacity: 1)
    unsafe sem_init(raw, 0, 0)
  }

  deinit {
    unsafe sem_destroy(raw)
    unsafe raw.deallocate()
  }

  package func signal() { unsafe _ = sem_post(raw) }

  /// Whether it was signalled before so many milliseconds, from 0 to a minute, were over.
  package func wait(milliseconds: Int32) -> Bool {
    let nanoseconds = Int(min(max(milliseconds, 0), 60_000)) * 1_000_000
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let sum = end.tv_nsec + nanoseconds
    end.tv_sec += sum / 1_000_000_000
    end.tv_nsec = sum % 1_000_000_000
    while unsafe shim_sem_clockwait(raw, CLOCK_MONOTONIC, &end) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}
