import Foundation
import Testing

/// A terminal of its own in tmux, in which the real program runs.
final class TmuxSession {
  private let socket = "padlock-\(UUID().uuidString.prefix(8))"
  /// Where the program is built.
  static let padlock =
    Bundle.main.executableURL.map { $0.deletingLastPathComponent() }
    .map { binaries($0).path } ?? ""

  /// Whether tmux and the program are there.
  static let isAvailable =
    FileManager.default.isExecutableFile(atPath: padlock)
    && ["/usr/bin/tmux", "/bin/tmux", "/usr/local/bin/tmux"].contains {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  /// The folder of the test bundle, or of the runner that loads it.
  private static func binaries(_ folder: URL) -> URL {
    for argument in ProcessInfo.processInfo.arguments where argument.hasSuffix(".xctest") {
      return URL(fileURLWithPath: argument).deletingLastPathComponent()
        .appendingPathComponent("padlock")
    }
    return folder.appendingPathComponent("padlock")
  }

  /// Starts `padlock` with `arguments` in a terminal of this size.
  init(
    _ arguments: String, columns: Int = 80, rows: Int = 24, environment: String = ""
  ) throws {
    let command =
      "env LC_ALL=C.UTF-8 \(environment) '\(Self.padlock)' \(arguments); echo ended with $?; cat"
    try tmux("new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command)
  }

  deinit {
    _ = try? tmux("kill-server")
  }

  /// What stands on the screen.
  var screen: String { (try? tmux("capture-pane", "-p")) ?? "" }

  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Waits until `text` is on the screen, and records what was there instead if it never comes.
  func expect(
    _ text: String, within seconds: Double = 30, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let end = Date().addingTimeInterval(seconds)
    var last = ""
    while Date() < end {
      last = screen
      if last.contains(text) { return }
      usleep(50_000)
    }
    Issue.record(
      "\"\(text)\" did not come; the screen was:\n\(last)", sourceLocation: sourceLocation)
    throw Missing(text: text)
  }

  struct Missing: Error {
    let text: String
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux", "-L", socket, "-f", "/dev/null"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
