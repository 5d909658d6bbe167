import Foundation
import PadlockCollectors
import PadlockWizard
import Synchronization

/// The hosts that the wizard remembers, in a file that only its owner may read.
///
/// ```json
/// {"schema": "padlock.hosts/1", "remember": true, "hosts": [{"host": "agent01", "port": 8443}]}
/// ```
final class HostMemoryFile: Sendable {
  private struct Contents: Codable {
    struct Host: Codable {
      var host: String
      var port: Int
    }
    var schema: String
    var remember: Bool
    var hosts: [Host]
  }

  private static let schema = "padlock.hosts/1"
  private static let limit = 65_536

  let path: String
  /// The hosts that this run knows of; what else is in the file comes from another run.
  private let known = Mutex<[HostMemory.Host]>([])

  /// The file in `$XDG_STATE_HOME/padlock`, or in `.local/state/padlock` at home (XDG Base Directory
  /// Specification); nil where neither is known.
  init?(_ environment: [String: String]) {
    func whole(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let state = whole("XDG_STATE_HOME") ?? whole("HOME").map({ $0 + "/.local/state" }) else {
      return nil
    }
    path = state + "/padlock/hosts.json"
  }

  /// What is remembered; a file that cannot be understood is as good as none, and is named.
  func read() -> HostMemory {
    let memory = current()
    known.withLock { $0 = memory.hosts }
    return memory
  }

  private func current() -> HostMemory {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try TargetFiles.live().contents(of: path, limit: Self.limit)
    } catch {
      guard error != .missing else { return HostMemory() }
      return HostMemory(
        problem: "The remembered hosts in \(path) are left out: \(FailureWords.text(error)).")
    }
    guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)),
      contents.schema == Self.schema
    else {
      return HostMemory(problem: "The remembered hosts are left out: \(path) is not understood.")
    }
    let hosts = contents.hosts.filter { host in
      (1...65_535).contains(host.port) && (1...253).contains(host.host.utf8.count)
        && host.host.unicodeScalars.allSatisfy {
          !$0.properties.isWhitespace && $0.properties.generalCategory != .control && $0 != "/"
        }
    }
    return HostMemory(
      hosts: hosts.map { .init(host: $0.host, port: $0.port) }, mode: contents.remember ? .on : .off
    )
  }

  /// Writes what is to be remembered, with what other runs have added meanwhile; the problem as a
  /// sentence where that fails.
  func write(_ memory: HostMemory) -> String? {
    guard memory.mode != .offForNow else { return nil }
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      return try known.withLock { known throws(CommandFailure) in
        let lock = FolderLock(folder.path)
        defer { lock.release() }
        let others = current().hosts.filter { !known.contains($0) }
        let all = memory.hosts + others.filter { !memory.hosts.contains($0) }
        try replace(with: HostMemory(hosts: all, mode: memory.mode))
        known = memory.hosts
        return nil
      }
    } catch let failure as CommandFailure {
      return "The host is not remembered: \(failure.message ?? "it could not be written")"
    } catch {
      return "The host is not remembered: \(path) could not be written."
    }
  }

  private func replace(with memory: HostMemory) throws(CommandFailure) {
    let contents = Contents(
      schema: Self.schema, remember: memory.mode == .on,
      hosts: memory.hosts.map { .init(host: $0.host, port: $0.port) })
    guard let text = try? JSONEncoder().encode(contents) else { return }
    try Output.write(Array(text) + [0x0A], toFile: path, isPrivate: true)
  }
}

/// Keeps other runs from changing the files of a folder, for as long as they ask too.
private struct FolderLock {
  private let descriptor: Int32

  /// Waits for the others at most a second: what is kept here is not worth more.
  init(_ folder: String) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for _ in 0..<100 where descriptor >= 0 {
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
      usleep(10_000)
    }
  }

  func release() {
    if descriptor >= 0 { close(descriptor) }
  }
}
