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
      let script = "cd '\(scratch.folder)' || exit 99\n" + row.fault.script
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
      arguments: runs.filter {
        $0.fault.setsClock && (!$0.fault.needsRoot || WayTests.makesNetworks)
      })
    func `a clock that jumps`(row: MachineRun) async throws {
      try await perform(row)
    }

    @Test func `every fault is in the table`() {
      #expect(Set(MachineRun.all.map(\.fault)) == Set(MachineFault.allCases))
    }

    /// What runs while a signal comes: with what it writes, if it does.
    private static let interrupted: [[String]] = [
      ["--non-interactive", "127.0.0.1:1", "-o", "out/report.txt"],
      ["explain", "Connection refused", "-o", "out/report.txt"],
      ["collect", "--force", "--host", "127.0.0.1", "-o", "out/bundle.zip"],
      ["demo", "key-password", "--non-interactive"],
    ]

    /// From the first moments on; the seed is the row's, so that a failure comes again.
    @Test(arguments: [SIGTERM, SIGPIPE, SIGINT, SIGHUP])
    func `a signal at any moment leaves whole files, and none of its own`(signal: Int32)
      async throws
    {
      var random = SeededGenerator(seed: UInt64(signal))
      for arguments in Self.interrupted {
        let scratch = try workplace()
        for _ in 0..<4 {
          let command = try Command(
            ["/bin/sh", "-c", "cd '\(scratch.folder)' && exec \"$@\"", "sh", BuiltProgram.path]
              + arguments,
            environment: [
              "PATH": "/usr/bin:/bin", "HOME": scratch.path("out"), "LC_ALL": "C.UTF-8",
              "TMPDIR": scratch.path("tmp"),
            ], errors: scratch.path("stderr"))
          try await Task.sleep(for: .milliseconds(Int.random(in: 0...250, using: &random)))
          command.signal(signal)
          let code = try await command.wait(Sanitizer.bound(.seconds(20)))
          // Ended by the signal, told so, or done: nothing else.
          #expect([0, 1, 130, 256 + signal].contains(code), "\(scratch.text("stderr"))")
          let report = scratch.text("out/report.txt")
          #expect(report == "old" || report.hasSuffix("\n"))
        }
        // What a demo leaves is removed when it is gone.
        for _ in 0..<100 where try !isEmpty(scratch.path("tmp")) {
          try await Task.sleep(for: .milliseconds(50))
        }
        try expectNothingLeft(scratch)
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
