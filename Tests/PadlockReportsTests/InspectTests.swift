import Foundation
import PadlockModel
import PadlockReports
import TestSupport
import Testing

@Suite struct InspectTests {
  private static let now = Timestamp(secondsSince1970: 1_795_478_400)  // 2026-11-24

  private let report = InspectReport(files: [
    .init(
      path: "agent.jks", format: .jks, bytes: 2263, opens: true,
      entries: [
        .init(
          alias: "agent", kind: .privateKey, keyOpens: false, keyEncrypted: true,
          created: Timestamp(secondsSince1970: 1_764_633_600), chain: [SampleReports.certificate]),
        .init(alias: "seal", kind: .secretKey, keyOpens: nil, chain: []),
      ]),
    .init(
      path: "locked.p12", format: .pkcs12, bytes: 1, opens: nil, isComplete: false,
      entries: [
        .init(alias: "agent", kind: .privateKey, keyOpens: nil, keyEncrypted: true, chain: [])
      ]),
    .init(
      path: "a\u{1B}b", format: .unknown, bytes: 3, opens: false,
      problem: "no format fits its bytes",
      entries: []),
    .init(
      path: "both.pem", format: .pem, bytes: 2835, opens: true,
      entries: [
        .init(
          alias: "1", kind: .privateKey, keyOpens: true, keyEncrypted: false, keyBelongs: false,
          keyBelongsTo: .init(path: "other.pem", subject: "CN=other.example", sha256: "CD:34"),
          chain: [Self.nameless(ends: 1_795_478_400 + 5 * 86_400)])
      ]),
    .init(
      path: "pair.key", format: .pem, bytes: 1704, opens: true,
      entries: [
        .init(
          alias: "1", kind: .privateKey, keyOpens: true, keyEncrypted: false, keyBelongs: true,
          keyBelongsTo: .init(path: "pair.pem", subject: "CN=pair.example", sha256: "EF:56"),
          chain: [])
      ]),
    .init(
      path: "lone.key", format: .pem, bytes: 1704, opens: true,
      entries: [
        .init(
          alias: "1", kind: .privateKey, keyOpens: true, keyEncrypted: false, keyBelongs: false,
          chain: [])
      ]),
    .init(
      path: "locked.key", format: .pem, bytes: 1874, opens: true,
      entries: [.init(alias: "1", kind: .privateKey, keyOpens: nil, keyEncrypted: true, chain: [])]),
    .init(
      path: "request.csr", format: .pem, bytes: 883, opens: true,
      problem: "The file holds a certificate request, and neither a private key nor a certificate.",
      entries: []),
  ])

  private static func nameless(ends: Int64) -> CertificateRecord {
    var certificate = SampleReports.certificate
    certificate.subjectAlternativeNames = []
    certificate.notAfter = Timestamp(secondsSince1970: ends)
    return certificate
  }

  @Test func `both renderings match their golden files`() throws {
    try expectGolden(renderText(report, at: Self.now), "reports/inspect.txt")
    try expectGolden(try renderJSON(report), "reports/inspect.json")
  }

  @Test(arguments: [
    (-1, "(ended less than a day ago)"), (-86_400 * 3, "(ended 3 days ago)"),
    (60, "(less than a day left)"), (86_400, "(1 day left)"),
  ])
  func `how long a certificate is valid is said`(seconds: Int64, words: String) {
    let certificate = Self.nameless(ends: Self.now.secondsSince1970 + seconds)
    let entry = InspectReport.Entry(
      alias: "1", kind: .certificate, keyOpens: nil, chain: [certificate])
    let file = InspectReport.File(
      path: "c.pem", format: .pem, bytes: 1, opens: true, entries: [entry])
    #expect(renderText(InspectReport(files: [file]), at: Self.now).contains(words))
  }

  @Test(arguments: [nil, true, false] as [Bool?], [nil, true, false] as [Bool?])
  func `the exit code says nothing of keys`(opens: Bool?, belongs: Bool?) {
    let entry = InspectReport.Entry(
      alias: "1", kind: .privateKey, keyOpens: opens, keyEncrypted: opens == nil,
      keyBelongs: belongs, chain: [])
    let file = InspectReport.File(
      path: "k", format: .pem, bytes: 1, opens: true, entries: [entry])
    #expect(InspectReport(files: [file]).exitCode == 0)
  }

  @Test(
    arguments: [
      (InspectReport.Format.jks, false, true, 2), (.unknown, false, true, 2),
      (.bks, false, true, 2),
      (.jks, nil, true, 0), (.pkcs12, nil, false, 2), (.pkcs12, false, false, 2),
      (.pem, true, true, 0),
    ] as [(InspectReport.Format, Bool?, Bool, Int32)])
  func `the exit code says whether files could be read`(
    format: InspectReport.Format, opens: Bool?, isComplete: Bool, code: Int32
  ) {
    let file = InspectReport.File(
      path: "f", format: format, bytes: 1, opens: opens, isComplete: isComplete, entries: [])
    #expect(InspectReport(files: [file]).exitCode == code)
  }

  @Test func `null is written, and decodes to the same value`() throws {
    let json = try renderJSON(report)
    #expect(json.contains("\"opens\" : null"))
    #expect(json.contains("\"keyOpens\" : null"))
    #expect(json.contains("\"keyBelongs\" : null"))
    #expect(!json.contains("\"problem\" : null"))
    #expect(try JSONDecoder().decode(InspectReport.self, from: Data(json.utf8)) == report)
  }
}
