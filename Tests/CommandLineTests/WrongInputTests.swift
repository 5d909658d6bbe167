import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// What the user got wrong: one clear sentence, the documented exit code, and no trap.
  @Suite struct WrongInputTests {
    private static let offline = [
      "--non-interactive", "--no-probe", "--host", "localhost", "--port", "1",
    ]

    private func refuse(
      _ arguments: [String], code: Int32, saying expected: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let run = try await Binary.run(arguments)
      #expect(run.code == code, "\(run.everything)", sourceLocation: sourceLocation)
      #expect(run.errors.contains(expected), "\(run.errors)", sourceLocation: sourceLocation)
      // A list of choices may be longer; the words around it may not.
      let words = run.errors.split(separator: "\n").filter { !$0.hasPrefix("  - ") }
      #expect(words.count <= 4, sourceLocation: sourceLocation)
      #expect(!run.errors.contains("Domain error"), sourceLocation: sourceLocation)
    }

    @Test(arguments: [
      (["--port", "99999"], "--port 99999 is no port"), (["--port", "0"], "--port 0 is no port"),
      (["--port", "https"], "'https' is invalid"),
      (["--timeout", "0"], "--timeout 0.0 is out of range"),
      (["--timeout", "nan"], "out of range"),
      (["--deadline", "0"], "--deadline 0.0 is out of range"),
      (["--at", "yesterday"], "--at yesterday is no time"),
      (["--expires-within", "soon"], "--expires-within soon is no time"),
      (["--address", "agent01"], "--address agent01 is no IP address"),
      (["--host", "https://agent01"], "is no host"), (["--format", "xml"], "'xml' is invalid"),
      (["--product", "nonsense"], "--product nonsense is not known: write one of"),
      (["--root", "/nowhere/at/all"], "/nowhere/at/all is no folder"),
      (["--home", "/nowhere/at/all"], "/nowhere/at/all is no folder"),
      (["--rules", "/nowhere/at/all"], "there is no such folder"),
      (["--password-file", "/nowhere/at/all"], "it is not there"),
      (["--key-password-file", "/"], "it is a folder"),
      (["--password-env", "NOT_SET_HERE"], "the variable is not set"),
      (["--nonsense"], "Unknown option '--nonsense'"), (["nonsense"], "'nonsense'"),
      (["--fail-on", "sometimes"], "'sometimes' is invalid"), (["--symptom"], "Missing value"),
    ])
    func `a wrong word on the command line ends with 64`(
      arguments: [String], words: String
    ) async throws {
      try await refuse(["--non-interactive"] + arguments, code: 64, saying: words)
    }

    @Test func `a place is written as an address or as host and port`() async throws {
      for place in ["https://localhost:1/path", "localhost:1", "http://localhost:1"] {
        let run = try await Binary.run([place, "--non-interactive", "--no-probe"])
        #expect(run.output.contains("on localhost:1"), "\(run.everything)")
      }
      for words in [["https://me:pa55w0rd@localhost:1/"], ["me:pa55w0rd@localhost:1"]] {
        try await refuse(words, code: 64, saying: "leave out what stands before the @")
        try await refuse(
          ["--non-interactive"] + words, code: 64, saying: "leave out what stands before the @")
        try await refuse(["--host"] + words, code: 64, saying: "leave out what stands before the @")
        for arguments in [words, ["--quiet"] + words, ["--host"] + words] {
          #expect(!(try await Binary.run(arguments)).everything.contains("pa55w0rd"))
        }
      }
      try await refuse(["inspekt", "c.pem"], code: 64, saying: "did you mean 'inspect'?")
      try await refuse(["--url", "https://x/"], code: 64, saying: "padlock https://HOST:PORT/")
      try await refuse(
        ["localhost:1", "--port", "2"], code: 64, saying: "stands in place of --host and --port")
    }

    @Test func `without a terminal the wizard names the option for reports`() async throws {
      try await refuse([], code: 64, saying: "--non-interactive")
    }

    @Test func `a rule that does not exist is named`() async throws {
      try await refuse(["why", "tls.nonsense"], code: 64, saying: "there is no rule tls.nonsense")
      try await refuse(
        ["rules", "show", "tls.nonsense"], code: 64, saying: "there is no rule tls.nonsense")
    }

    @Test(arguments: [
      ("rules: [", "is not YAML"), ("- id: x.y\n  title: 3\n  severity: fatal\n", "severity"),
      ("\u{0}\u{1}\u{2}", "control character"), ("- id: broken", "error"),
    ])
    func `a broken rules file ends with 65 and its line`(text: String, words: String) async throws {
      let scratch = try Scratch()
      try scratch.write(text, "rules/odd/rules.yml")
      let run = try await Binary.run(
        ["--non-interactive", "--host", "localhost", "--rules", scratch.path("rules")])
      #expect(run.code == 65, "\(run.everything)")
      #expect(run.errors.contains("rules/odd/rules.yml:"), "\(run.errors)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func `what an error quotes from a file does nothing to a terminal`() async throws {
      let scratch = try Scratch()
      let answers = try scratch.write("answers: { \"a\\e[31m\": yes }\n", "a.yml")
      try await refuse(
        ["--non-interactive", "--answers", answers], code: 64, saying: "`a␛[31m`")
      let report = try scratch.write("{\"schema\": \"a\\u001b[31m\"}", "r.json")
      try await refuse(["open", report], code: 64, saying: "“a␛[31m”")
      try scratch.write("- id: x.a\n  \"k\\e[31m\": 1\n", "rules/x/rules.yml")
      let lint = try await Binary.run(["rules", "lint", "--rules", scratch.path("rules")])
      #expect(lint.output.contains("k␛[31m"), "\(lint.everything)")
      #expect(!lint.everything.contains("\u{1B}"))
    }

    @Test(arguments: [
      ["lint", "--format", "json"], ["list"], ["list", "--format", "json"], ["show", "x.a"],
      ["show", "x.a", "--format", "json"],
    ])
    func `what a page about rules quotes does nothing to a terminal`(
      command: [String]
    ) async throws {
      let scratch = try Scratch()
      // What cannot be read as rules has no page.
      let fact = command[0] == "lint" ? #"listener.tcp\u202E"# : "listener.tcp"
      try scratch.write(
        #"""
        - id: x.a
          title: "a\u202Eb\x9Bc"
          severity: error
          frequency: rare
          confirmed: { "\#(fact)": accepted }
          summary: "s\u202E"
          remedies: [ { title: t, steps: [ { instruction: i } ], verify: { listener.tcp: accepted } } ]
          references: [ { article: padlock, section: s } ]
          examples: [ { name: n, facts: { listener.tcp: accepted }, expect: confirmed } ]

        """#, "rules/x/rules.yml")
      let run = try await Binary.run(["rules"] + command + ["--rules", scratch.path("rules")])
      #expect(run.output.lowercased().contains("202e"), "\(run.everything)")
      #expect(!run.everything.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{9B}" })
    }

    /// A file that is named and cannot be read leaves the run inconclusive, and is said once.
    private func unread(
      _ option: String, _ path: String, _ why: String, code: Int32 = 2, user: UInt32? = nil,
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let run = try await Binary.run(Self.offline + ["--format", "json", option, path], user: user)
      #expect(run.code == code, "\(run.everything)", sourceLocation: sourceLocation)
      let lines = run.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(run.errors)", sourceLocation: sourceLocation)
      #expect(
        run.errors.contains(path) && run.errors.contains(why), "\(run.errors)",
        sourceLocation: sourceLocation)
      let report = try #require(run.report, sourceLocation: sourceLocation)
      #expect(
        report.unchecked.contains { $0.why.contains(path) }, "\(run.output)",
        sourceLocation: sourceLocation)
    }

    @Test func `a configuration that is no readable file is inconclusive`() async throws {
      let scratch = try Scratch()
      try await unread("--config", scratch.folder, "it is a folder")
      try await unread("--config", scratch.path("missing.conf"), "it is not there")
      try await unread("--config", "/dev/zero", "it is no regular file")
      mkfifo(scratch.path("fifo"), 0o600)
      try await unread("--config", scratch.path("fifo"), "it is no regular file")
      let huge = try scratch.write([UInt8](repeating: 0x61, count: (4 << 20) + 1), "huge.conf")
      try await unread("--config", huge, "larger than the 4 MiB")
    }

    @Test func `a configuration of which no setting is known is inconclusive`() async throws {
      let scratch = try Scratch()
      let path = try scratch.write("server.ssl.key-store=/none.p12\n", "a.properties")
      let run = try await Binary.run(Self.offline + ["--format", "json", "--config", path])
      #expect(run.code == 2, "\(run.everything)")
      #expect(run.errors.contains("Nothing was judged of the configuration \(path)"))
      let report = try #require(run.report)
      #expect(
        report.unchecked.contains {
          $0.what == "the configuration \(path)" && $0.why.contains("the product generic")
        }, "\(run.output)")
    }

    @Test func `a log that is no readable file is inconclusive`() async throws {
      let scratch = try Scratch()
      try await unread("--log", scratch.folder, "it is a folder")
      try await unread("--log", scratch.path("missing.log"), "it is not there")
      mkfifo(scratch.path("fifo"), 0o600)
      try await unread("--log", scratch.path("fifo"), "it is no regular file")
    }

    @Test func `anchors that are not there are said`() async throws {
      let scratch = try Scratch()
      try await unread("--trust", scratch.path("missing.pem"), "holds no certificate")
      try await unread("--trust", try scratch.write("nothing", "odd.pem"), "holds no certificate")
    }

    @Test func `a keystore that is not there is the diagnosis`() async throws {
      let scratch = try Scratch()
      try await unread("--keystore", scratch.path("missing.jks"), "no file is there", code: 1)
      try await unread("--keystore", scratch.folder, "it is a folder", code: 1)
    }

    /// Root reads everything, so the program is run as the user who owns nothing.
    @Test(
      .enabled(
        if: getuid() == 0 && access("/usr/bin/setpriv", X_OK) == 0,
        "only root can run the program as somebody else"))
    func `what this user may not read is inconclusive`() async throws {
      let scratch = try Scratch()
      chmod(scratch.folder, 0o777)
      for name in ["closed.jks", "closed.conf", "closed.log", "closed.pw"] {
        let path = try scratch.write(Fixture.bytes("keystores/rsa.jks"), name)
        chmod(path, 0o600)
      }
      let nobody: UInt32 = 65_534
      let version = try await Binary.run(["--version"], user: nobody)
      try #require(version.code == 0)
      try await unread("--keystore", scratch.path("closed.jks"), "may not read it", user: nobody)
      try await unread("--config", scratch.path("closed.conf"), "may not read it", user: nobody)
      try await unread("--log", scratch.path("closed.log"), "may not read it", user: nobody)
      let run = try await Binary.run(
        Self.offline + ["--password-file", scratch.path("closed.pw")], user: nobody)
      #expect(run.code == 64)
      #expect(run.errors.contains("may not read it"))
    }

    @Test(arguments: ["rsa.jks", "rsa.p12"])
    func `a truncated keystore is no keystore`(name: String) async throws {
      let scratch = try Scratch()
      let bytes = try Fixture.bytes("keystores/\(name)")
      for length in [0, 20, bytes.count - 1] {
        let path = try scratch.write(Array(bytes.prefix(length)), "\(length)-\(name)")
        let run = try await Binary.run(Self.offline + ["--format", "json", "--keystore", path])
        #expect(run.code == 1, "\(length): \(run.everything)")
        #expect(
          run.report?.diagnoses.first?.id == "keystore.not-a-keystore", "\(length): \(run.output)")
        #expect(!run.output.contains("<secret"), "our own words are no secrets")
        #expect(run.errors.isEmpty)
      }
    }

    @Test func `a log of 200 MB in one line is read in bounded time`() async throws {
      let scratch = try Scratch()
      let path = scratch.path("long.log")
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      let piece = Data(repeating: 0x78, count: 4 << 20)
      for _ in 0..<50 { try handle.write(contentsOf: piece) }
      try handle.close()
      let run = try await Binary.run(Self.offline + ["--format", "json", "--log", path])
      #expect(run.code == 2, "\(run.everything)")
      #expect(run.report?.ledger.first { $0.path == path }?.bytes == 200 << 20)
      #expect(run.output.utf8.count < 100_000)
    }

    @Test func `output that cannot be written ends with 74`() async throws {
      let scratch = try Scratch()
      try await refuse(
        Self.offline + ["-o", scratch.path("none/report.json")], code: 74,
        saying: "its folder is not there")
      try await refuse(Self.offline + ["-o", scratch.folder], code: 74, saying: "it is a folder")
      try await refuse(Self.offline + ["-o", "/dev/full"], code: 74, saying: "the disk is full")
      var status = stat()
      stat("/dev/full", &status)
      #expect(status.st_mode & S_IFMT == S_IFCHR, "the device is still one")
      for words in [
        Self.offline, Self.offline + ["--quiet"], ["rules", "list"], ["rules", "schema"],
        ["inspect", Fixture.path("keystores/rsa.jks")],
        ["why", "tls.not-http"] + Self.offline.dropFirst(),
      ] {
        let full = try await Binary.run(words, output: .file("/dev/full"))
        #expect(full.code == 74, "\(words)")
        #expect(full.errors.contains("standard output could not be written"))
        #expect(try await Binary.run(words, output: .closed).code == 74, "\(words)")
      }
    }

    @Test func `a report takes the place of an old one and keeps its mode`() async throws {
      let scratch = try Scratch()
      let path = try scratch.write("old", "report.txt")
      chmod(path, 0o600)
      #expect(try await Binary.run(Self.offline + ["-o", path]).code == 2)
      #expect(scratch.text("report.txt").hasPrefix("Inconclusive"))
      var status = stat()
      stat(path, &status)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["report.txt"])
    }

    @Test func `nothing to diagnose is inconclusive`() async throws {
      let scratch = try Scratch()
      let run = try await Binary.run(["--non-interactive", "--root", scratch.folder])
      #expect(run.code == 2)
      #expect(run.output.hasPrefix("Inconclusive"))
    }

    @Test func `inspect says what it cannot read`() async throws {
      let run = try await Binary.run([
        "inspect", "/nowhere/at/all", Fixture.path("keystores/rsa.jks"),
      ])
      #expect(run.code == 2)
      #expect(run.output.contains("it is not there"))
      #expect(run.output.contains("rsa.jks"))
    }
  }
}
