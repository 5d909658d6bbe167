import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Who answers over TLS, and what time it is there: a real nginx passes on what a server says.
  @Suite struct AnswerTests {
    /// One case: the lines of the answer, and all that is concluded.
    struct Case: CustomTestStringConvertible {
      var name: String
      var status = "200 OK"
      var headers: [String] = []
      var host = "agent01.example"
      var options: [String] = []
      var conclusions: [String] = []

      var testDescription: String { name }
    }

    private static func date(_ seconds: TimeInterval) -> String {
      let format = DateFormatter()
      format.locale = Locale(identifier: "en_US_POSIX")
      format.timeZone = TimeZone(identifier: "GMT")
      format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
      return "Date: " + format.string(from: Date().addingTimeInterval(seconds))
    }

    static let cases: [Case] = [
      Case(name: "the same time", headers: [date(0)]),
      Case(name: "a minute apart", headers: [date(-60)]),
      Case(
        name: "an hour behind", headers: [date(-3_600)],
        conclusions: ["network.clock-skew warning confirmed"]),
      Case(
        name: "a day ahead", headers: [date(86_400)],
        conclusions: ["network.clock-skew warning confirmed"]),
      Case(
        name: "a day ahead, judged as of another time", headers: [date(86_400)],
        options: ["--at", "2030-01-01T00:00:00Z"],
        conclusions: ["network.clock-skew warning confirmed"]),
      Case(
        name: "the same time, judged as of another", headers: [date(0)],
        options: ["--at", "2030-01-01T00:00:00Z"]),
      Case(name: "an old answer of a cache", headers: [date(-7_200), "Age: 7200"]),
      Case(name: "a date that is none", headers: ["Date: yesterday"]),
      Case(name: "an hour behind, on this machine", headers: [date(-3_600)], host: "localhost"),
      Case(
        name: "a reverse proxy and a network in front",
        headers: [date(0), "Via: 1.1 varnish, 1.1 edge.example", "X-Cache: HIT"]),
      Case(
        name: "a proxy that wants a login", status: "407 Proxy Authentication Required",
        headers: [date(0), "Proxy-Authenticate: Basic realm=\"x\""],
        conclusions: ["network.proxy-in-between warning likely"]),
      Case(
        name: "Squid's own error page", status: "400 Bad Request",
        headers: [date(0), "X-Squid-Error: ERR_INVALID_URL 0"],
        conclusions: ["network.proxy-in-between warning likely"]),
      Case(name: "an error of the server itself", status: "503 Service Unavailable"),
    ]

    @Test(arguments: cases)
    func `an answer is judged by its head`(_ example: Case) async throws {
      let head = ["HTTP/1.1 \(example.status)"] + example.headers + ["Content-Length: 2"]
      let text = head.joined(separator: "\r\n") + "\r\nConnection: close\r\n\r\nok"
      let behind = try LoopbackListener.answering(Array(text.utf8))
      let passed = ["Date", "Age", "Via", "X-Squid-Error"].map { "proxy_pass_header \($0);" }
      let nginx = try await Nginx(
        "location / { proxy_pass http://127.0.0.1:\(behind.port); "
          + passed.joined(separator: " ") + " }")
      let trust = ["--trust", Fixture.path("tls/root.pem")]
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", example.host, "--address", "127.0.0.1", "--port",
          "\(nginx.port)", "--timeout", "20", "--format", "json",
        ] + trust + example.options)
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions == example.conclusions, "\(run.output)")
      #expect(report.outcome == "healthy")
      #expect(!run.holds("realm="), "values of headers stay out")
    }

    @Test func `a certificate that an inspecting box made is likely one`() async throws {
      let scratch = try Scratch()
      let (certificate, key) = (scratch.path("box.pem"), scratch.path("box.key"))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
      process.arguments = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/O=mitmproxy/CN=mitmproxy",
        "-addext", "subjectAltName=DNS:agent01.example", "-days", "90", "-keyout", key, "-out",
        certificate,
      ]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let server = try OpenSSLServer(certificate: certificate, key: key, ["-www"])
      let run = try await Binary.run([
        "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
        "\(server.port)", "--timeout", "20", "--format", "json", "--trust", certificate,
      ])
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions == ["network.proxy-in-between warning likely"], "\(run.output)")
    }

    @Test func `a proxy that answers in plain HTTP is named beside the plain port`() async throws {
      let text = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
      let proxy = try LoopbackListener.answering(Array(text.utf8))
      let run = try await Binary.run([
        "--non-interactive", "--host", "127.0.0.1", "--port", "\(proxy.port)", "--timeout", "1",
        "--format", "json",
      ])
      let report = try #require(run.report, "\(run.everything)")
      #expect(
        Set(report.conclusions) == [
          "tls.plain-http-port error confirmed", "network.proxy-in-between warning likely",
        ], "\(run.output)")
    }
  }
}
