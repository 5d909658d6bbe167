import PadlockReaders
import Testing

/// Seconds from 1970 to 2021-02-09 00:00:00 UTC.
private let day = 1_612_828_800.0

@Suite struct LogRecordHeadTests {
  private func head(_ line: String) -> LogRecordHead? {
    LogRecordHead(Array(line.utf8).span)
  }

  private func seconds(_ line: String) -> Double? { head(line)?.time?.seconds }

  @Test func `Spring Boot states the zone from version 3 on`() {
    #expect(
      head("2021-02-09 10:14:09.512  INFO 4321 --- [main] o.s.b.TomcatWebServer  : x\n")?.time
        == LogTime(milliseconds: Int64(day + 36849) * 1000 + 512, hasZone: false))
    let zoned = head("2021-02-09T10:14:09.512+01:00 ERROR 1 --- [agent] [main] a.B : x")?.time
    #expect(zoned?.hasZone == true)
    #expect(zoned?.seconds == day + 36849.512 - 3600)
    #expect(head("2021-02-09T10:14:09.512Z  INFO 1 --- [main] a.B : x")?.time?.hasZone == true)
  }

  @Test func `a wrapper's own time counts where the line that it copied has none`() {
    let copied = "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|"
    #expect(
      seconds(copied + "2021-02-09 10:14:08.512 ERROR 4321 --- [main] a.B : x") == day + 36848.512)
    #expect(seconds(copied + "APPLICATION FAILED TO START") == day + 36849)
    #expect(
      seconds("INFO|wrapper|xMatters Agent|21-02-09 10:14:02|started process with pid 4321")
        == day + 36842)
    #expect(
      seconds("INFO   | jvm 1    | 2021/02/09 10:14:09 | 10:14:08.001 [main] ERROR x - y")
        == day + 36848.001)
    #expect(
      seconds("STATUS | wrapper  | 2021/02/09 10:14:09 | --> Wrapper Started as Daemon")
        == day + 36849)
  }

  @Test func `the Integration Agent states offset and zone`() {
    #expect(
      head("2018/12/14 11:26:00.390 -0600 CST [WrapperSimpleAppMain] FATAL - Exit code 87")?.time
        == LogTime(milliseconds: 1_544_808_360_390, hasZone: true))
    #expect(
      head("2011-03-04 15:19:43,551 [Thread-8] DEBUG - Agent Client: [1] x")?.time
        == LogTime(milliseconds: 1_299_251_983_551, hasZone: false))
  }

  @Test(arguments: [
    ("Feb 09, 2021 10:14:09 PM org.apache.catalina.core.StandardService startInternal", 80049.0),
    ("Feb 09, 2021 10:14:09\u{202F}PM org.apache.catalina.core.StandardService start", 80049),
    ("09-Feb-2021 10:14:09.512 SEVERE [main] a.B.c text", 36849.512),
    ("2021/02/09 10:14:09 [error] 12#0: *1 text", 36849),
    ("[Tue Feb 09 10:14:09.123456 2021] [ssl:warn] [pid 1] text", 36849.123),
    ("2021-02-09 10:14:09,512 WARN  [org.jboss] (main) text", 36849.512),
    ("[2021-02-09 10:14:09] ERROR: text", 36849),
    ("2021-02-09 10:14:09,512 [12] (ERROR) (wazo_auth): text", 36849.512),
    ("[2021-02-09 10:14:09] ERROR[1234] tls.c: text", 36849),
    ("2021-02-09 10:14:09.512 CET [12] FATAL:  text", 36849.512),
    ("[2021-02-09T10:14:09,512][WARN ][o.e.x] text", 36849.512),
    ("    2021/02/09 10:14:09 [ERR] agent: text", 36849),
  ])
  func `other layouts are told as well`(line: String, seconds: Double) {
    #expect(self.seconds(line) == day + seconds)
  }

  @Test func `syslog has no year, hence no time, and begins a record all the same`() {
    #expect(head("Feb  9 10:14:09 host xivo[12]: failed") != nil)
    #expect(seconds("Feb  9 10:14:09 host xivo[12]: failed") == nil)
  }

  @Test(arguments: [
    "\tat a.B.c(D.java:1)", "Caused by: java.io.IOException: x", "java.io.IOException: x", "",
    "SEVERE: Failed to start connector", "APPLICATION FAILED TO START", "***", "    at x",
    "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|\tat a.B.c(D.java:1)",
    "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|java.io.IOException: x",
    "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|Caused by: java.io.IOException: x",
    "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|",
  ])
  func `what continues a record is no head`(line: String) {
    #expect(head(line) == nil)
  }

  @Test func `the first and the last time of a part of a log`() {
    let bytes = Array(
      "cut\n2021-02-09 10:00:00 a\n\tat b\n2021-02-09 10:01:00 c\nCaused by: d\n".utf8)
    #expect(LogRecordHead.firstTime(in: bytes)?.seconds == day + 36000)
    #expect(LogRecordHead.lastTime(in: bytes)?.seconds == day + 36060)
    #expect(LogRecordHead.lastTime(in: Array("\n\n".utf8)) == nil)
    #expect(LogRecordHead.firstTime(in: []) == nil)
  }

  @Test func `a line cut anywhere or with any byte flipped is read`() {
    let lines = [
      "2021-02-09 10:14:08.512 ERROR 1 --- [main] a.B : caf\u{E9} \u{1F512}\r\n",
      "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|plain", "Feb 9, 2021 1:14:09 AM a b",
      "[Tue Feb 09 10:14:09 2021] [error] z", "Feb  9 10:14:09 host x",
      "INFO   | jvm 1    | 2021/02/09 10:14:09 | 10:14:08.001 [main] ERROR x - y",
      "2018/12/14 11:26:00.390 -0600 CST [Main] FATAL - x", "09-Feb-2021 10:14:09.512 SEVERE x",
    ]
    for bytes in lines.map({ Array($0.utf8) }) {
      for length in 0...bytes.count { _ = LogRecordHead(bytes.span.extracting(0..<length)) }
      for index in bytes.indices {
        for mask in [UInt8(0xFF), 0x01, 0x20, 0x10] {
          var changed = bytes
          changed[index] ^= mask
          _ = LogRecordHead(changed.span)
          _ = LogRecordHead(changed.span.extracting(index..<changed.count))
        }
      }
    }
  }
}
