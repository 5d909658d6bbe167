import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// What `padlock explain` makes of whole tickets: `Tests/Fixtures/tickets`.
  @Suite struct TicketTests {
    /// A line of `tickets.tsv`: what a senior engineer reads in the ticket.
    struct Expectation: CustomTestStringConvertible, Sendable {
      var file: String
      var diagnosis: String
      var host: String
      var port: Int?
      var product: String?
      var testDescription: String { file }

      init?(_ line: Substring) {
        let fields = line.split(separator: "\t").map(String.init)
        guard !line.hasPrefix("#"), fields.count == 6 else { return nil }
        file = fields[0]
        diagnosis = fields[1]
        host = fields[2]
        port = Int(fields[3])
        product = fields[4] == "-" ? nil : fields[4]
      }

      static let all: [Expectation] =
        ((try? String(contentsOfFile: Fixture.path("tickets/tickets.tsv"), encoding: .utf8)) ?? "")
        .split(separator: "\n").compactMap { Expectation($0) }
    }

    /// The part of `padlock.explain/1` that is expected.
    private struct Explanation: Decodable {
      struct Diagnosis: Decodable { var id: String }
      struct Match: Decodable { var diagnoses: [Diagnosis] }
      struct Lifted: Decodable {
        var host: String?
        var port: Int?
        var product: String?
      }

      var schema: String
      var matches: [Match]
      var lifted: Lifted
    }

    @Test func `there are at least ten tickets, each with its expectation`() throws {
      let files = try FileManager.default.contentsOfDirectory(atPath: Fixture.path("tickets"))
      let tickets = files.filter { $0.hasSuffix(".txt") }.sorted()
      #expect(tickets.count >= 10)
      #expect(tickets == Expectation.all.map(\.file).sorted())
    }

    @Test(arguments: Expectation.all)
    func `a ticket gives the right first diagnosis, host, port and product`(
      expected: Expectation
    ) async throws {
      let text = String(
        decoding: try Fixture.bytes("tickets/\(expected.file)"), as: UTF8.self)
      let run = try await Binary.run(["explain", "--format", "json", "-"], input: text)
      #expect(run.code == 0, "\(run.errors)")
      let explanation = try JSONDecoder().decode(Explanation.self, from: Data(run.output.utf8))
      #expect(explanation.schema == "padlock.explain/1")
      let first = try #require(explanation.matches.first?.diagnoses.first)
      #expect(first.id == expected.diagnosis)
      #expect(explanation.lifted.host == expected.host)
      #expect(explanation.lifted.port == expected.port)
      #expect(explanation.lifted.product == expected.product)
    }
  }
}
