import Foundation

/// The signals that ask a program to end, disregarded for the moment in which a file gets its name.
///
/// Nothing half-written stays behind then. Whoever asks during that moment finds the program done.
struct HeldSignals {
  private let former: [(number: Int32, action: sigaction)]

  init() {
    former = [SIGINT, SIGTERM, SIGHUP].map { number in
      var ignoring = sigaction()
      ignoring.__sigaction_handler.sa_handler = SIG_IGN
      var before = sigaction()
      sigaction(number, &ignoring, &before)
      return (number, before)
    }
  }

  /// Has the signals do again what they did before.
  func release() {
    for (number, action) in former {
      var action = action
      sigaction(number, &action, nil)
    }
  }
}
