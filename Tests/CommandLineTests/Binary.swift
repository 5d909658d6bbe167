import Foundation
import TestSupport
import Testing

/// The suites that run the built program, one test after the other.
///
/// Each of them starts processes; many at once would starve the suites that watch the clock.
@Suite(.serialized) enum RealProgram {}

/// The `padlock` that was built together with these tests.
enum Binary {
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
  ) throws -> Command {
    var words = [BuiltProgram.path] + arguments
    if let user {
      words =
        ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups"] + words
    }
    let variables = ["PATH": "/usr/bin:/bin", "HOME": scratch.folder, "LC_ALL": "C.UTF-8"]
    let stream: String? =
      switch output {
      case .kept: scratch.path("out")
      case .file(let path): path
      case .closed: nil
      }
    let hasInput = FileManager.default.fileExists(atPath: scratch.path("in"))
    return try Command(
      words, environment: variables.merging(environment) { $1 },
      input: hasInput ? scratch.path("in") : "/dev/null", output: stream,
      errors: scratch.path("err"))
  }
}
