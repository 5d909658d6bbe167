import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports
import TestSupport
import Testing

@Suite struct ExplainTests {
  private let explanation = Explanation(
    matches: [
      Explanation.Match(
        symptom: "plain", title: "An HTTPS request met a port that speaks plain HTTP",
        situations: ["plain", "secured"],
        excerpt: "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message\u{1B}[0m",
        line: 12, software: ["Java", "Jetty"], side: .either,
        meaning: "The client opened with TLS and the port answered in plain HTTP.",
        readings: [
          .init(
            symptom: "plain", title: "An HTTPS request met a port that speaks plain HTTP",
            side: .client,
            accuses: .server,
            meaning: "The client opened with TLS and the port answered in plain HTTP.",
            decidedBy: "a client printed it"),
          .init(
            symptom: "secured", title: "A plain request met a TLS port", side: .server,
            accuses: .client,
            meaning: "A client spoke plain HTTP to the port.", decidedBy: ""),
        ],
        diagnoses: (1...8).map { .init(id: "a.cause-\($0)", title: "Cause number \($0)") }),
      Explanation.Match(
        symptom: "locked", title: "The key cannot be recovered", situations: ["locked"],
        excerpt: "keytool -storepass Hunter2Geheim: Cannot recover key", line: 14, software: [],
        side: .server, meaning: "The key has another password.", diagnoses: []),
    ],
    lifted: .init(
      host: "agent01.example.com", port: 8443, product: "xagent",
      versions: [.init(software: "curl", version: "7.88.1")]),
    unrecognised: ["error: the frobnicator \u{202E}failed, password=Hunter2Geheim"],
    command: "padlock --host agent01.example.com --symptom 'password=Hunter2Geheim'",
    cutAt: 4_194_304)

  @Test func `both renderings match their golden files`() throws {
    let masked = explanation.masked(by: Masker())
    try expectGolden(renderText(masked), "reports/explain.txt")
    try expectGolden(try renderJSON(masked), "reports/explain.json")
    try expectGolden(
      renderText(Explanation(), options: TextOptions(unicode: false)), "reports/explain-unknown.txt"
    )
  }

  @Test func `no secret and no control character is in any rendering`() throws {
    let masked = explanation.masked(by: Masker())
    for text in [renderText(masked), try renderJSON(masked), renderVerdict(masked)] {
      #expect(!text.contains("Hunter2"))
      #expect(!text.contains("\u{1B}"))
      #expect(!text.contains("\u{202E}"))
    }
  }

  @Test func `the verdict is one line`() {
    #expect(renderVerdict(explanation) == "Most likely: Cause number 1 (a.cause-1)\n")
    #expect(renderVerdict(Explanation()).hasPrefix("Not known"))
    #expect(renderVerdict(Explanation()).filter { $0 == "\n" }.count == 1)
  }

  @Test func `JSON has the shape that is promised and decodes to what it was`() throws {
    let json = try renderJSON(explanation)
    #expect(try JSONDecoder().decode(Explanation.self, from: Data(json.utf8)) == explanation)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "padlock.explain/1")
    let matches = try #require(object["matches"] as? [[String: Any]])
    for match in matches {
      for key in ["symptom", "excerpt", "side", "meaning"] { #expect(match[key] is String) }
      for key in ["situations", "software"] { #expect(match[key] is [String]) }
      #expect(match["diagnoses"] is [[String: String]])
    }
    let lifted = try #require(object["lifted"] as? [String: Any])
    #expect(lifted["host"] as? String == "agent01.example.com")
    #expect(lifted["port"] as? Int == 8443)
    #expect(lifted["product"] as? String == "xagent")
    #expect(lifted["versions"] is [[String: String]])
    #expect(object["unrecognised"] is [String])
  }

  @Test func `what is not known is left out of JSON`() throws {
    let json = try renderJSON(Explanation())
    #expect(!json.contains("host"))
    #expect(!json.contains("null"))
    #expect(json.contains("\"matches\" : ["))
    #expect(json.contains("\"versions\" : ["))
  }
}
