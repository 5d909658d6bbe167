import Foundation
import Glibc
import TestSupport

/// A copy of this machine with files, processes and a network of its own, where a fault is made.
///
/// It starts with `Tests/Peers/machine.sh` and goes with its owner, with everything that runs in it.
final class Machine: Sendable {
  private let scratch: Scratch
  private let holder: Command
  /// The process whose namespaces the machine has.
  private let process: String

  /// Why there can be none here; nil where there can.
  static let obstacle: String? = {
    guard getuid() == 0 else { return "needs root, for namespaces and mounts" }
    do {
      _ = try Machine()
      return nil
    } catch {
      return "needs namespaces and overlayfs: \(error)"
    }
  }()

  init() throws {
    scratch = try Scratch()
    let shared = [
      BuiltProgram.package, URL(filePath: BuiltProgram.path).deletingLastPathComponent().path,
      Supplies.folder,
    ]
    let root = scratch.path("machine")
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    let words =
      ["unshare", "--mount", "--net", "--pid", "--uts", "--fork", "--kill-child"]
      + [BuiltProgram.package + "/Tests/Peers/machine.sh", root] + shared
    holder = try Command(words, output: scratch.path("out"), errors: scratch.path("err"))
    let end = ContinuousClock.now + .seconds(20)
    while !scratch.text("out").contains("\n") {
      guard ContinuousClock.now < end, holder.exitCode() == nil else {
        throw Command.Failure.failed("machine.sh", code: 1, output: scratch.text("err"))
      }
      usleep(2_000)
    }
    process = scratch.text("out").filter(\.isNumber)
  }

  deinit {
    // The first process of a namespace takes all others with it, and only this signal ends it.
    if let first = pid_t(process) { kill(first, SIGKILL) }
    holder.end()
  }

  private var entering: [String] {
    ["nsenter", "--target", process, "--mount", "--net", "--pid", "--uts", "--root", "--wd"]
  }

  /// A path of the machine as this process sees it.
  func outside(_ path: String) -> String { "/proc/\(process)/root\(path)" }

  /// Writes a file, with its folders.
  func write(_ text: String, _ path: String, mode: mode_t = 0o644) throws {
    let file = outside(path)
    try FileManager.default.createDirectory(
      atPath: URL(filePath: file).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
    chmod(file, mode)
  }

  func append(_ text: String, _ path: String) throws {
    try write(read(path) + text, path)
  }

  func read(_ path: String) -> String {
    (try? String(contentsOfFile: outside(path), encoding: .utf8)) ?? ""
  }

  /// Runs a program to its end; its output.
  @discardableResult
  func need(_ words: [String]) throws -> String {
    try Command.need(entering + words, variables: ["PATH": Self.programs, "HOME": "/root"])
  }

  /// Runs a script of the shell, which stops at the first failure.
  @discardableResult
  func shell(_ script: String) throws -> String { try need(["/bin/sh", "-euc", script]) }

  /// Starts a program that stays; it ends with the machine.
  func start(
    _ words: [String], environment: [String] = [], log: String = "/dev/null"
  ) throws {
    let all = ["setsid", "env"] + environment + words
    let arguments = all.map(Self.shellWord).joined(separator: " ")
    try shell("\(arguments) >>\(log) 2>&1 </dev/null &")
  }

  /// Starts a program and waits until it listens on a port.
  func serve(_ words: [String], on port: UInt16, log: String = "/tmp/peer.log") throws {
    try start(words, log: log)
    try waitUntil("port \(port)", seeing: log) { isListening(port) }
  }

  /// Waits for an event.
  func waitUntil(
    _ event: String, seeing log: String, _ hasHappened: () -> Bool
  ) throws {
    let end = ContinuousClock.now + .seconds(40)
    while !hasHappened() {
      guard ContinuousClock.now < end else {
        throw Command.Failure.failed(event, code: 1, output: read(log))
      }
      usleep(5_000)
    }
  }

  /// Whether something listens on a port, by the kernel's own list.
  func isListening(_ port: UInt16) -> Bool {
    let suffix = ":" + String(format: "%04X", Int(port))
    return ["tcp", "tcp6"].contains { name in
      let table = try? String(contentsOfFile: "/proc/\(process)/net/\(name)", encoding: .utf8)
      return (table ?? "").split(separator: "\n").dropFirst().contains { line in
        let fields = line.split(separator: " ")
        return fields.count > 3 && fields[1].hasSuffix(suffix) && fields[3] == "0A"
      }
    }
  }

  /// What Padlock reports, run in the machine.
  func diagnose(
    _ arguments: [String], by user: String = "root"
  ) throws -> (report: ReportView, run: Command.Result) {
    var program = [BuiltProgram.path]
    if user != "root" {
      // Where it was built, others may not look.
      try need(["install", BuiltProgram.path, "/usr/local/bin/padlock"])
      program = [
        "setpriv", "--reuid=\(user)", "--regid=nogroup", "--clear-groups", "/usr/local/bin/padlock",
      ]
    }
    let run = try Command.run(
      entering + program + ["--non-interactive", "--format", "json", "--timeout", "2"] + arguments,
      variables: ["PATH": Self.programs, "HOME": "/root", "LC_ALL": "C.UTF-8"])
    guard let report = try? JSONDecoder().decode(ReportView.self, from: Data(run.output.utf8))
    else { throw Command.Failure.failed("padlock", code: run.code, output: run.everything) }
    try KeptReport.keep(run.output)
    return (report, run)
  }

  private static let programs =
    "/usr/bin:/bin:/usr/sbin:/sbin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
}
