import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// `--bundle` as the user has it: exit codes, sentences, bounds, and nothing left behind.
  @Suite struct BundleTests {
    private static func run(
      _ arguments: [String], in scratch: Scratch, limit: Duration = .seconds(120)
    ) async throws -> Binary.Run {
      let temporary = scratch.path("tmp")
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
      let run = try await Binary.run(
        ["--non-interactive"] + arguments, environment: ["TMPDIR": temporary], limit: limit)
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == [])
      return run
    }

    private static func make(_ shell: String, _ recipes: String...) throws -> Scratch {
      let scratch = try Scratch()
      let script = Fixture.path("archives/make.py")
      _ = try Command.need([
        "sh", "-c",
        "cd \(scratch.folder) && python3 \(script) \(recipes.joined(separator: " ")) && \(shell)",
      ])
      return scratch
    }

    @Test(arguments: [
      ("--root", "/"), ("--home", "/"), ("--address", "127.0.0.1"), ("--check-revocation", ""),
    ])
    func `what cannot be combined with a bundle ends with 64`(
      option: String, value: String
    ) async throws {
      let run = try await Self.run(
        ["--bundle", "/x", option] + (value.isEmpty ? [] : [value]), in: try Scratch())
      #expect(run.code == 64)
      #expect(run.errors.contains("--bundle and \(option): "), "\(run.errors)")
    }

    @Test func `what is no archive ends with 2 and says so`() async throws {
      let scratch = try Self.make("mkdir none", "junk")
      for (name, words) in [
        ("text", "it is no archive (zip, tar, 7z)"), ("missing", "No such file or directory"),
        ("rar", "RAR archives are not read; unpack it and give the folder"),
        ("none", "holds no file that can be read"), ("log.gz", "it is no archive"),
      ] {
        let run = try await Self.run(["--bundle", scratch.path(name)], in: scratch)
        #expect(run.code == 2, "\(name)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.isEmpty)
      }
    }

    @Test(arguments: [
      ("slip.zip", "its path leads out of the archive"),
      ("links.tar", "it is a link to /etc/passwd, which the archive does not hold as a file"),
      ("duplicates.zip", "another member has its name, and the first counts"),
      ("controls.tar", "a␛[31mb␊"),
      ("cut.zip", "it is damaged or cut off ("),
      ("nested.zip", "nothing here needs it, or knows it"),
    ])
    func `a hostile archive is named in the report, and nothing is concluded`(
      name: String, words: String
    ) async throws {
      let scratch = try Self.make(
        ":", "slip_zip", "links", "duplicates", "controls", "truncated", "nested")
      let run = try await Self.run(
        ["--bundle", scratch.path(name), "--format", "json"], in: scratch)
      #expect(run.code == 2, "\(run.errors)")
      let report = try #require(run.report)
      #expect(report.conclusions == [])
      #expect(run.output.replacing("\\/", with: "/").contains(words), "\(run.output)")
      #expect(!run.everything.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func `encrypted members are named with what to do, and the others are judged`()
      async throws
    {
      let scratch = try Self.make(
        "cp \(Fixture.path("agent/agent.p12")) . && echo 'exec java -jar /opt/xmatters/xa/bin/xa.jar "
          + "--server.ssl.enabled=false' >systemd.start.sh && zip -q -P pw b.zip agent.p12 "
          + "&& zip -q b.zip systemd.start.sh")
      let run = try await Self.run(["--bundle", scratch.path("b.zip")], in: scratch)
      #expect(
        run.output.contains("agent.p12 of \(scratch.path("b.zip")): encrypted"), "\(run.output)")
      #expect(run.output.contains("unpack it with its password"))
      #expect(run.output.contains("systemd.start.sh:1"))
    }

    @Test func `a run that is ended while it unpacks leaves nothing behind`() async throws {
      let scratch = try Self.make(
        "head -c 400000000 /dev/zero | tr '\\0' 'x' >big && tar -cf big.tar big && rm big")
      let temporary = scratch.path("tmp")
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
      func isEmpty() throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty
      }
      // The first is waited for by the program, the other one ends it at once.
      for signal in [SIGTERM, SIGQUIT] {
        let process = try Binary.start(
          ["--non-interactive", "--bundle", scratch.path("big.tar")],
          environment: ["TMPDIR": temporary], scratch)
        while process.exitCode() == nil, try isEmpty() {
          try await Task.sleep(for: .milliseconds(2))
        }
        process.signal(signal)
        _ = try await process.wait(.seconds(60))
        // Of a program that is gone another one removes what is left.
        let clock = ContinuousClock.now
        while signal == SIGQUIT, try !isEmpty(), clock.duration(to: .now) < .seconds(60) {
          try await Task.sleep(for: .milliseconds(2))
        }
        #expect(try isEmpty(), "\(signal)")
      }
    }
  }
}
