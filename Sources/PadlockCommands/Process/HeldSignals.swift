import Foundation
import Synchronization

/// The signals that ask a program to end, disregarded for the moment in which a file gets its name.
///
/// Nothing half-written stays behind then. Whoever asks during that moment finds the program done.
/// Several files may get their names at once; the last of them lets the signals go.
struct HeldSignals {
  private struct Hold {
    var count = 0
    var former: [(number: Int32, action: sigaction)] = []
  }

  private static let hold = Mutex(Hold())

  init() {
    Self.hold.withLock { hold in
      hold.count += 1
      guard hold.count == 1 else { return }
      hold.former = [SIGINT, SIGTERM, SIGHUP].map { number in
        var ignoring = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        var before = sigaction()
        sigaction(number, &ignoring, &before)
        return (number, before)
      }
    }
  }

  /// Has the signals do again what they did before.
  func release() {
    Self.hold.withLock { hold in
      hold.count -= 1
      guard hold.count == 0 else { return }
      for (number, action) in hold.former {
        var action = action
        sigaction(number, &action, nil)
      }
      hold.former = []
    }
  }
}
