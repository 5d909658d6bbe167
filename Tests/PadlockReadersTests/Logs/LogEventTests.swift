import PadlockReaders
import Testing

/// Seconds from 1970 to 2021-02-09 00:00:00 UTC.
private let day = 1_612_828_800.0

@Suite struct LogEventTests {
  private func only(_ text: String) throws -> LogEvent {
    let events = LogEventReader.events(in: Array(text.utf8))
    try #require(events.count == 1)
    return events[0]
  }

  @Test func `Spring Boot's default layout`() throws {
    let event = try only(
      "2021-02-09 10:14:09.512  INFO 4321 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : "
        + "Tomcat initialized with port(s): 8081 (https)\n")
    #expect(event.time == LogTime(milliseconds: Int64(day + 36849) * 1000 + 512, hasZone: false))
    #expect(event.level == .info)
    #expect(event.thread == "main")
    #expect(event.logger == "o.s.b.w.embedded.tomcat.TomcatWebServer")
    #expect(event.message == "Tomcat initialized with port(s): 8081 (https)")
  }

  @Test func `Spring Boot 3 states the zone, and the application before the thread`() throws {
    let event = try only(
      "2021-02-09T10:14:09.512+01:00 ERROR 1 --- [agent] [           main] o.s.boot.SpringApplication"
        + " : Application run failed")
    #expect(event.time?.hasZone == true)
    #expect(event.time?.seconds == day + 36849.512 - 3600)
    #expect(event.thread == "main")
    #expect(event.level == .error)
    #expect(event.message == "Application run failed")
    #expect(try only("2021-02-09T10:14:09.512Z  INFO 1 --- [main] a.B : x").time?.hasZone == true)
  }

  @Test func `YAJSW repeats the line of the application`() throws {
    let event = try only(
      "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|2021-02-09 10:14:08.512 ERROR 4321 --- [main] "
        + "o.s.boot.SpringApplication : Application run failed\n")
    #expect(event.source == "4321/0")
    #expect(event.level == .error)
    #expect(event.time?.seconds == day + 36848.512)
    #expect(event.message == "Application run failed")
    let own = try only(
      "INFO|wrapper|xMatters Agent|21-02-09 10:14:02|started process with pid 4321")
    #expect(own.time?.seconds == day + 36842)
    #expect(own.source == "wrapper")
    #expect(own.message == "started process with pid 4321")
  }

  @Test func `Tanuki repeats the line of the application`() throws {
    let event = try only(
      "INFO   | jvm 1    | 2021/02/09 10:14:09 | 10:14:08.001 [main] ERROR x - y\n")
    #expect(event.source == "jvm 1")
    #expect(event.level == .error)
    #expect(event.logger == "x")
    #expect(event.message == "y")
    #expect(event.time?.seconds == day + 36848.001)
    let status = try only("STATUS | wrapper  | 2021/02/09 10:14:09 | --> Wrapper Started as Daemon")
    #expect(status.message == "--> Wrapper Started as Daemon")
    #expect(status.level == .info)
  }

  @Test func `the Integration Agent states offset and zone`() throws {
    let event = try only(
      "2018/12/14 11:26:00.390 -0600 CST [WrapperSimpleAppMain] FATAL - Exit code 87: The Mule "
        + "server could not be started because an error of type class "
        + "java.security.UnrecoverableKeyException occurred.  Reason: Cannot recover key")
    #expect(event.time == LogTime(milliseconds: 1_544_808_360_390, hasZone: true))
    #expect(event.thread == "WrapperSimpleAppMain")
    #expect(event.level == .fatal)
    #expect(event.message.hasPrefix("Exit code 87: The Mule"))
    let older = try only("2011-03-04 15:19:43,551 [Thread-8] DEBUG - Agent Client: [1] x")
    #expect(older.time == LogTime(milliseconds: 1_299_251_983_551, hasZone: false))
    #expect(older.level == .debug)
    #expect(older.message == "Agent Client: [1] x")
  }

  @Test func `java.util.logging needs two lines`() throws {
    let event = try only(
      """
      Feb 09, 2021 10:14:09 PM org.apache.catalina.core.StandardService startInternal
      SEVERE: Failed to start connector [Connector[HTTP/1.1-8081]]
      org.apache.catalina.LifecycleException: Protocol handler start failed
      \tat a.B.c(D.java:1)
      Caused by: java.io.IOException: Alias name [nope] does not identify a key entry
      """)
    #expect(event.time?.seconds == day + 80049)
    #expect(event.level == .error)
    #expect(event.logger == "org.apache.catalina.core.StandardService")
    #expect(event.message == "Failed to start connector [Connector[HTTP/1.1-8081]]")
    #expect(event.lineCount == 5)
    #expect(event.innermostCause?.className == "java.io.IOException")
  }

