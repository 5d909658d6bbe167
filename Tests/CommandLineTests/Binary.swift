import Foundation
import Glibc
import Testing

/// The suites that run the built program, one test after the other.
///
/// Each of them starts processes; many at once would starve the suites that watch the clock.
@Suite(.serialized) enum RealProgram {}

/// The `padlock` that was built together with these tests.
enum Binary {
  /// Beside the test program.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folders = ([own] + CommandLine.arguments).map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    let found = folders.map { $0 + "/padlock" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    return found ?? own
  }()

  /// How a run came out.
  struct Run {
    var code: Int32
    var output: String
    var errors: String
    var elapsed: Duration

    /// Whether one of the streams holds these bytes.
    func holds(_ text: String) -> Bool {
      Data(everything.utf8).range(of: Data(text.utf8)) != nil
    }

    /// Both streams.
    var everything: String { output + errors }
    /// The report, where the output is one in JSON.
    var report: ReportView? {
      try? JSONDecoder().decode(ReportView.self, from: Data(output.utf8))
    }
  }

  /// Why a run did not come to its end.
  enum Failure: Error {
    case notStarted(errno: Int32)
    case neverEnded(arguments: [String])
  }

  /// Runs `padlock` with these arguments to its end, at most for `limit`.
  ///
  /// Its environment is a path, a home without anything in it, a UTF-8 locale and `environment`;
  /// `user` is the number of the user that runs it, where it is not the one who runs the tests.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    output: Redirection = .kept, user: UInt32? = nil, limit: Duration = .seconds(120)
  ) async throws -> Run {
    let scratch = try Scratch()
    try Data(input.utf8).write(to: URL(fileURLWithPath: scratch.path("in")))
    let began = ContinuousClock.now
    let process = try Self.start(
      arguments, environment: environment, scratch, output: output, user: user)
    let code = try await process.wait(limit)
    return Run(
      code: code, output: scratch.text("out"), errors: scratch.text("err"),
      elapsed: began.duration(to: .now))
  }

  /// Where standard output goes.
  enum Redirection {
    case kept
    case file(String)
    case closed
  }

  /// Starts a run that the test ends itself.
  static func start(
    _ arguments: [String], environment: [String: String] = [:], _ scratch: Scratch,
    output: Redirection = .kept, user: UInt32? = nil
  ) throws -> RunningProcess {
    var words = [path] + arguments
    if let user {
      words =
        ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"] + words
    }
    var variables = ["PATH=/usr/bin:/bin", "HOME=\(scratch.folder)", "LC_ALL=C.UTF-8"]
    variables += environment.map { "\($0.key)=\($0.value)" }
    return try RunningProcess(words, variables, scratch, output)
  }
}

/// A folder that is removed with its owner.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "padlock-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  func text(_ name: String) -> String {
    String(
      decoding: (try? Data(contentsOf: URL(fileURLWithPath: path(name)))) ?? Data(), as: UTF8.self)
  }

  /// Writes a file, with the folders that it lies in, and returns its path.
  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    try write(Array(text.utf8), name)
  }

  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}

/// A process whose streams are files, so that nothing it starts can keep a test waiting.
final class RunningProcess: Sendable {
  let id: pid_t

  init(
    _ words: [String], _ variables: [String], _ scratch: Scratch, _ output: Binary.Redirection
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let creating = O_WRONLY | O_CREAT | O_TRUNC
    if FileManager.default.fileExists(atPath: scratch.path("in")) {
      posix_spawn_file_actions_addopen(&actions, 0, scratch.path("in"), O_RDONLY, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    switch output {
    case .kept: posix_spawn_file_actions_addopen(&actions, 1, scratch.path("out"), creating, 0o600)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .closed: posix_spawn_file_actions_addclose(&actions, 1)
    }
    posix_spawn_file_actions_addopen(&actions, 2, scratch.path("err"), creating, 0o600)
    let arguments = words.map { strdup($0) }
    let environment = variables.map { strdup($0) }
    defer { for word in arguments + environment { free(word) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, words[0], &actions, nil, arguments + [nil], environment + [nil])
    guard code == 0 else { throw Binary.Failure.notStarted(errno: code) }
    self.id = id
  }

  /// Ends it at once.
  func end() {
    var status: Int32 = 0
    kill(id, SIGKILL)
    waitpid(id, &status, 0)
  }

  func signal(_ number: Int32) { kill(id, number) }

  /// The exit code, or 256 and the signal that ended it.
  func wait(_ limit: Duration) async throws -> Int32 {
    let end = ContinuousClock.now.advanced(by: limit)
    var status: Int32 = 0
    while waitpid(id, &status, WNOHANG) == 0 {
      guard ContinuousClock.now < end else {
        self.end()
        throw Binary.Failure.neverEnded(arguments: [])
      }
      // Tests share few threads; none of them may be held while a process runs.
      try await Task.sleep(for: .milliseconds(10))
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 256 + (status & 0x7F)
  }
}
