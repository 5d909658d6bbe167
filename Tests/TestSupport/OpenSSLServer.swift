import Foundation
import Glibc

/// A real `openssl s_server` on an ephemeral loopback port, ended with its owner.
public final class OpenSSLServer: Sendable {
  /// The port that the system chose.
  public let port: UInt16
  private let process: pid_t
  private let input: Int32

  /// Why there is no server.
  public enum Failure: Error {
    case notStarted(errno: Int32)
    case neverListened(output: String)
  }

  /// Starts `openssl s_server` with a certificate and key of `Tests/Fixtures` and more arguments,
  /// and waits until it says where it listens.
  public init(
    certificate: String, key: String, chain: String? = nil, _ arguments: [String] = []
  ) throws {
    var words = ["openssl", "s_server", "-accept", "127.0.0.1:0"]
    words += ["-cert", Fixture.path(certificate), "-key", Fixture.path(key)]
    words += chain.map { ["-cert_chain", Fixture.path($0)] } ?? []
    let (process, input, output) = try Self.spawn(words + arguments)
    var text = ""
    var found: UInt16?
    var chunk = [UInt8](repeating: 0, count: 4096)
    while found == nil {
      let count = read(output, &chunk, chunk.count)
      guard count > 0 else { break }
      text += String(decoding: chunk.prefix(count), as: UTF8.self)
      found = Self.port(in: text)
    }
    // What it prints from here on must not fill the pipe.
    Thread.detachNewThread {
      var rest = [UInt8](repeating: 0, count: 4096)
      while read(output, &rest, rest.count) > 0 {}
      close(output)
    }
    guard let found else {
      Self.end(process, input)
      throw Failure.neverListened(output: text)
    }
    port = found
    self.process = process
    self.input = input
  }

  deinit { Self.end(process, input) }

  /// The port in the whole line `ACCEPT 127.0.0.1:40123`.
  private static func port(in text: String) -> UInt16? {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    where line.hasPrefix("ACCEPT ") {
      return line.split(separator: ":").last.flatMap { UInt16($0) }
    }
    return nil
  }

  private static func end(_ process: pid_t, _ input: Int32) {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(input)
  }

  private static func spawn(_ words: [String]) throws -> (pid_t, Int32, Int32) {
    var input: [Int32] = [-1, -1]
    var output: [Int32] = [-1, -1]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw Failure.notStarted(errno: errno) }
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    defer {
      close(input[0])
      close(output[1])
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, "openssl", &actions, nil, arguments + [nil], [nil])
    guard code == 0 else {
      close(input[1])
      close(output[0])
      throw Failure.notStarted(errno: code)
    }
    return (process, input[1], output[0])
  }
}
