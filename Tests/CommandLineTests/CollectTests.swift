import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// What `padlock collect` writes, and when it does not.
  @Suite struct CollectTests {
    private let scratch: Scratch
    private var target: [String] { ["--root", scratch.path("root"), "--no-probe"] }
    private var zip: String { scratch.path("bundle.zip") }

    init() throws {
      scratch = try Scratch()
      try scratch.write(
        "exec java -jar /opt/xmatters/xa/bin/xa.jar --server.ssl.key-store-password=Qz7-secret\n",
        "root/opt/xmatters/xa/bin/systemd.start.sh")
    }

    @Test func `the files are listed, then written for their owner alone`() async throws {
      let dry = try await Binary.run(["collect", "--dry-run"] + target)
      #expect(dry.code == 0)
      #expect(dry.output.contains("  files/opt/xmatters/xa/bin/systemd.start.sh\n"))
      #expect(!FileManager.default.fileExists(atPath: zip))
      let run = try await Binary.run(["collect", "-o", zip] + target)
      #expect(run.code == 0, "\(run.everything)")
      #expect(run.output.isEmpty && run.errors.contains("  observations.json\n"))
      var status = stat()
      #expect(stat(zip, &status) == 0 && status.st_mode & 0o777 == 0o600)
      let names = try Command.need([
        "python3", "-c", "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist())",
        zip,
      ])
      #expect(names.hasPrefix("padlock-bundle/manifest.json "))
      #expect(
        names.split(separator: " ").allSatisfy { $0.hasPrefix("padlock-bundle/") })
    }

    @Test func `what it wrote gives the diagnoses that the run on the host gives`() async throws {
      let listener = try LoopbackListener.answering(
        Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
      defer { listener.stop() }
      let host = [
        "--root", scratch.path("root"), "--host", "localhost", "--port", String(listener.port),
      ]
      let run = try await Binary.run(["collect", "-o", zip] + host)
      #expect(run.code == 0, "\(run.everything)")
      let report = ["--non-interactive", "--format", "json"]
      let live = try #require(try await Binary.run(report + host).report)
      let judged = try #require(try await Binary.run(report + ["--bundle", zip]).report)
      for report in [live, judged] { #expect(report.diagnoses.contains { !$0.evidence.isEmpty }) }
      func seen(_ report: ReportView) -> [String] {
        report.diagnoses.flatMap { diagnosis in
          ["\(diagnosis.id) \(diagnosis.certainty) \(diagnosis.summary)"]
            + diagnosis.evidence.map { "\($0.source): \($0.excerpt)" }
        } + report.checks.map { "\($0.id): \($0.result), \($0.detail)" }
      }
      #expect(seen(judged) == seen(live))
      #expect(judged.outcome == live.outcome)
    }

    @Test func `what is there already stays, and half a file never does`() async throws {
      try scratch.write("mine", "bundle.zip")
      let refused = try await Binary.run(["collect", "-o", zip] + target)
      #expect(refused.code == 64 && refused.errors.contains("is there already"))
      #expect(scratch.text("bundle.zip") == "mine")
      let full = try await Binary.run(["collect", "--force", "-o", "/dev/full"] + target)
      #expect(full.code == 74, "\(full.everything)")
      let nowhere = try await Binary.run(["collect", "-o", scratch.path("none/a.zip")] + target)
      #expect(nowhere.code == 74)
      let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path(""))
      #expect(names.sorted() == ["bundle.zip", "root"])
    }

    @Test func `a command line that makes no sense is refused`() async throws {
      for words in [[], ["-o", zip, "--redaction-map", "map"], ["-o", zip, "--root", "/none"]] {
        let run = try await Binary.run(["collect"] + words)
        #expect(run.code == 64, "\(run.everything)")
      }
    }
  }
}
