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
    try run(["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command], output: nil)
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
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(socket)-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try run(arguments, output: file.path)
    return String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
  }

  /// Runs tmux to its end.
  ///
  /// Foundation's `Process` waits for whatever inherits its descriptors, and the server that the
  /// first call leaves behind never ends, so this spawns and waits itself.
  private func run(_ arguments: [String], output: String?) throws {
    let words = ["tmux", "-L", socket, "-f", "/dev/null"] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let target = output ?? "/dev/null"
    posix_spawn_file_actions_addopen(&actions, 1, target, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // A test's thread may block signals, and a server that inherits that cannot be ended.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var child = pid_t()
    guard posix_spawnp(&child, "tmux", &actions, &attributes, &pointers, environ) == 0 else {
      throw Missing(text: "tmux")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  }
}
