import Foundation
import TestSupport
import Testing

/// A terminal of its own in tmux, in which the real program runs.
final class TmuxSession {
  private let socket = "padlock-\(UUID().uuidString.prefix(8))"
  /// Whether tmux and the program are there.
  static let isAvailable =
    FileManager.default.isExecutableFile(atPath: BuiltProgram.path)
    && ["/usr/bin/tmux", "/bin/tmux", "/usr/local/bin/tmux"].contains {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  /// Starts `padlock` with `arguments` in a terminal of this size; `afterwards` runs when it ended.
  init(
    _ arguments: String, columns: Int = 80, rows: Int = 24, environment: String = "",
    afterwards: String = "cat"
  ) throws {
    let command =
      "env LC_ALL=C.UTF-8 \(environment) '\(BuiltProgram.path)' \(arguments); echo ended with $?;"
      + " \(afterwards)"
    try run([
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command, ";", "set-option", "-s",
      "set-clipboard", "on",
    ])
  }

  deinit {
    _ = try? tmux("kill-server")
  }

  /// What stands on the screen.
  var screen: String { (try? tmux("capture-pane", "-p")) ?? "" }

  /// The sequences that say how what stands on the screen looks (SGR, ECMA-48 8.3.117), each once.
  var styles: Set<Substring> {
    let screen = (try? tmux("capture-pane", "-p", "-e")) ?? ""
    return Set(screen.matches(of: /\u{1B}\[([0-9;]*)m/).map(\.1))
  }

  /// What programs put on the terminal's clipboard.
  var clipboard: String { (try? tmux("show-buffer")) ?? "" }

  /// What tmux knows of the terminal, such as `alternate_on`; see FORMATS in tmux(1).
  func property(_ name: String) -> String {
    let text = (try? tmux("display-message", "-p", "#{\(name)}")) ?? ""
    return text.split(separator: "\n").first.map(String.init) ?? ""
  }

  /// The process that the terminal's shell started.
  func program() throws -> pid_t {
    let shell = property("pane_pid")
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    let first = children.split(separator: " ").first.flatMap { pid_t($0) }
    return try #require(first)
  }

  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  /// Pastes a file as a terminal does (bracketed), and presses a key before anything of it is read.
  func paste(_ file: String, then key: String) throws {
    try tmux("load-buffer", file, ";", "paste-buffer", "-p", ";", "send-keys", key)
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Waits until `text` is on the screen, and records what was there instead if it never comes.
  func expect(
    _ text: String, within seconds: Double = 30, polling microseconds: UInt32 = 50_000,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let end = Date().addingTimeInterval(seconds)
    var last = ""
    while Date() < end {
      last = screen
      if last.contains(text) { return }
      usleep(microseconds)
    }
    Issue.record(
      "\"\(text)\" did not come; the screen was:\n\(last)", sourceLocation: sourceLocation)
    throw Missing(text: text)
  }

  struct Missing: Error {
    let text: String
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try run(arguments) }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    try Command.need(["tmux", "-L", socket, "-f", "/dev/null"] + arguments)
  }
}
