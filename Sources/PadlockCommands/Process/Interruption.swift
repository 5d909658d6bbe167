import Dispatch
import Foundation
import PadlockNetwork

/// Raises a flag when the user presses ^C or the system asks to end.
final class Interruption {
  let flag = CancellationFlag()
  private let sources: [any DispatchSourceSignal]

  init() {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      return source
    }
    for source in sources {
      source.setEventHandler { [flag] in flag.raise() }
      source.resume()
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