  @Test(arguments: [
    ("09-Feb-2021 10:14:09.512 SEVERE [main] a.B.c text", LogLevel.error, "text"),
    ("2021/02/09 10:14:09 [error] 12#0: *1 text", .error, "*1 text"),
    ("[Tue Feb 09 10:14:09.123456 2021] [ssl:warn] [pid 1] text", .warning, "text"),
    ("2021-02-09 10:14:09,512 WARN  [org.jboss] (main) text", .warning, "(main) text"),
    ("[2021-02-09 10:14:09] ERROR: text", .error, "text"),
    ("2021-02-09 10:14:09,512 [12] (ERROR) (wazo_auth): text", .error, "text"),
    ("[2021-02-09 10:14:09] ERROR[1234] tls.c: text", .error, "tls.c: text"),
    ("2021-02-09 10:14:09.512 CET [12] FATAL:  text", .fatal, "text"),
    ("[2021-02-09T10:14:09,512][WARN ][o.e.x] text", .warning, "text"),
  ])
  func `other layouts are told as well`(line: String, level: LogLevel, message: String) throws {
    let event = try only(line)
    #expect(event.level == level)
    #expect(event.message == message)
    #expect(event.time != nil)
  }

  @Test func `syslog has no year, hence no time`() throws {
    let event = try only("Feb  9 10:14:09 host xivo[12]: failed")
    #expect(event.time == nil)
    #expect(event.logger == "xivo[12]")
    #expect(event.message == "failed")
    #expect(try only("Feb  9 10:14:09 host x[1]: ERROR: no").level == .error)
    #expect(try only("[error] play - no").level == .error)
  }

  @Test func `without times each line is a record, and stack traces stay whole`() {
    let events = LogEventReader.events(
      in: Array(
        """
        starting
        Exception in thread "main" java.lang.IllegalStateException: no
        \tat a.B.c(D.java:1)
        Caused by: java.io.FileNotFoundException: /x.jks (No such file or directory)
        \t... 12 more
        systemd.start.sh: line 3: --server.ssl.key-store=/x: No such file or directory
        """.utf8))
    #expect(events.map(\.line) == [1, 2, 6])
    #expect(
      events[1].exceptions == [
        LoggedException(className: "java.lang.IllegalStateException", message: "no"),
        LoggedException(
          className: "java.io.FileNotFoundException",
          message: "/x.jks (No such file or directory)"),
      ])
  }

  @Test func `a wrapped stack trace is one record`() {
    let prefix = "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|"
    let lines = [
      "2021-02-09 10:14:08.512 ERROR 4321 --- [main] o.s.boot.SpringApplication : failed",
      "org.springframework.context.ApplicationContextException: Failed; nested exception is x.Y: z",
      "\tat a.B.c(D.java:1)",
      "Caused by: java.security.UnrecoverableKeyException: Cannot recover key",
      "\tSuppressed: java.lang.Error: no", "\tCaused by: java.lang.Error: deeper",
    ]
    let text =
      lines.map { prefix + $0 }.joined(separator: "\r\n")
      + "\r\nINFO|wrapper|x|21-02-09 10:14:10|end"
    let events = LogEventReader.events(in: Array(text.utf8))
    #expect(events.map(\.lineCount) == [6, 1])
    #expect(
      events[0].innermostCause
        == LoggedException(
          className: "java.security.UnrecoverableKeyException", message: "Cannot recover key"))
    #expect(events[0].continuation.first?.hasPrefix("org.springframework") == true)
  }

  @Test func `logback's root cause first, and Spring's nested text`() throws {
    let wrapped = try only(
      """
      2021-02-09 10:14:08.512 ERROR 1 --- [main] a.B : failed
      java.io.IOException: keystore password was incorrect
      \tat a.B.c(D.java:1)
      Wrapped by: java.lang.IllegalArgumentException: outer
      """)
    #expect(wrapped.innermostCause?.message == "keystore password was incorrect")
    let nested = try only(
      "2021-02-09 10:14:08 ERROR 1 --- [main] a.B : x.FooException: Unable; nested exception is "
        + "java.io.IOException: Invalid keystore format")
    #expect(nested.exceptions.map(\.className) == ["x.FooException", "java.io.IOException"])
    #expect(nested.innermostCause?.message == "Invalid keystore format")
  }

  @Test func `a block without times belongs to the record before it`() throws {
    let event = try only(
      """
      2021-02-09 10:14:08.512 ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter   : 

      ***************************
      APPLICATION FAILED TO START
      ***************************
      """)
    #expect(event.continuation.contains("APPLICATION FAILED TO START"))
  }
}

@Suite struct LogEventReaderTests {
  static let sample =
    "2021-02-09 10:14:08.512 ERROR 1 --- [main] a.B : caf\u{E9} \u{1F512}\r\n"
    + "java.io.IOException: x\n\tat y\nCaused by: java.io.EOFException\n"
    + "INFO|4321/0|xMatters Agent|21-02-09 10:14:09|plain\n"
    + "Feb 9, 2021 1:14:09 AM a b\nSEVERE: m\n[Tue Feb 09 10:14:09 2021] [error] z\n"
    + "INFO   | jvm 1    | 2021/02/09 10:14:09 | 10:14:08.001 [main] ERROR x - y"

