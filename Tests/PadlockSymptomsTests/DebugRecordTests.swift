import PadlockModel
import PadlockReaders
import PadlockSymptoms
import Testing

/// Texts that are ordinary business in records of debugging.
@Suite struct DebugRecordTests {
  private let recogniser = Recogniser(symptoms: [
    Symptom(
      id: "left", title: "", meaning: "",
      texts: [
        SymptomText(
          text: "java.net.SocketException: Connection reset", software: ["Java"], side: .client,
          ordinaryAtDebug: true)
      ], diagnoses: []),
    Symptom(
      id: "plain", title: "", meaning: "",
      texts: [
        SymptomText(
          text: "Unrecognized SSL message, plaintext connection?", software: ["Java"],
          side: .server)
      ], diagnoses: []),
  ])
  private static let left = "java.net.SocketException: Connection reset"

  private func scanned(_ text: String) throws -> [String] {
    var found: [String] = []
    try recogniser.scan(
      Pieces(Array(text.utf8)), threads: 1, isRecordHead: { LogRecordHead($0) != nil },
      isStopped: { false }, progress: { _ in }, report: { found.append($0.match.symptom) })
    return found
  }

  @Test(arguments: [
    "21-Nov-2026 07:04:03.328 FINE [https-exec-2] org.example.Parser.failed Error\n\t\(left)",
    "2026-11-21 07:04:44.150:DBUG:oejis.SslConnection:qtp72-20: onFillableFail\n\(left)",
    "2026-11-21 07:04:44,150 DEBUG [main] c.e.Agent - closed\n\(left)\n\tat a.b.C.d(C.java:1)",
    "2026-11-21 07:04:44.150 TRACE 4711 --- [main] c.e.Agent : \(left)",
    "INFO   | jvm 1    | 2026/11/20 10:14:09 | 2026-11-20 10:14:09 DEBUG c.e.Agent \(left)",
    "2026/11/20 10:14:09 [debug] 7#7: *7 \(left)",
    "[Fri Nov 20 10:14:09.123456 2026] [ssl:trace4] [pid 4711:tid 140] \(left)",
    "2026-11-21 07:04:44,150 DEBUG x\njava.io.IOException: x\n\tat a.B.c(B.java:1)\nCaused by: \(left)",
  ])
  func `in a record of debugging it is not recognised`(text: String) throws {
    #expect(recogniser.recognise(text: text) == [])
    #expect(try scanned(text) == [])
  }

  @Test(arguments: [
    "Nov 20, 2026 10:14:09 AM org.example.Parser failed\nFINE: Error\n\(left)",
    "DEBUG:root:closed\n\(left)",
    "{\"time\":\"10:14\",\"level\":\"debug\",\"message\":\"\(left)\"}",
  ])
  func `nor is it in a pasted one whose head has no date`(text: String) {
    #expect(recogniser.recognise(text: text) == [])
  }

  @Test(arguments: [
    left, "\tat a.b.C.debug(C.java:1)\n\(left)",
    "2026-11-21 07:04:44,150 ERROR [main] c.e.Agent - DEBUG is off\n\(left)",
    "2026-11-21 07:04:44,150 DEBUG x\n2026-11-21 07:04:44,151 WARN y\n\(left)",
    "2026-11-21 07:04:44,150 DEBUG x\nException in thread \"main\" \(left)",
    "2026-11-21 07:04:44,150 INFO c.e.debug.Agent \(left)",
    "2026-11-21 07:04:44,150 INFO c.e.Agent debug: \(left)",
    "javax.net.ssl|DEBUG|01|main|2026-11-21 07:04:44.150 UTC|X.java:71|\n\(left)",
    "INFO   | jvm 1    | 2026/11/20 10:14:09 | 2026-11-20 10:14:09 ERROR c.e.Agent \(left)",
    "21-Nov-2026 07:04:03.328 SEVERE [FINE] org.example.Parser.failed Error\n\t\(left)",
  ])
  func `in any other record it is`(text: String) throws {
    #expect(recogniser.recognise(text: text).map(\.symptom) == ["left"])
    #expect(try scanned(text) == ["left"])
  }

  @Test func `a paragraph after a pasted record is no part of it`() {
    let text = "2026-11-21 07:04:44,150 DEBUG x\n\nand in the client:\n\(Self.left)"
    #expect(recogniser.recognise(text: text).map(\.symptom) == ["left"])
  }

  @Test func `a fault is recognised at every level`() throws {
    let text =
      "21-Nov-2026 07:04:03.328 FINE [x] org.example.Parser.failed Error\n"
      + "\tjavax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?"
    #expect(recogniser.recognise(text: text).map(\.symptom) == ["plain"])
    #expect(try scanned(text) == ["plain"])
  }
}
