public import Foundation
import Glibc
import Synchronization

/// A program that runs beside the tests, in a process group of its own, with files for streams.
///
/// Foundation's `Process` waits for whatever inherits its descriptors, and some programs leave a
/// daemon behind; this waits for the program alone.
public final class Command: Sendable {
  /// Why there is no process, or none any more.
  public enum Failure: Error {
    case notStarted(String, errno: Int32)
    case tooSlow(String)
    case failed(String, code: Int32, output: String)
  }

  /// What a program printed and how it ended.
  public struct Result: Sendable {
    /// The exit code, or 256 and the signal that ended it.
    public var code: Int32
    public var output: String
    public var errors: String

    /// Both streams.
    public var everything: String { output + errors }
  }

  /// The process, and its group.
  public let id: pid_t
  /// Whether the process was taken note of and its number may be another's by now.
  private let isGone = Atomic<Bool>(false)
  private let name: String

  /// Starts `words`, of which the first is a program, with exactly these variables.
  ///
  /// Streams are files; standard output is closed where `output` is nil.
  public init(
    _ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
    input: String = "/dev/null", output: String? = "/dev/null", errors: String = "/dev/null"
  ) throws {
    name = words.first ?? ""
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    } else {
      posix_spawn_file_actions_addclose(&actions, 1)
    }
    if errors == output {
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A test's thread may block signals, and what inherits that cannot be ended.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    let arguments = words.map { strdup($0) }
    let variables = environment.merging(Sanitizer.variables) { own, _ in own }
      .map { strdup("\($0.key)=\($0.value)") }
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, name, &actions, &attributes, arguments + [nil], variables + [nil])
    guard code == 0 else { throw Failure.notStarted(name, errno: code) }
    self.id = id
  }

  /// The exit code once the program has ended, or 256 and the signal; nil while it runs.
  public func exitCode() -> Int32? {
    var information = siginfo_t()
    guard waitid(P_PID, id_t(id), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      return 0
    }
    guard information._sifields._sigchld.si_pid == id else { return nil }
    let status = information._sifields._sigchld.si_status
    return information.si_code == CLD_EXITED ? status : 256 + status
  }

  /// Waits for the end, holding the thread; at most so many seconds.
  public func wait(seconds: Double) throws -> Int32 {
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1_000))
    while ContinuousClock.now < end {
      if let code = exitCode() { return code }
      usleep(5_000)
    }
    throw Failure.tooSlow(name)
  }

  /// The most memory that the program held until now, in bytes, as the kernel counts it; nil when
  /// it has ended.
  ///
  /// What `wait4` says of a spawned process would count its parent's memory too (proc(5), VmHWM).
  public func peakMemory() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
  }

  /// Waits for the end without holding a thread, of which tests share few.
  public func wait(
    _ limit: Duration, meanwhile look: () -> Void = {}
  ) async throws -> Int32 {
    let end = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < end {
      if let code = exitCode() { return code }
      look()
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Failure.tooSlow(name)
  }

  public func signal(_ number: Int32) { kill(id, number) }

  /// Asks the whole group to end, and after ten seconds makes it.
  public func end() {
    guard !isGone.exchange(true, ordering: .acquiringAndReleasing) else { return }
    kill(-id, SIGTERM)
    if (try? wait(seconds: 10)) == nil { kill(-id, SIGKILL) }
    waitpid(id, nil, 0)
  }

  deinit {
    guard !isGone.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // What a program that has ended left behind may be on its way to a session of its own.
    if exitCode() == nil { kill(-id, SIGKILL) }
    waitpid(id, nil, 0)
  }

  /// Runs `words` to their end, with these variables besides its own.
  public static func run(
    _ words: [String], variables: [String: String] = [:], seconds: Double = 60
  ) throws -> Result {
    let scratch = try Scratch()
    let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let command = try Command(
      words, environment: environment, output: scratch.path("out"), errors: scratch.path("err"))
    let code = try command.wait(seconds: seconds)
    return Result(code: code, output: scratch.text("out"), errors: scratch.text("err"))
  }

  /// As `run`, for what must not fail; what it printed.
  @discardableResult
  public static func need(
    _ words: [String], variables: [String: String] = [:], seconds: Double = 60
  ) throws -> String {
    let result = try run(words, variables: variables, seconds: seconds)
    guard result.code == 0 else {
      throw Failure.failed(
        words.joined(separator: " "), code: result.code, output: result.everything)
    }
    return result.output
  }
}
