import Dispatch
import Foundation
import PadlockNetwork

/// Raises a flag when the user presses ^C or the system asks to end; who asks again ends the program.
///
/// While it is there, that is: afterwards signals do what they did before. One that whoever started
/// the program has it ignore, as `nohup` does, stays ignored.
final class Interruption {
  let flag = CancellationFlag()
  private let sources: [(former: FormerAction, source: any DispatchSourceSignal)]

  init() {
    // What computes on all threads does not keep this one from hearing a signal.
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap {
      [flag] number -> (former: FormerAction, source: any DispatchSourceSignal)? in
      let former = FormerAction(of: number)
      guard !former.isIgnored else { return nil }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if flag.isRaised { former.end() }
        flag.raise()
      }
      source.resume()
      return (former, source)
    }
  }

  deinit {
    for (former, source) in sources {
      source.cancel()
      former.restore()
    }
  }
}

/// What a signal did before.
private struct FormerAction: @unchecked Sendable {
  private let number: Int32
  private let action: sigaction

  init(of number: Int32) {
    self.number = number
    var action = sigaction()
    sigaction(number, nil, &action)
    self.action = action
  }

  var isIgnored: Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  func restore() {
    var action = action
    sigaction(number, &action, nil)
  }

  /// Ends the program as the signal would have.
  func end() -> Never {
    restore()
    var one = sigset_t()
    sigemptyset(&one)
    sigaddset(&one, number)
    pthread_sigmask(SIG_UNBLOCK, &one, nil)
    pthread_kill(pthread_self(), number)
    _exit(128 + number)
  }
}
