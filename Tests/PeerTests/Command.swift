import Foundation
import Glibc
import Synchronization

/// A program that runs beside the tests, in a process group of its own.
final class Command: Sendable {
  /// Why there is no process, or none any more.
  enum Failure: Error {
    case notStarted(String, errno: Int32)
    case tooSlow(String)
    case failed(String, status: Int32, output: String)
  }

  /// What a program printed and how it ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  private let process: pid_t
  /// Whether the process was taken note of and its number may be another's by now.
  private let isGone = Atomic<Bool>(false)
  private let name: String

  /// Starts `words`, of which the first is a path, with its output in files and with these
  /// variables besides its own.
  init(
    _ words: [String], variables: [String: String] = [:], output: String = "/dev/null",
    errors: String = "/dev/null"
  ) throws {
    name = words.first ?? ""
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    let arguments = words.map { strdup($0) }
    let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let variables = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(
      &process, name, &actions, &attributes, arguments + [nil], variables + [nil])
    guard code == 0 else { throw Failure.notStarted(name, errno: code) }
    self.process = process
  }

  /// The wait status once the program has ended; nil while it runs.
  func endStatus() -> Int32? {
    var information = siginfo_t()
    guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      return 0
    }
    guard information._sifields._sigchld.si_pid == process else { return nil }
    return information._sifields._sigchld.si_status
  }

  /// Waits for the end, at most so many seconds; the exit code, or the signal that ended it.
  func wait(seconds: Double) throws -> Int32 {
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1_000))
    while ContinuousClock.now < end {
      if let status = endStatus() { return status }
      usleep(5_000)
    }
    throw Failure.tooSlow(name)
  }

  /// Asks the whole group to end, and after ten seconds makes it.
  func end() {
    guard !isGone.exchange(true, ordering: .acquiringAndReleasing) else { return }
    kill(-process, SIGTERM)
    if (try? wait(seconds: 10)) == nil { kill(-process, SIGKILL) }
    waitpid(process, nil, 0)
  }

  deinit {
    guard !isGone.exchange(true, ordering: .acquiringAndReleasing) else { return }
    kill(-process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Runs `words` to their end, with their output kept in `scratch`.
  static func run(
    _ words: [String], variables: [String: String] = [:], scratch: String, seconds: Double = 60
  ) throws -> Result {
    let (output, errors) = ("\(scratch)/command.out", "\(scratch)/command.err")
    let command = try Command(words, variables: variables, output: output, errors: errors)
    let status = try command.wait(seconds: seconds)
    return Result(status: status, output: try text(output), errors: try text(errors))
  }

  /// As `run`, for what must not fail.
  static func need(_ words: [String], scratch: String, seconds: Double = 60) throws {
    let result = try run(words, scratch: scratch, seconds: seconds)
    guard result.status == 0 else {
      throw Failure.failed(
        words.joined(separator: " "), status: result.status, output: result.errors)
    }
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
