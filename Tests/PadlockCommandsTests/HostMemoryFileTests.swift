import Foundation
import PadlockWizard
import TestSupport
import Testing

@testable import PadlockCommands

/// The file of remembered hosts: private, small, and never trusted.
@Suite struct HostMemoryFileTests {
  private let scratch: Scratch
  private let file: HostMemoryFile

  init() throws {
    scratch = try Scratch()
    file = try #require(HostMemoryFile(["XDG_STATE_HOME": scratch.folder, "HOME": "/nonexistent"]))
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `what is written is read back, by its owner alone`() throws {
    let memory = HostMemory(hosts: [.init(host: "a", port: 443), .init(host: "::1", port: 8443)])
    #expect(file.read() == HostMemory())
    #expect(file.write(memory) == nil)
    #expect(file.read() == memory)
    #expect(try mode(file.path) == 0o600)
    #expect(try mode(scratch.path("padlock")) == 0o700)
    #expect(file.write(HostMemory(mode: .off)) == nil)
    #expect(file.read() == HostMemory(mode: .off))
  }

  @Test func `of two runs at once each keeps what the other adds, and forgets its own alone`()
    throws
  {
    let other = try #require(HostMemoryFile(["XDG_STATE_HOME": scratch.folder]))
    let (a, b, c) = (
      HostMemory.Host(host: "a", port: 1), HostMemory.Host(host: "b", port: 2),
      HostMemory.Host(host: "c", port: 3)
    )
    #expect(file.write(HostMemory(hosts: [a])) == nil)
    #expect(file.read() == HostMemory(hosts: [a]))
    #expect(other.read() == HostMemory(hosts: [a]))
    #expect(file.write(HostMemory(hosts: [b, a])) == nil)
    #expect(other.write(HostMemory(hosts: [c, a])) == nil)
    #expect(file.write(HostMemory(hosts: [b])) == nil)
    #expect(other.read() == HostMemory(hosts: [b, c]))
  }

  @Test func `runs that remember hosts at the same moment lose none of them`() throws {
    let folder = scratch.folder
    DispatchQueue.concurrentPerform(iterations: 4) { run in
      guard let own = HostMemoryFile(["XDG_STATE_HOME": folder]) else { return }
      for port in 1...5 {
        let hosts = (1...port).map { HostMemory.Host(host: "run\(run)", port: $0) }
        #expect(own.write(HostMemory(hosts: hosts)) == nil)
      }
    }
    let all = file.read().hosts.map { "\($0.host):\($0.port)" }
    #expect(Set(all) == Set((0..<4).flatMap { run in (1...5).map { "run\(run):\($0)" } }))
    #expect(all.count == 20)
  }

  @Test func `a file that others could read is closed to them`() throws {
    try scratch.write("{}", "padlock/hosts.json")
    #expect(file.write(HostMemory()) == nil)
    #expect(try mode(file.path) == 0o600)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{\"schema\":\"other/1\",\"remember\":true,\"hosts\":[]}",
    "{\"schema\":\"padlock.hosts/1\",\"remember\":true,\"hosts\":[{\"host\":1}]}", "\u{0}\u{1}",
  ])
  func `a file that is not understood is left out with a word`(text: String) throws {
    try scratch.write(text, "padlock/hosts.json")
    let memory = file.read()
    #expect(memory.hosts.isEmpty && memory.mode == .on)
    #expect(memory.problem == "The remembered hosts are left out: \(file.path) is not understood.")
  }

  @Test func `a file that is too large, or a folder, is left out with a word`() throws {
    try scratch.write(String(repeating: " ", count: 70_000), "padlock/hosts.json")
    #expect(file.read().problem?.contains("larger than") == true)
    let other = try Scratch()
    try other.write("x", "padlock/hosts.json/x")
    let folder = try #require(HostMemoryFile(["XDG_STATE_HOME": other.folder]))
    #expect(folder.read().problem?.contains("it is a folder") == true)
    #expect(folder.write(HostMemory())?.hasPrefix("The host is not remembered:") == true)
  }

  @Test func `hosts and ports that cannot be are dropped, and no more are taken than are kept`()
    throws
  {
    var hosts = ["{\"host\":\"a b\",\"port\":1}", "{\"host\":\"\",\"port\":1}"]
    hosts += ["{\"host\":\"x\\u001b[2J\",\"port\":1}", "{\"host\":\"ok\",\"port\":0}"]
    hosts += (1...30).map { "{\"host\":\"h\",\"port\":\($0)}" }
    try scratch.write(
      "{\"schema\":\"padlock.hosts/1\",\"remember\":true,\"hosts\":[\(hosts.joined(separator: ","))]}",
      "padlock/hosts.json")
    #expect(file.read().hosts.map(\.port) == Array(1...20))
  }

  @Test func `without a folder for state nothing is remembered`() {
    #expect(HostMemoryFile([:]) == nil)
    #expect(HostMemoryFile(["HOME": "relative"]) == nil)
    #expect(HostMemoryFile(["HOME": "/h"])?.path == "/h/.local/state/padlock/hosts.json")
  }
}
