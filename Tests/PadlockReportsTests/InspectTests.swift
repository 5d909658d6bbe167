import Foundation
import PadlockModel
import PadlockReports
import TestSupport
import Testing

@Suite struct InspectTests {
  private let report = InspectReport(files: [
    .init(
      path: "agent.jks", format: .jks, bytes: 2263, opens: true,
      entries: [
        .init(
          alias: "agent", kind: .privateKey, keyOpens: false,
          created: Timestamp(secondsSince1970: 1_764_633_600), chain: [SampleReports.certificate]),
        .init(alias: "seal", kind: .secretKey, keyOpens: nil, chain: []),
      ]),
    .init(path: "locked.p12", format: .pkcs12, bytes: 1, opens: nil, entries: []),
    .init(
      path: "a\u{1B}b", format: .unknown, bytes: 3, opens: false,
      problem: "no format fits its bytes",
      entries: []),
  ])

  @Test func `both renderings match their golden files`() throws {
    try expectGolden(renderText(report), "reports/inspect.txt")
    try expectGolden(try renderJSON(report), "reports/inspect.json")
  }

  @Test func `null is written, and decodes to the same value`() throws {
    let json = try renderJSON(report)
    #expect(json.contains("\"opens\" : null"))
    #expect(json.contains("\"keyOpens\" : null"))
    #expect(!json.contains("\"problem\" : null"))
    #expect(try JSONDecoder().decode(InspectReport.self, from: Data(json.utf8)) == report)
  }
}
