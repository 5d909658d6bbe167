internal import CProcess
import Foundation

/// What this process was started with and may use.
enum OwnProcess {
  /// The words after the program's name, also where `/proc` is not mounted and
  /// `CommandLine.arguments` therefore empty.
  static let arguments: [String] = (0..<process_argument_count()).dropFirst().compactMap { index in
    process_argument(index).map { String(cString: $0) }
  }

  /// Prepares for what the system leaves to this process: call it before any thread is started.
  static func prepare() {
    StandardStreams.occupy()
    signal(SIGPIPE, SIG_IGN)
    openAsManyFilesAsAllowed()
    process_keep_descriptor()
    if isBounded(Int32(RLIMIT_AS.rawValue)) { process_allocate_together() }
  }

  /// Raises the bound on open files to what this user may set; a shell's is lower than that.
  private static func openAsManyFilesAsAllowed() {
    var bounds = rlimit()
    guard getrlimit(Int32(RLIMIT_NOFILE.rawValue), &bounds) == 0 else { return }
    bounds.rlim_cur = min(bounds.rlim_max, max(bounds.rlim_cur, 4096))
    setrlimit(Int32(RLIMIT_NOFILE.rawValue), &bounds)
  }

  private static func isBounded(_ resource: Int32) -> Bool {
    var bounds = rlimit()
    return getrlimit(resource, &bounds) == 0 && bounds.rlim_cur < rlim_t(Int64.max)
  }
}

/// The three streams that every process is expected to have.
private enum StandardStreams {
  /// Takes the number of each stream that is closed, so that no file or connection gets it and
  /// receives what is printed; writing there fails.
  static func occupy() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