  @Test func `the pieces in which a log arrives do not matter`() {
    let bytes = Array(Self.sample.utf8)
    let whole = LogEventReader.events(in: bytes)
    #expect(whole.count == 5)
    for size in 1...40 {
      var reader = LogEventReader()
      var events: [LogEvent] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        reader.feed(Array(bytes[start..<min(start + size, bytes.count)])) { events.append($0) }
      }
      reader.finish { events.append($0) }
      #expect(events == whole)
    }
  }

  @Test(arguments: [true, false]) func `UTF-16 is recognised`(highFirst: Bool) {
    var bytes: [UInt8] = highFirst ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for unit in Self.sample.utf16 {
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      bytes += highFirst ? pair : pair.reversed()
    }
    var reader = LogEventReader()
    var events: [LogEvent] = []
    for byte in bytes { reader.feed([byte]) { events.append($0) } }
    reader.finish { events.append($0) }
    #expect(events == LogEventReader.events(in: Array(Self.sample.utf8)))
    #expect(reader.encoding == (highFirst ? .utf16BigEndian : .utf16LittleEndian))
  }

  @Test func `a long line is cut and a long record keeps its causes`() throws {
    let long = "2021-02-09 10:14:08 ERROR " + String(repeating: "x", count: 200_000)
    let frames = String(repeating: "\tat some.Class.method(File.java:1)\n", count: 5000)
    let text =
      long + "\n2021-02-09 10:14:09 ERROR y\n" + frames + "Caused by: java.io.IOException: deep\n"
    let events = LogEventReader.events(in: Array(text.utf8))
    try #require(events.count == 2)
    #expect(events[0].isTruncated)
    #expect(events[0].fullText.utf8.count == LogEventReader.lineLimit)
    #expect(events[1].isTruncated)
    #expect(events[1].lineCount == 5002)
    #expect(events[1].innermostCause?.message == "deep")
    #expect(events[1].fullText.utf8.count < 80_000)
  }

  @Test func `a log cut anywhere or with any byte flipped is read`() {
    let bytes = Array(Self.sample.utf8)
    func read(_ bytes: [UInt8]) {
      for event in LogEventReader.events(in: bytes) {
        _ = (event.message, event.thread, event.logger, event.exceptions, event.source)
        _ = event.continuation
      }
    }
    for length in 0...bytes.count { read(Array(bytes.prefix(length))) }
    for index in bytes.indices {
      for mask in [UInt8(0xFF), 0x01, 0x20, 0x10] {
        var changed = bytes
        changed[index] ^= mask
        read(changed)
      }
    }
    for start in bytes.indices { read(Array(bytes[start...])) }
  }
}

@Suite struct LogTailTests {
  private func events(_ lines: [String]) -> [LogEvent] {
    LogEventReader.events(in: Array(lines.joined(separator: "\n").utf8))
  }

  @Test func `only what comes after the last start is current`() {
    let all = events([
      "2021-02-09 10:00:00 INFO Starting Agent", "2021-02-09 10:00:01 ERROR old",
      "2021-02-09 10:01:00 INFO Starting Agent", "2021-02-09 10:01:01 INFO Started Agent",
    ])
    let tail = LogTail.lastStart(in: all, marks: ["Starting Agent"], readyMarks: ["Started Agent"])
    #expect(tail.before.map(\.message) == ["Starting Agent", "old"])
    #expect(tail.after.map(\.message) == ["Starting Agent", "Started Agent"])
    #expect(tail.starts.map(\.isReady) == [false, true])
    #expect(tail.failedStartsInARow == 0)
  }

  @Test func `a log without a start is all current`() {
    let tail = LogTail.lastStart(in: events(["a", "b"]), marks: ["Starting"])
    #expect(tail.after.count == 2)
    #expect(tail.startCount == 0)
    #expect(!tail.isStartLoop)
  }

  @Test func `starts that follow each other quickly are a loop`() {
    let all = events([
      "2021-02-09 08:00:00 INFO Starting", "2021-02-09 10:00:00 INFO Starting",
      "2021-02-09 10:00:30 INFO Starting", "2021-02-09 10:01:00 INFO Starting",
    ])
    let tail = LogTail.lastStart(in: all, marks: ["Starting"])
    #expect(tail.startCount == 4)
    #expect(tail.failedStartsInARow == 3)
    #expect(tail.isStartLoop)
  }

  @Test func `the parts keep their bound`() {
    var tail = LogTail(startMarks: ["Starting"], limit: 3)
    for event in events(["Starting"] + (0..<20).map { "line \($0)" } + ["Starting", "end"]) {
      tail.add(event)
    }
    #expect(tail.before.map(\.message) == ["line 17", "line 18", "line 19"])
    #expect(tail.after.map(\.message) == ["Starting", "end"])
  }
}
