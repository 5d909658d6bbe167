import Foundation
import Glibc

/// A folder with an authority of its own, whose certificates and keys the real openssl makes.
///
/// It has `root` and, issued by it, `int`, each as `.pem` and `.key`; everything lies in ``folder``,
/// which is removed with its owner.
public final class CertificateShop: Sendable {
  public let folder: String

  /// What went wrong with openssl or another program.
  public enum Failure: Error {
    case notStarted(errno: Int32)
    case failed([String], status: Int32, errors: String)
  }

  /// A key on P-256, which is made at once.
  public static let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]

  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "padlock-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try openssl(
      ["req", "-x509"] + Self.curve + [
        "-nodes", "-subj", "/CN=Shop Root", "-days", "4000", "-keyout", path("root.key"), "-out",
        path("root.pem"),
      ])
    try issue("int", by: "root", subject: "/CN=Shop Issuer", Self.authority)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Extensions of an authority.
  public static let authority = """
    basicConstraints=critical,CA:TRUE
    keyUsage=critical,keyCertSign,cRLSign
    subjectKeyIdentifier=hash
    authorityKeyIdentifier=keyid
    """

  /// Extensions of a server at `srv.example`.
  public static let server = """
    basicConstraints=CA:FALSE
    subjectAltName=DNS:srv.example,IP:127.0.0.1
    subjectKeyIdentifier=hash
    authorityKeyIdentifier=keyid
    """

  public func path(_ name: String) -> String { folder + "/" + name }

  /// Makes `name.key` and, signed by `issuer`, `name.pem`; `key` are options of `openssl req`.
  public func issue(
    _ name: String, by issuer: String = "int", subject: String = "/CN=srv.example",
    days: Int = 700, serial: Int = .random(in: 1...Int.max), key: [String] = curve,
    _ extensions: String = server
  ) throws {
    try Data("\(extensions)\n".utf8).write(to: URL(filePath: path("\(name).ext")))
    try openssl(
      ["req", "-new"] + key + [
        "-nodes", "-subj", subject, "-keyout", path("\(name).key"), "-out", path("\(name).csr"),
      ])
    try openssl(
      "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(issuer).pem"), "-CAkey",
      path("\(issuer).key"), "-set_serial", "\(serial)", "-days", "\(days)",
      "-extfile", path("\(name).ext"), "-out", path("\(name).pem"))
    chmod(path("\(name).key"), 0o600)
  }

  /// Writes the files one after the other into a new one, readable for its owner alone.
  @discardableResult
  public func join(_ parts: String..., as name: String) throws -> String {
    var bytes = Data()
    for part in parts { bytes += try Data(contentsOf: URL(filePath: path(part))) }
    return try write(bytes, name)
  }

  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: path(name)))
    chmod(path(name), 0o600)
    return path(name)
  }

  public func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(name))))
  }

  public func openssl(_ words: String...) throws { try openssl(words) }

  public func openssl(_ words: [String]) throws { try run(["openssl"] + words) }

  /// Runs a program to its end and returns what it printed.
  @discardableResult
  public func run(_ words: [String]) throws -> String {
    let process = try start(words, output: "out")
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else {
      let errors = String(decoding: (try? bytes("err")) ?? [], as: UTF8.self)
      throw Failure.failed(words, status: status, errors: errors)
    }
    return String(decoding: try bytes("out"), as: UTF8.self)
  }

  /// Starts a program without input, and returns its process.
  public func start(_ words: [String], output: String) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let creating = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path(output), creating, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, path("err"), creating, 0o600)
    guard let program = words.first else { throw Failure.notStarted(errno: EINVAL) }
    let arguments = words.map { strdup($0) }
    let environment: [String] = ["PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "")"]
    let variables = environment.map { strdup($0) }
    defer { for word in arguments + variables { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(
      &process, program, &actions, nil, arguments + [nil], variables + [nil])
    guard code == 0 else { throw Failure.notStarted(errno: code) }
    return process
  }
}
