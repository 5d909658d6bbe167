import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// Many hosts in one run.
  @Suite struct FleetTests {
    /// What the tests read of a row.
    struct Row: Decodable {
      struct Finding: Decodable, Equatable {
        let id: String
        let severity: String
        let certainty: String
        let subject: String?
      }
      let host: String
      let name: String
      let outcome: String
      let diagnoses: [Finding]
      let certificate: Certificate?
    }

    struct Certificate: Decodable { let notAfter: String }

    private static let options = ["--trust", Fixture.path("tls/root.pem"), "--timeout", "2"]

    private func rows(_ text: String) throws -> [String: Row] {
      let rows = try text.split(separator: "\n").map {
        try JSONDecoder().decode(Row.self, from: Data($0.utf8))
      }
      return Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
    }

    private func serve(_ name: String) throws -> OpenSSLServer {
      try OpenSSLServer(
        certificate: "tls/\(name).pem", key: "tls/\(name).key", chain: "tls/intermediate.pem",
        ["-www"])
    }

    @Test func `each host has the diagnoses that a run on it alone gives`() async throws {
      let scratch = try Scratch()
      let (leaf, expired, own) = (try serve("leaf"), try serve("expired"), try serve("self"))
      let plain = try LoopbackListener.answering(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
      let resetting = try LoopbackListener.resetting()
      let mute = try LoopbackListener.silent()
      let closed = try ClosedPort()
      let silent = try FullBacklog()
      let hosts: [(name: String, host: String, port: UInt16, first: String?)] = [
        ("healthy", "agent01.example", leaf.port, nil),
        ("misnamed", "other.example", leaf.port, "certificate.name-mismatch"),
        ("expired", "agent01.example", expired.port, "certificate.expired"),
        ("own", "agent01.example", own.port, "certificate.self-signed"),
        ("plain", "agent01.example", plain.port, "tls.plain-http-port"),
        ("resetting", "agent01.example", resetting.port, "network.connection-reset"),
        ("mute", "agent01.example", mute.port, "network.port-silent"),
        ("closed", "agent01.example", closed.port, "network.port-refused"),
        ("silent", "agent01.example", silent.port, "network.port-filtered"),
      ]
      let list = try scratch.write(
        hosts.map { "\($0.host):\($0.port) name=\($0.name) address=127.0.0.1" }
          .joined(separator: "\n"), "hosts.txt")
      let fleet = try await Binary.run(["fleet", list, "--format", "jsonl"] + Self.options)
      #expect(fleet.code == 1, "\(fleet.everything)")
      #expect(fleet.errors.isEmpty, "\(fleet.errors)")
      let rows = try rows(fleet.output)
      #expect(rows.count == hosts.count)
      for one in hosts {
        let row = try #require(rows[one.name])
        #expect(row.diagnoses.first?.id == one.first, "\(one.name)")
        let alone = try await Binary.run(
          [
            "--non-interactive", "\(one.host):\(one.port)", "--address", "127.0.0.1", "--format",
            "json",
          ] + Self.options)
        let report = try #require(alone.report)
        #expect(row.outcome == report.outcome, "\(one.name)")
        #expect(
          row.diagnoses
            == report.diagnoses.map {
              Row.Finding(
                id: $0.id, severity: $0.severity, certainty: $0.certainty, subject: $0.subject)
            }, "\(one.name)")
      }
      #expect(rows["healthy"]?.certificate != nil)
      withExtendedLifetime((leaf, expired, own, plain, resetting, mute, closed, silent)) {}
    }

    @Test func `the command for one host judges it as it was judged among the others`()
      async throws
    {
      let server = try serve("leaf")
      let fleet = try await Binary.run(
        ["fleet", "-", "--at", "2119-12-20T00:00:00Z", "--fail-on", "warning"] + Self.options,
        input: "agent01.example:\(server.port) address=127.0.0.1\n")
      #expect(fleet.output.contains("certificate.expires-soon"), "\(fleet.everything)")
      let command = try #require(
        fleet.output.split(separator: "\n").last { $0.hasPrefix("  padlock --non-interactive ") })
      let alone = try Command.run(
        ["/bin/sh", "-c", #"padlock() { "$0" "$@"; };\#(command)"#, BuiltProgram.path])
      #expect(alone.output.contains("certificate.expires-soon"), "\(alone.output)")
      #expect(!alone.output.contains("certificate.untrusted-issuer"), "\(alone.output)")
      withExtendedLifetime(server) {}
    }

    @Test func `silent hosts end within a little more than the time of one`() async throws {
      let silent = try FullBacklog()
      let hosts = (1...200).map { "host\($0).example:\(silent.port) address=127.0.0.1" }
      let run = try await Binary.run(
        ["fleet", "-", "--timeout", "0.5"], input: hosts.joined(separator: "\n"))
      #expect(run.code == 1)
      #expect(run.output.hasPrefix("Problems on 200 of 200 hosts."), "\(run.output.prefix(300))")
      #expect(run.output.contains("200  "))
      #expect(
        run.elapsed < Sanitizer.bound(.seconds(15)), "one after the other they take 100 seconds")
      withExtendedLifetime(silent) {}
    }

    @Test func `a stopped run keeps its rows, and the next one goes on with the others`()
      async throws
    {
      let scratch = try Scratch()
      let closed = try ClosedPort()
      let silent = try FullBacklog()
      let list = try scratch.write(
        "127.0.0.1:\(closed.port)\n127.0.0.1:\(silent.port)\n", "hosts.txt")
      let kept = scratch.path("rows.jsonl")
      let words = ["fleet", list, "--resume", kept]
      let first = try Binary.start(words + ["--timeout", "60"], scratch)
      let end = ContinuousClock.now + .seconds(60)
      while scratch.text("rows.jsonl").isEmpty, ContinuousClock.now < end {
        try await Task.sleep(for: .milliseconds(10))
      }
      first.signal(SIGINT)
      #expect(try await first.wait(.seconds(30)) == 130)
      #expect(
        scratch.text("err").contains("1 of 2 hosts were not looked at"), "\(scratch.text("err"))")
      #expect(scratch.text("out").contains("network.port-refused"))
      let row = scratch.text("rows.jsonl")
      #expect(row.split(separator: "\n").count == 1)

      // As if the machine had gone down in the middle of a row.
      try Data((row + #"{"schema":"padlo"#).utf8).write(to: URL(fileURLWithPath: kept))
      let again = try await Binary.run(words + ["--timeout", "0.2", "--format", "json"])
      #expect(again.code == 1)
      #expect(
        again.errors.hasPrefix("padlock: 1 of 2 hosts are not looked at again: their rows are in "),
        "\(again.errors)")
      #expect(try rows(again.output).count == 2)
      let rows = scratch.text("rows.jsonl")
      #expect(rows.hasPrefix(row))
      #expect(rows.split(separator: "\n").count == 2)

      let done = try await Binary.run(words + ["--format", "prometheus"])
      #expect(done.output.contains("padlock_fleet_hosts{result=\"finished\"} 2"))
      #expect(scratch.text("rows.jsonl") == rows, "nothing is looked at again")
      withExtendedLifetime((closed, silent)) {}
    }

    @Test func `the exit code is that of the worst host`() async throws {
      let server = try serve("leaf")
      let closed = try ClosedPort()
      let silent = try FullBacklog()
      let healthy = "agent01.example:\(server.port) address=127.0.0.1\n"
      let fine = try await Binary.run(["fleet", "-"] + Self.options, input: healthy)
      #expect(fine.code == 0, "\(fine.everything)")
      // A host that is not reached in time may have any problem.
      let unreached = "127.0.0.1:\(silent.port)\n"
      let late = try await Binary.run(
        ["fleet", "-", "--timeout", "60", "--run-deadline", "3", "--trust", Self.options[1]],
        input: healthy + unreached)
      #expect(late.code == 2, "\(late.everything)")
      #expect(late.errors.contains("1 of 2 hosts were not looked at"), "\(late.errors)")
      #expect(late.elapsed < Sanitizer.bound(.seconds(30)))
      let worst = try await Binary.run(
        ["fleet", "-", "--timeout", "60", "--run-deadline", "3", "--trust", Self.options[1]],
        input: healthy + unreached + "127.0.0.1:\(closed.port)\n")
      #expect(worst.code == 1, "\(worst.everything)")
      withExtendedLifetime((server, closed, silent)) {}
    }

    @Test func `one handshake alone gives the same cause with fewer connections`() async throws {
      // An alert: handshake_failure (RFC 8446 §6.2).
      let refusal: [UInt8] = [0x15, 3, 3, 0, 2, 2, 0x28]
      let (whole, short) = (
        try LoopbackListener.answering(refusal), try LoopbackListener.answering(refusal)
      )
      for (listener, options) in [(whole, []), (short, ["--handshake-only"])] {
        let run = try await Binary.run(
          ["fleet", "127.0.0.1:\(listener.port)", "--format", "json"] + Self.options + options)
        let row = try #require(try rows(run.output).values.first)
        #expect(row.diagnoses.first?.id == "tls.handshake-rejected", "\(run.everything)")
      }
      #expect(
        short.acceptedCount < whole.acceptedCount,
        "\(short.acceptedCount) and \(whole.acceptedCount)")
      withExtendedLifetime((whole, short)) {}
    }

    @Test(arguments: [
      "one-line-secret", #"{"name": "of another program"}"#, "{", #"{"certificates":"#,
    ])
    func `a file of rows is no other file, also one without a line end`(text: String) async throws {
      let scratch = try Scratch()
      let file = try scratch.write(text, "other")
      let run = try await Binary.run(["fleet", "127.0.0.1:1", "--resume", file])
      let isBeginning = text == "{"
      #expect(run.code == (isBeginning ? 1 : 64), "\(run.everything)")
      if !isBeginning { #expect(scratch.text("other") == text) }
    }

    @Test func `hosts that share a name are told apart by their addresses`() async throws {
      let closed = try ClosedPort()
      let run = try await Binary.run(
        ["fleet", "-", "--timeout", "0.5", "--format", "prometheus"],
        input: "agent.example:\(closed.port) address=127.0.0.1 name=a\n"
          + "agent.example:\(closed.port) address=127.0.0.2 name=a\n")
      #expect(run.code == 1)
      for address in ["127.0.0.1", "127.0.0.2"] {
        #expect(run.output.contains(#"name="a",address="\#(address)"} 1"#), "\(run.output)")
      }
      withExtendedLifetime(closed) {}
    }

    @Test func `two runs do not write to one file of rows`() async throws {
      let scratch = try Scratch()
      let silent = try FullBacklog()
      let words = ["fleet", "127.0.0.1:\(silent.port)", "--resume", scratch.path("rows.jsonl")]
      let first = try Binary.start(words + ["--timeout", "60"], scratch)
      let end = ContinuousClock.now + .seconds(60)
      while !FileManager.default.fileExists(atPath: scratch.path("rows.jsonl")),
        ContinuousClock.now < end
      {
        try await Task.sleep(for: .milliseconds(10))
      }
      var second = try await Binary.run(words + ["--timeout", "0.2"])
      // The file is there a moment before it is locked.
      if second.code != 64 { second = try await Binary.run(words + ["--timeout", "0.2"]) }
      #expect(second.code == 64)
      #expect(second.errors.contains("another run writes to it"), "\(second.errors)")
      first.signal(SIGINT)
      #expect(try await first.wait(.seconds(30)) == 130)
      withExtendedLifetime(silent) {}
    }

    @Test(arguments: ["text", "json", "html", "nagios", "prometheus"])
    func `names leave no format with --redact-hosts`(format: String) async throws {
      let closed = try ClosedPort()
      let run = try await Binary.run(
        [
          "fleet", "-", "--timeout", "1", "--format", format, "--redact-hosts",
        ], input: "agent01.secret.example:\(closed.port) name=floor-two address=127.0.0.1\n")
      #expect(run.code == (format == "nagios" ? 2 : 1))
      #expect(run.output.contains("network.port-refused"))
      #expect(!run.holds("secret.example"), "\(run.output)")
      #expect(!run.holds("floor-two"), "\(run.output)")
      withExtendedLifetime(closed) {}
    }

    @Test func `what is wrong with the list is said before anything is probed`() async throws {
      let scratch = try Scratch()
      let list = try scratch.write("agent01:443\nagent02:0\n", "hosts.txt")
      let run = try await Binary.run(["fleet", list])
      #expect(run.code == 64)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("\(list):2: "), "\(run.errors)")
      #expect(try await Binary.run(["fleet", "nowhere.txt"]).code == 64)
      #expect(try await Binary.run(["fleet", "-"]).code == 64)
      #expect(try await Binary.run(["fleet", list, "--timeout", "0"]).code == 64)
      let trust = try await Binary.run(["fleet", "localhost:1", "--trust", scratch.path("none")])
      #expect(trust.code == 64)
      #expect(trust.errors.contains("none: it is not there"), "\(trust.errors)")
      for output in [list, scratch.path("none/report")] {
        let run = try await Binary.run(["fleet", list, "-o", output], input: "")
        #expect([64, 74].contains(run.code), "\(run.everything)")
      }
      let twice = "https://agent01/?apiKey=abcdef123456789&x="
      let masked = try await Binary.run(
        ["fleet", "-", "--timeout", "0.1", "--run-deadline", "0.1"], input: "\(twice)1\n\(twice)2\n"
      )
      #expect(masked.errors.contains("stands in"), "\(masked.errors)")
      #expect(!masked.everything.contains("abcdef123456789"), "\(masked.errors)")
      let other = try await Binary.run(["fleet", "localhost:1", "--resume", list])
      #expect(other.code == 64)
      #expect(other.errors.contains("no row of a fleet"), "\(other.errors)")
      #expect(scratch.text("hosts.txt").hasPrefix("agent01"), "it stays as it was")
    }
  }
}
