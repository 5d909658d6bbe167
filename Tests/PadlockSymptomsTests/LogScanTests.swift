import PadlockModel
import PadlockSymptoms
import Testing

@Suite struct LogScanTests {
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)

  @Test func `a hit carries its line, offset and excerpt`() throws {
    let log = "first\nsecond\n  2026-11-20 Cannot recover key\r\nlast: Connection refused"
    let found = try recogniser.hits(in: Array(log.utf8))
    #expect(found.map(\.match.symptom) == ["key-password-differs", "nothing-listening"])
    #expect(found.map(\.match.line) == [3, 4])
    #expect(found.map(\.offset) == [13, 46])
    #expect(
      found.map(\.match.excerpt) == ["2026-11-20 Cannot recover key", "last: Connection refused"])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000, 70_000])
  func `hits do not depend on how the log is cut`(chunk: Int) throws {
    var log: [UInt8] = []
    for index in 0..<40 {
      log += Array("2026-11-20 INFO nothing \(index) here\n".utf8)
      if index % 7 == 0 {
        log += Array(
          "x: javax.net.ssl.SSLException: Unsupported or unrecognized SSL message\n".utf8)
      }
      if index == 20 {
        log += [UInt8](repeating: 0x61, count: 66_000) + Array(" Cannot recover key\n".utf8)
        log += Array("Cannot recover key ".utf8) + [UInt8](repeating: 0x62, count: 70_000) + [0x0A]
      }
    }
    let whole = try recogniser.hits(in: log)
    #expect(whole.count == 7)
    #expect(try recogniser.hits(in: log, largest: chunk) == whole)
  }

  @Test func `every text is found wherever it stands in a line`() throws {
    for symptom in SampleSymptoms.all {
      for text in symptom.texts where !text.wholeLine {
        let line = text.text.replacing(/<[a-z]+>/, with: "7")
        for shift in 0..<40 {
          let log =
            String(repeating: "p", count: shift) + "\n" + String(repeating: ".", count: shift)
            + " " + line + "\ntail \(String(repeating: "q", count: shift))"
          let found = try recogniser.hits(in: Array(log.utf8))
          #expect(found.map(\.match.symptom) == [symptom.id], "\(line) at \(shift)")
          #expect(found.map(\.match.line) == [2])
        }
      }
    }
  }

  @Test func `a line of many megabytes and bytes that are no text do no harm`() throws {
    let junk = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
      .map { $0 == 0x0A ? 0x0B : $0 }
    let log = [[UInt8]](repeating: junk, count: 8).flatMap(\.self)
    let found = try recogniser.hits(
      in: log + Array("Cannot recover key\nCannot recover key\n".utf8))
    #expect(found.map(\.match.line) == [2])
    #expect(found.map(\.offset) == [(8 << 20) + 19])
  }

  @Test(arguments: [
    "Connection refuse", "onnection refused", "Cannot  recover  keys?".uppercased(),
    "javax.net.ssl.SSLException: Unsupported or recognized SSL message", "connect ECONNREFUSE 1:2",
  ])
  func `look-alike logs do not match`(line: String) throws {
    #expect(try recogniser.hits(in: Array("\(line)\n\(line)".utf8)) == [])
  }

  @Test(arguments: [
    ("x hostname 'a.example' doesn't match u'b.example'", "name-mismatch"),
    ("x hostname \u{2018}a\u{2019} doesn't match \u{2018}b\u{2019}", "name-mismatch"),
    ("[crit] error:0A000410:SSL routines::ssl/tls alert handshake failure", "handshake-rejected"),
    ("x error:1409E10B:SSL routines::wrong version number", "tls-to-plain"),
  ])
  func `versions differ in logs too`(line: String, symptom: String) throws {
    #expect(try recogniser.hits(in: Array(line.utf8)).map(\.match.symptom) == [symptom])
  }

  @Test func `an excerpt has at most 400 columns`() throws {
    let log = "Connection refused " + String(repeating: "é", count: 900)
    #expect(try recogniser.hits(in: Array(log.utf8)).first?.match.excerpt.count == 400)
  }
}
