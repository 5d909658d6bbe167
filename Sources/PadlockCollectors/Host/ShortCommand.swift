import Foundation
import Glibc
import Synchronization

/// Runs a command of the system that answers at once, and ends it when it does not.
enum ShortCommand {
  /// What it printed, up to 1 MiB; nil where it cannot be run, fails, or takes too long.
  static func output(_ arguments: [String], seconds: Double) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let isLate = Mutex(false)
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + seconds)
    timer.setEventHandler {
      isLate.withLock { $0 = true }
      // Not SIGTERM: the child inherits a mask in which the runtime's threads block it.
      kill(process.processIdentifier, SIGKILL)
    }
    timer.resume()
    let bytes = (try? pipe.fileHandleForReading.read(upToCount: 1 << 20)) ?? Data()
    process.waitUntilExit()
    timer.cancel()
    guard !isLate.withLock({ $0 }), process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
