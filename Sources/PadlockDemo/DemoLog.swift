/// The agent's log in the layout of Spring Boot 2, with what Tomcat 10 on Java 17 really wrote.
struct DemoLog: Sendable {
  /// How a start came out.
  enum Ending: Equatable, Sendable {
    case servesHTTP
    case servesHTTPS(keystore: String)
    case keystoreMissing(String)
    case keyPasswordDiffers
  }

  private let start: Int64
  private let process: Int
  private let port: UInt16

  /// A log of a start at `start`, in seconds since 1970.
  init(startedAt start: Int64, process: Int, port: UInt16) {
    self.start = start
    self.process = process
    self.port = port
  }

  /// The lines of one start; the last was written within two seconds of it.
  func lines(_ ending: Ending) -> String {
    let scheme = ending == .servesHTTP ? "http" : "https"
    let protocolName = ending == .servesHTTP ? "http-nio-\(port)" : "https-jsse-nio-\(port)"
    var lines = [
      line(
        62, Self.application, "Starting XAgentApplication using Java 17.0.15 with PID \(process)"),
      line(210, Self.server, "Tomcat initialized with port(s): \(port) (\(scheme))"),
      line(480, Self.handler, "Initializing ProtocolHandler [\"\(protocolName)\"]"),
      line(514, Self.service, "Starting service [Tomcat]"),
      line(514, Self.engine, "Starting Servlet engine: [Apache Tomcat/10.1.60]"),
      line(666, Self.handler, "Starting ProtocolHandler [\"\(protocolName)\"]"),
    ]
    switch ending {
    case .servesHTTP, .servesHTTPS:
      if case .servesHTTPS(let keystore) = ending {
        lines.append(
          line(
            1101, "o.a.t.util.net.NioEndpoint.certificate  ",
            "Connector [\(protocolName)], TLS virtual host [_default_], certificate type "
              + "[UNDEFINED] configured from keystore [file:\(keystore)] using alias "
              + "[\(DemoKeystore.alias)] with trust store [null]"))
      }
      lines += [
        line(
          1122, Self.server,
          "Tomcat started on port(s): \(port) (\(scheme)) with context path ''"),
        line(
          1124, Self.application,
          "Started XAgentApplication in 1.145 seconds (JVM running for 1.145)"),
      ]
    case .keystoreMissing(let path):
      lines += failure(
        "java.io.FileNotFoundException: \(path) (No such file or directory)",
        at: [
          "java.base/java.io.FileInputStream.open0(Native Method)",
          "java.base/java.io.FileInputStream.open(FileInputStream.java:216)",
          "java.base/java.io.FileInputStream.<init>(FileInputStream.java:157)",
          "org.apache.tomcat.util.net.SSLUtilBase.getStore(SSLUtilBase.java:230)",
        ], protocolName)
    case .keyPasswordDiffers:
      lines += failure(
        "java.security.UnrecoverableKeyException: Cannot recover key",
        at: [
          "java.base/sun.security.provider.KeyProtector.recover(KeyProtector.java:304)",
          "java.base/sun.security.provider.JavaKeyStore.engineGetKey(JavaKeyStore.java:162)",
          "java.base/java.security.KeyStore.getKey(KeyStore.java:1050)",
          "org.apache.tomcat.util.net.SSLUtilBase.getKeyManagers(SSLUtilBase.java:405)",
        ], protocolName)
    }
    return lines.map { "\($0)\n" }.joined()
  }

  /// What an agent without HTTPS writes, once, when a client speaks TLS to it.
  func helloRefused(after seconds: Int64) -> String {
    let thread = "http-nio-\(port)-exec-1"
    let stamp = LogStamp(start + seconds, plus: 934).text
    return """
      \(stamp)  INFO \(process) --- [\(thread)] \(Self.processor) : Error parsing HTTP request header
       Note: further occurrences of HTTP request parsing errors will be logged at DEBUG level.

      java.lang.IllegalArgumentException: Invalid character found in method name \
      [0x160x030x010x020x000x010x000x010xfc0x030x03]. HTTP method names must be tokens
      \tat org.apache.coyote.http11.Http11InputBuffer.parseRequestLine(Http11InputBuffer.java:410)
      \tat org.apache.coyote.http11.Http11Processor.service(Http11Processor.java:281)
      \tat java.base/java.lang.Thread.run(Thread.java:840)


      """
  }

  private static let application = "com.xmatters.XAgentApplication          "
  private static let server = "o.s.b.w.embedded.tomcat.TomcatWebServer "
  private static let handler = "o.a.coyote.http11.Http11NioProtocol     "
  private static let service = "o.apache.catalina.core.StandardService  "
  private static let engine = "org.apache.catalina.core.StandardEngine "
  private static let processor = "o.apache.coyote.http11.Http11Processor  "

  private func line(
    _ milliseconds: Int, _ logger: String, _ message: String, level: String = " INFO",
    thread: String = "main"
  ) -> String {
    let stamp = LogStamp(start, plus: milliseconds).text
    return "\(stamp) \(level) \(process) --- [\(thread)] \(logger) : \(message)"
  }

  /// The end of a start that failed, outermost exception first.
  private func failure(_ cause: String, at frames: [String], _ name: String) -> [String] {
    let web = "org.springframework.boot.web.server.WebServerException"
    return [
      line(
        854, "o.s.boot.SpringApplication              ", "Application run failed",
        level: "ERROR"),
      "",
      "org.springframework.context.ApplicationContextException: Failed to start bean "
        + "'webServerStartStop'; nested exception is \(web): Unable to start embedded Tomcat server",
      "\tat org.springframework.boot.SpringApplication.run(SpringApplication.java:300)",
      "Caused by: \(web): Unable to start embedded Tomcat server",
      "\t... 14 more",
      "Caused by: java.lang.IllegalArgumentException: standardService.connector.startFailed",
      "\tat org.apache.catalina.core.StandardService.addConnector(StandardService.java:238)",
      "\t... 16 more",
      "Caused by: org.apache.catalina.LifecycleException: Protocol handler start failed",
      "\tat org.apache.catalina.connector.Connector.startInternal(Connector.java:1316)",
      "\t... 18 more",
      "Caused by: java.lang.IllegalArgumentException: Error creating SSLContext",
      "\tat org.apache.tomcat.util.net.AbstractJsseEndpoint.createSSLContext("
        + "AbstractJsseEndpoint.java:121)",
      "\t... 20 more",
      "Caused by: \(cause)",
    ] + frames.map { "\tat \($0)" } + [
      "\t... 27 more",
      "",
      line(857, Self.handler, "Pausing ProtocolHandler [\"\(name)\"]", thread: "Thread-0"),
      line(857, Self.service, "Stopping service [Tomcat]", thread: "Thread-0"),
    ]
  }
}
