import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// Where a report goes, and what ends a run.
  @Suite struct OutputTests {
    @Test func `a link to a report stays one, and the report is replaced whole`() async throws {
      let scratch = try Scratch()
      let report = try scratch.write("old", "report.txt")
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path("link"), withDestinationPath: report)
      let before = try FileManager.default.attributesOfItem(atPath: report)[.systemFileNumber]
      let run = try await Binary.run(
        ["--non-interactive", "127.0.0.1:1", "-o", scratch.path("link")])
      #expect(run.code == 1)
      #expect(scratch.text("report.txt").hasPrefix("Problems on"))
      let after = try FileManager.default.attributesOfItem(atPath: report)[.systemFileNumber]
      #expect(before as? Int != after as? Int, "it is another file with the same name")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link")) == report)
    }

    @Test func `a pipe that nobody reads is not waited for`() async throws {
      let scratch = try Scratch()
      mkfifo(scratch.path("pipe"), 0o600)
      let run = try await Binary.run(
        ["--non-interactive", "127.0.0.1:1", "-o", scratch.path("pipe")], limit: .seconds(60))
      #expect(run.code == 74)
      #expect(run.errors.contains("no program reads it"), "\(run.errors)")
    }

    @Test func `a pipe that does not wait takes all of a long text`() async throws {
      let scratch = try Scratch()
      try scratch.write(
        """
        import os, subprocess, sys, time
        end, begin = os.pipe()
        os.set_blocking(begin, False)
        run = subprocess.Popen([sys.argv[1], "rules", "schema"], stdout=begin)
        os.close(begin)
        time.sleep(0.5)
        size = 0
        while block := os.read(end, 1 << 16): size += len(block)
        print(run.wait(), size)
        """, "read.py")
      let whole = try await Binary.run(["rules", "schema"]).output.utf8.count
      let read = try Command.run(["python3", scratch.path("read.py"), BuiltProgram.path])
      #expect(read.output == "0 \(whole)\n")
    }

    @Test func `a signal that the run was started to ignore does not end it`() async throws {
      let silent = try FullBacklog()
      let words = [
        "--non-interactive", "127.0.0.1:\(silent.port)", "--timeout", "3", "--deadline", "20",
      ]
      let scratch = try Scratch()
      // As `nohup` starts it.
      let script = "trap '' HUP; exec \"$0\" \"$@\""
      let ignoring = try Command(
        ["/bin/sh", "-c", script, BuiltProgram.path] + words, output: scratch.path("out"))
      try await Task.sleep(for: .seconds(1))
      ignoring.signal(SIGHUP)
      #expect(try await ignoring.wait(.seconds(60)) == 1)
      #expect(scratch.text("out").hasPrefix("Problems on"))
      withExtendedLifetime(silent) {}
    }
  }
}
