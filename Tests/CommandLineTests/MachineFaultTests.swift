import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// Faults of the machine that Padlock itself runs on: the table of docs/reliability.md.
  @Suite struct MachineFaultTests {
    /// The runs of the table that can be made here.
    private static let runs = MachineRun.all.filter {
      !Sanitizer.isActive || $0.fault.suitsSanitizers
    }
    private static let hasFakeClock = FileManager.default.fileExists(atPath: "/usr/bin/faketime")

    /// A folder with what the runs name, and `out/report.txt` from before.
    func workplace() throws -> Scratch {
      let scratch = try Scratch()
      for name in ["out", "disk", "tmp"] {
        try FileManager.default.createDirectory(
          atPath: scratch.path(name), withIntermediateDirectories: false)
      }
      try scratch.write("old", "out/report.txt")
      try scratch.write(Fixture.bytes("keystores/rsa.jks"), "agent.jks")
      chmod(try scratch.write("", "private.jks"), 0o600)
      let line = "2026-11-21 10:00:00 INFO  nothing of note happens in this line of the log\n"
      try scratch.write(String(repeating: line, count: 200_000), "large.log")
      return scratch
    }

    private func perform(_ row: MachineRun) async throws {
      let scratch = try workplace()
      let silent = try LoopbackListener.silent()
      defer { silent.stop() }
      if row.arguments.contains("saved.json") {
        let saved = try await Binary.run(
          [
            "--non-interactive", "127.0.0.1:1", "--format", "json", "-o",
            scratch.path("saved.json"),
          ]
        )
        try #require(saved.code == 1)
      }
      let arguments = row.arguments.map {
        $0.replacing("SILENT", with: "\(silent.port)")
      }
      try scratch.write(row.input, "in")
      let script = "set -e\ncd '\(scratch.folder)'\n" + row.fault.script
      let words = ["/bin/sh", "-c", script, "sh", BuiltProgram.path] + arguments
      let command = try Command(
        (row.fault.needsRoot ? ["/usr/bin/unshare", "-m"] : []) + words,
        environment: [
          "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": scratch.path("out"),
          "LC_ALL": "C.UTF-8", "TMPDIR": scratch.path("tmp"),
        ], input: scratch.path("in"), output: scratch.path("stdout"),
        errors: scratch.path("stderr"))
      let code = try await command.wait(Sanitizer.bound(.seconds(30)))
      let said = scratch.text("stdout") + scratch.text("stderr")
      #expect(code == row.code, "\(said.suffix(2_000))")
      // A sentence may be wrapped where a report is laid out.
      let plain = said.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if let says = row.says { #expect(plain.contains(says), "\(said.suffix(2_000))") }
      #expect(!said.contains("crashed"))

      let out = row.fault == .full ? "kept" : "out"
      let report = scratch.text("\(out)/report.txt")
      switch row.afterwards {
      case .old: #expect(report == "old")
      case .new: #expect(report.hasPrefix("Problems on") && report.hasSuffix("\n"))
      }
      try expectNothingLeft(scratch, out)
    }

    /// Nothing half-written lies about, beside files or among temporary ones.
    func expectNothingLeft(_ scratch: Scratch, _ folder: String = "out") throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path(folder))
      #expect(!names.contains { $0.hasSuffix(".part") }, "\(names)")
      let temporary = try FileManager.default.contentsOfDirectory(atPath: scratch.path("tmp"))
      #expect(temporary.isEmpty, "\(temporary)")
    }

    @Test(
      .enabled(if: WayTests.makesNetworks, "this user can make no mounts of its own here"),
      arguments: runs.filter { $0.fault.needsRoot && !$0.fault.setsClock })
    func `a fault that mounts make`(row: MachineRun) async throws {
      try await perform(row)
    }

    @Test(arguments: runs.filter { !$0.fault.needsRoot && !$0.fault.setsClock })
    func `a fault that the shell makes`(row: MachineRun) async throws {
      try await perform(row)
    }

    @Test(
      .enabled(if: hasFakeClock, "faketime is not installed"),
      arguments: runs.filter { $0.fault.setsClock && !$0.fault.needsRoot })
    func `a clock that jumps`(row: MachineRun) async throws {
      try await perform(row)
    }

    @Test(
      .enabled(if: hasFakeClock, "faketime is not installed"),
      .enabled(if: WayTests.makesNetworks, "this user can make no networks of its own here"),
      arguments: runs.filter { $0.fault.setsClock && $0.fault.needsRoot })
    func `a clock that jumps, in a network of its own`(row: MachineRun) async throws {
      try await perform(row)
    }

    @Test func `every fault is in the table`() {
      #expect(Set(MachineRun.all.map(\.fault)) == Set(MachineFault.allCases))
    }

    /// What runs while a signal comes, and the file that it writes, if it does.
    private static let interrupted: [(arguments: [String], file: String?)] = [
      (
        ["--non-interactive", "127.0.0.1:1", "--format", "json", "-o", "out/report.json"],
        "out/report.json"
      ),
      (
        ["explain", "Connection refused", "--format", "json", "-o", "out/report.json"],
        "out/report.json"
      ),
      (["collect", "--force", "--host", "127.0.0.1", "-o", "out/bundle.zip"], "out/bundle.zip"),
      (["fleet", "hosts.txt", "--resume", "out/rows.jsonl"], "out/rows.jsonl"),
      (["inspect", "agent.jks"], nil),
      (["demo", "key-password", "--non-interactive"], nil),
    ]

    /// From the first moment to the last; the seed is the row's, so that a failure comes again.
    @Test(arguments: [SIGTERM, SIGPIPE, SIGINT, SIGHUP])
    func `a signal at any moment leaves whole files, and none of its own`(signal: Int32)
      async throws
    {
      var random = SeededGenerator(seed: UInt64(signal))
      var endedEarly = 0
      for (arguments, file) in Self.interrupted {
        let scratch = try workplace()
        try scratch.write((1...20).map { "127.0.0.1:\($0)\n" }.joined(), "hosts.txt")
        func start() throws -> Command {
          try Command(
            ["/bin/sh", "-c", "cd '\(scratch.folder)' && exec \"$@\"", "sh", BuiltProgram.path]
              + arguments,
            environment: [
              "PATH": "/usr/bin:/bin", "HOME": scratch.path("out"), "LC_ALL": "C.UTF-8",
              "TMPDIR": scratch.path("tmp"),
            ], errors: scratch.path("stderr"))
        }
        let began = ContinuousClock.now
        let code = try await start().wait(Sanitizer.bound(.seconds(20)))
        let duration = began.duration(to: .now)
        for _ in 0..<4 {
          // Rows that are kept are not looked at again.
          try? FileManager.default.removeItem(atPath: scratch.path("out/rows.jsonl"))
          let command = try start()
          try await Task.sleep(for: duration * Double.random(in: 0...1, using: &random))
          command.signal(signal)
          let end = try await command.wait(Sanitizer.bound(.seconds(20)))
          // Ended by the signal, told so, or done: nothing else.
          #expect(
            [code, 130, 256 + signal].contains(end), "\(arguments) \(scratch.text("stderr"))")
          if end != code { endedEarly += 1 }
          if let file { try expectWhole(scratch.path(file)) }
        }
        // What a demo leaves is removed when it is gone.
        for _ in 0..<100 where try !isEmpty(scratch.path("tmp")) {
          try await Task.sleep(for: .milliseconds(50))
        }
        try expectNothingLeft(scratch)
      }
      // It ignores the one for a closed pipe, which it meets when it writes.
      #expect(endedEarly > 0 || signal == SIGPIPE, "no run was ended early")
    }

    /// That a report or a bundle is whole, and of rows each that has its end.
    private func expectWhole(_ path: String) throws {
      if path.hasSuffix(".zip") {
        try Command.need(["python3", "-m", "zipfile", "-t", path])
        return
      }
      guard path.hasSuffix(".jsonl") else {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: bytes) }
        return
      }
      let rows = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
      for row in rows.prefix(through: rows.lastIndex(of: 0x0A) ?? rows.startIndex - 1).split(
        separator: 0x0A)
      {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: row) }
      }
    }

    private func isEmpty(_ folder: String) throws -> Bool {
      try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty
    }

    @Test func `the page of the table is up to date`() throws {
      let rows = MachineRun.all.map { row in
        "| \(row.fault.rawValue) | `\(row.command)` | \(row.code) "
          + "| \(row.says.map { "“\($0)”" } ?? "") | \(row.afterwards.rawValue) |"
      }
      try expectGoldenSection(
        """
        | fault | run | ends with | says | `out/report.txt` afterwards |
        |---|---|---|---|---|
        \(rows.joined(separator: "\n"))

        """, "machine", of: "docs/reliability.md")
    }
  }
}
