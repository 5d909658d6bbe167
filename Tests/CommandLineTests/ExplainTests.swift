import Foundation
import TestSupport
import Testing

extension RealProgram {
  @Suite struct ExplainTests {
    /// The parts of `padlock.explain/1` that are looked at here.
    struct View: Decodable {
      struct Match: Decodable {
        struct Cause: Decodable { var id: String }
        var symptom: String
        var situations: [String]
        var excerpt: String
        var side: String
        var diagnoses: [Cause]
      }
      struct Lifted: Decodable {
        var host: String?
        var port: Int?
        var product: String?
      }
      var schema: String
      var matches: [Match]
      var lifted: Lifted
      var unrecognised: [String]
      var cutAt: Int?
    }

    private func view(_ run: Binary.Run) throws -> View {
      try JSONDecoder().decode(View.self, from: Data(run.output.utf8))
    }

    @Test func `a known message ends with 0 and an unknown one with 2`() async throws {
      let known = try await Binary.run(["explain", "Connection refused"])
      #expect(known.code == 0)
      #expect(known.output.contains("network.port-refused"))
      #expect(known.errors.isEmpty)
      let unknown = try await Binary.run(["explain", "it smells"])
      #expect(unknown.code == 2)
      #expect(unknown.output.contains("Not known"))
      #expect(unknown.output.contains("What would help"))
    }

    @Test func `each argument is a message, and words without quotes are one`() async throws {
      let two = try await Binary.run(
        ["explain", "--format", "json", "Connection refused", "Cannot recover key"])
      #expect(try view(two).matches.map(\.excerpt) == ["Cannot recover key", "Connection refused"])
      let one = try await Binary.run(["explain", "--format", "json", "Connection", "refused"])
      #expect(try view(one).matches.map(\.excerpt) == ["Connection refused"])
    }

    @Test(arguments: [["explain", "-"], ["explain"]])
    func `a ticket is read from standard input`(arguments: [String]) async throws {
      let ticket = """
        Dear support, on agent01.example.com:8443
        > curl: (35) error:0A00010B:SSL routines::wrong
        > version number
        """
      let run = try await Binary.run(arguments + ["--format", "json"], input: ticket)
      #expect(run.code == 0)
      let view = try view(run)
      #expect(view.schema == "padlock.explain/1")
      #expect(view.matches.first?.diagnoses.first?.id == "tls.plain-http-port")
      #expect(view.matches.first?.side == "client")
      #expect(view.lifted.host == "agent01.example.com")
      #expect(view.lifted.port == 8443)
    }

    @Test func `a folder on standard input is said in one sentence`() async throws {
      let run = try Command.run(["/bin/sh", "-c", "exec \(BuiltProgram.path) explain - < /"])
      #expect(run.code == 64)
      #expect(run.errors == "padlock: standard input could not be read: it is a folder.\n")
    }

    @Test func `the name of a file is told from a message`() async throws {
      let scratch = try Scratch()
      let path = scratch.path("my ticket.txt")
      try "Connection refused\n".write(toFile: path, atomically: true, encoding: .utf8)
      let run = try await Binary.run(["explain", path])
      #expect(run.code == 64)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("is a file"))
      #expect(run.errors.contains("padlock explain - < '\(path)'\n"))
    }

    @Test(arguments: [["explain", ""], ["explain", " \n"], ["explain", "-"], ["explain"]])
    func `no text is not taken for a text without a message`(arguments: [String]) async throws {
      let run = try await Binary.run(arguments, input: "")
      #expect(run.code == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("there is no text"))
      let json = try await Binary.run(arguments + ["--format", "json"], input: "")
      #expect(json.code == 2)
      #expect(try view(json).matches.isEmpty)
    }

    @Test func `text in UTF-16 is read`() async throws {
      let scratch = try Scratch()
      var bytes = Data([0xFF, 0xFE])
      for unit in "Connection refused\r\n".utf16 {
        bytes.append(contentsOf: [UInt8(unit & 0xFF), UInt8(unit >> 8)])
      }
      try bytes.write(to: URL(fileURLWithPath: scratch.path("in")))
      let process = try Binary.start(["explain", "-", "--quiet"], scratch)
      #expect(try await process.wait(.seconds(60)) == 0)
      #expect(scratch.text("out").contains("network.port-refused"))
    }

    @Test func `huge and binary input ends within bounds and says what was cut`() async throws {
      let text = "Connection refused\n" + String(repeating: "\n", count: 5_000_000)
      let run = try await Binary.run(["explain", "-", "--format", "json"], input: text)
      #expect(run.code == 0)
      let view = try view(run)
      #expect(view.matches.count == 1)
      let cutAt = try #require(view.cutAt)
      #expect(cutAt <= 4 << 20)
      #expect(cutAt > 4_000_000)
      let one = String(repeating: "\u{1}\u{2}x", count: 100_000) + " Connection refused"
      let binary = try await Binary.run(["explain", "-"], input: one)
      #expect(binary.code == 0 || binary.code == 2)
      #expect(!binary.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func `secrets in a ticket are nowhere`() async throws {
      let ticket = """
        keytool -list -keystore a.jks -storepass Hunter2Secret
        -Dserver.ssl.key-store-password=Other3Secret java.io.IOException: Keystore was tampered with
        https://bob:Third4Secret@agent01.example.com:8443/ Connection refused
        Authorization: Bearer Fourth5Secret.abc Cannot recover key
        """
      for format in ["text", "json"] {
        let run = try await Binary.run(["explain", "-", "--format", format], input: ticket)
        #expect(run.code == 0)
        for secret in ["Hunter2", "Other3", "Third4", "Fourth5"] { #expect(!run.holds(secret)) }
      }
    }

    @Test func `output options are those of the other commands`() async throws {
      let scratch = try Scratch()
      let file = scratch.path("explained.json")
      let run = try await Binary.run(
        ["explain", "Connection refused", "--format", "json", "-o", file])
      #expect(run.code == 0)
      #expect(run.output.isEmpty)
      let written = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(try JSONDecoder().decode(View.self, from: written).matches.count == 1)
      let quiet = try await Binary.run(["explain", "Connection refused", "--quiet"])
      #expect(quiet.output.filter { $0 == "\n" }.count == 1)
      let colour = try await Binary.run(["explain", "Connection refused", "--color", "always"])
      #expect(colour.output.contains("\u{1B}["))
      let unwritable = try await Binary.run(
        ["explain", "Connection refused", "-o", "/nonexistent/file"])
      #expect(unwritable.code == 74)
    }

    @Test func `a wrong option is a usage error`() async throws {
      #expect(try await Binary.run(["explain", "--format", "xml", "x"]).code == 64)
      #expect(try await Binary.run(["explain", "--host", "x", "y"]).code == 64)
    }
  }
}
