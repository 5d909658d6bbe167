import PadlockModel
import PadlockSymptoms
import TestSupport
import Testing

@Suite struct LiftingTests {
  private static let products = [
    Product(
      id: "gadget-box", name: "Acme Gadget",
      installations: [
        Installation(
          platform: .linux, homes: ["/opt/acme/gadget*"],
          logs: [LogFile(path: "/var/log/acme/gadget/*.log")],
          service: ServiceDefinition(name: "acme-gadgetd", process: ["com.acme.GadgetMain"]),
          restart: "")
      ], includes: ["frontdoor"]),
    Product(
      id: "frontdoor", name: "frontdoor",
      installations: [
        Installation(
          platform: .linux, homes: ["/etc/frontdoor"],
          service: ServiceDefinition(name: "frontdoor"), restart: "")
      ]),
    Product(id: "generic", name: "HTTPS service"),
  ]

  private let lifting = Lifting(products: products, symptoms: SampleSymptoms.all)
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)

  private func lift(_ text: String) -> Explanation.Lifted {
    lifting.lift(lifting.scan(text), messages: recogniser.messages(in: text).messages)
  }

  private func place(_ text: String) -> String {
    let lifted = lift(text)
    return "\(lifted.host ?? "-") \(lifted.port.map(String.init) ?? "-")"
  }

  @Test(arguments: [
    ("curl https://agent01.example.com:8443/health", "agent01.example.com 8443"),
    ("curl -v 'https://user:geheim@agent01.example.com:8443/x?y=1'", "agent01.example.com 8443"),
    ("The page https://www.example.com/ stays empty.", "www.example.com 443"),
    ("curl: (7) Failed to connect to agent01 port 8081: Connection refused", "agent01 8081"),
    ("* connect to 10.0.0.7 port 8443 failed: Connection refused", "10.0.0.7 8443"),
    ("* connect to ::1 port 8443 failed\nconnect to [::1]:8443 failed", "::1 8443"),
    ("*   Trying 10.20.0.7:8443...", "10.20.0.7 8443"),
    (
      "* Connected to agent01.example.com (10.20.0.7) port 8443 (#0)", "agent01.example.com 8443"
    ),
    ("> Host: agent01:8443\n> User-Agent: curl/7.88.1", "agent01 8443"),
    ("> Host: agent01.example.com", "agent01.example.com -"),
    (
      "openssl s_client -connect agent01:8443 -servername agent01.example.com",
      "agent01 8443"
    ),
    ("dial tcp 10.0.0.7:8081: connect: connection refused", "10.0.0.7 8081"),
    (
      "Get \"https://agent01.example.com:8443/\": dial tcp: lookup agent01.example.com on "
        + "10.0.0.2:53: no such host", "agent01.example.com 8443"
    ),
    (
      "read tcp 10.0.0.5:39022->10.0.0.7:8443: read: connection reset by peer",
      "10.0.0.7 8443"
    ),
    (
      "HTTPSConnectionPool(host='ia01.dmz.example', port=8081): Max retries exceeded",
      "ia01.dmz.example 8081"
    ),
    (
      "java.net.ConnectException: Connect to agent01.example.com:8443 "
        + "[agent01.example.com/10.0.0.7] failed: Connection refused", "agent01.example.com 8443"
    ),
    ("Failed to connect to agent01/10.0.0.7:8443", "agent01 8443"),
    ("nc -vz agent01 8443", "agent01 8443"),
    ("telnet 10.0.0.7 8443", "10.0.0.7 8443"),
    ("port 8443 on agent01.example.com is closed", "agent01.example.com 8443"),
    ("It refuses (agent01.example.com:8443): no answer", "agent01.example.com 8443"),
    ("(agent01.example.com:8443): no answer", "agent01.example.com 8443"),
    ("No answer (agent01:8443)", "agent01 8443"),
    ("nginx: [emerg] bind() to 0.0.0.0:443 failed (98: Address already in use)", "- 443"),
    ("--server.port=9443 --server.ssl.enabled=true", "- 9443"),
    (
      "upstream SSL handshake, client: 10.0.0.5, server: www.example.com, request: \"GET / "
        + "HTTP/1.1\", upstream: \"https://10.0.0.7:8443/\", host: \"www.example.com\"",
      "10.0.0.7 8443"
    ),
  ])
  func `the target is lifted`(text: String, expected: String) {
    #expect(place(text) == expected)
  }

  @Test(arguments: [
    "",
    "    at java.base/java.net.Socket.connect(Socket.java:607)",
    "    at TLSSocket.onConnectEnd (_tls_wrap.js:1732:19)",
    "agent.log:2213 and systemd.start.sh:14, nginx.conf:12",
    "server.ssl.key-store is set, server.ssl.enabled is true, spring.config.location too",
    "com.acme.GadgetMain:12 and javax.net.ssl.SSLHandshakeException: no",
    "2026-11-20T10:15:32.120Z 10:15 ERROR 20T10:15",
    "nginx/1.22.1 and OpenSSL 3.0.22, version 1.2.3.4, 17.0.21:1",
    "error:0A00010B:SSL routines::wrong version number (_ssl.c:1129)",
    "http: TLS handshake error from 10.0.0.5:53622: remote error: tls: bad certificate",
    "client: 10.0.0.5, remote_addr=10.0.0.6:4431",
    "More details here: https://curl.se/docs/sslcerts.html",
    "See https://docs.oracle.com/en/java/tools/keytool.html for more",
    "Jane Doe <jane@customer.example>, root@agent01:~#",
    "export https_proxy=http://proxy.corp.example:3128 --proxy proxy.corp.example:3128",
    "x509: certificate is valid for old.example.com",
    "subject: CN=old.example.com issuer: CN=ca.example.com DNS:other.example.com",
    "nameserver 10.0.0.2",
    "memory 12:34, ratio 3:2, line:12 column:8 status:200 thread:44",
    "(gedit:4127): Gtk-WARNING **: 12:30:45.123: cannot open display:",
    "(python3:4127): something failed", "(gnome-terminal-server:99): GLib-CRITICAL **: no",
    "(soffice.bin:4127): Gtk-WARNING **: no", "> (process:17): GLib-ERROR **: no",
    "Nov 20 10:00:00 host x.desktop[9]: (firefox.real:4127): Gdk-Message: 10:00:00: no",
    "** (python3:4127): WARNING **: no",
    "python3[4127]: no", "nginx[123]: 2026/11/20 12:30:45 [emerg] 123#123: no",
    "Foo.swift:3: error: no", "file.java:123", "at 12:30:45 in main.cpp:12:5",
    "the module:8080 of the machine:4 and line2:30", "utf8:1 sha256:4127abc x86_64:no Foo.kt:77",
  ])
  func `what only looks like a host is none`(text: String) {
    #expect(place(text) == "- -")
  }

  @Test func `the host of the recognised message wins over others that are spoken of`() {
    let text = """
      We have app01.example.com:9000 and app02.example.com:9001 beside it.



      curl: (7) Failed to connect to agent01.example.com port 8443: Connection refused



      Our page is https://www.customer.example:444/ and it works.
      """
    #expect(place(text) == "agent01.example.com 8443")
  }

  @Test func `of several hosts that are alike none is taken`() {
    #expect(place("Neither app01.example.com:9000 nor app02.example.com:9001 works.") == "- -")
  }

  @Test func `what is local to a machine gives way to the machine that is named`() {
    let text =
      "curl https://localhost:9497/x\nConnection refused\n\n\n\n\nfrom here https://pbx.example.com:9497/ works"
    #expect(place(text) == "pbx.example.com 9497")
    #expect(place("curl https://localhost:9497/x") == "localhost 9497")
  }

  @Test func `words near a message tell which of its meanings it has`() {
    let text = SymptomText(text: "plaintext connection?", software: [], side: .either)
    let symptoms = [
      Symptom(id: "a", title: "", meaning: "", near: ["Caller"], texts: [text], diagnoses: []),
      Symptom(id: "b", title: "", meaning: "", near: ["Acceptor"], texts: [text], diagnoses: []),
    ]
    let near = NearWords(["a": symptoms[0], "b": symptoms[1]])
    func first(_ text: String) -> String? {
      near.ordered(Recogniser(symptoms: symptoms).messages(in: text).messages, in: text)
        .first?.readings.first?.symptom
    }
    #expect(first("plaintext connection?") == "a")
    #expect(first("plaintext connection?\n  at x.Acceptor.run(A.java:1)") == "b")
    #expect(first("plaintext connection?\n\n  at x.Acceptor.run(A.java:1)") == "a")
    #expect(first("[Acceptor-1]\nplaintext connection?\n  at x.Caller.run(A.java:1)") == "a")
  }

  @Test func `a proxy and its address are not the target`() {
    let text = """
      * Uses proxy env variable https_proxy == 'http://proxy.corp.example:3128'
      *   Trying 10.1.0.9:3128...
      * Connected to proxy.corp.example (10.1.0.9) port 3128 (#0)
      > CONNECT gw.example.org:9443 HTTP/1.1
      """
    #expect(place(text) == "gw.example.org 9443")
  }

  @Test func `a name that only a message of the rules announces is lifted`() {
    let symptom = Symptom(
      id: "s", title: "", meaning: "",
      texts: [
        SymptomText(text: "no route for <host> at door <port> today", software: [], side: .client)
      ], diagnoses: [])
    let text = "Sorry, no route for backoffice at door 8443 today!"
    let messages = Recogniser(symptoms: [symptom]).messages(in: text).messages
    let lifting = Lifting(products: [], symptoms: [symptom])
    let lifted = lifting.lift(lifting.scan(text), messages: messages)
    #expect(lifted.host == "backoffice")
    #expect(lifted.port == 8443)
  }

  @Test(arguments: [
    ("Our Acme Gadget is down", "gadget-box"),
    ("the gadget-box does not start", "gadget-box"),
    ("/opt/acme/gadget-2.1/bin/run.sh: not found", "gadget-box"),
    ("Nov 20 10:00:00 host acme-gadgetd[12]: no", "gadget-box"),
    ("com.acme.GadgetMain.main", "gadget-box"),
    ("/etc/frontdoor/site.conf:12 of our Acme Gadget", "gadget-box"),
    ("/etc/frontdoor/site.conf:12", "frontdoor"),
    ("Server: frontdoor/1.22.1", nil),
    ("https://frontdoor.example.com/", nil),
    ("a gadget, an acme", nil),
    ("the generic HTTPS service", nil),
  ])
  func `the product is lifted by what its file says`(text: String, expected: String?) {
    #expect(lift(text).product == expected)
  }

  @Test(arguments: [
    (
      "curl/7.88.1 (x86_64) libcurl/7.88.1 zlib/1.2.13",
      ["curl 7.88.1", "libcurl 7.88.1", "zlib 1.2.13"]
    ),
    ("openjdk version \"17.0.21\" 2024-10-15", ["openjdk 17.0.21"]),
    ("Java 17.0.21 and java version \"1.8.0_392\"", ["Java 17.0.21", "Java 1.8.0_392"]),
    ("HTTP/1.1 400 Bad Request, TLS/1.2, TLS version 1.2", []),
    ("https://host/path/1.2.3 and 10:15:32 on 2026-11-20", []),
    ("Server: frontdoor/1.22.1", ["frontdoor 1.22.1"]),
  ])
  func `software and versions are lifted`(text: String, expected: [String]) {
    #expect(lift(text).versions.map { "\($0.software) \($0.version)" } == expected)
  }

  @Test func `equal lines are looked at once, and count as often as they stand there`() {
    let line = "curl https://agent01.example.com:8443/ says curl/7.88.1 no"
    let many = lifting.scan(String(repeating: "\(line)\n", count: 5_000))
    #expect(many.differentLines == 2)
    #expect(many.versions.count == 1)
    let lifted = lifting.lift(many, messages: [])
    #expect(lifted.host == "agent01.example.com")
    let others =
      "curl https://agent02.example.com:8443/\n" + String(repeating: line + "\n", count: 4)
    #expect(lift(others).host == "agent01.example.com")
  }

  @Test func `no more lines are looked at than can be, and that is said`() {
    let lines = (0..<(Lifting.mostLines + 500)).map { "line \($0)" }
    let scan = lifting.scan(lines.joined(separator: "\n"))
    #expect(scan.differentLines == Lifting.mostLines)
    #expect(scan.cutAt == Lifting.mostLines)
  }

  @Test func `hostile text is looked at within bounds`() {
    let hostile = [
      String(repeating: "a.", count: 200_000), String(repeating: "[", count: 100_000),
      String(repeating: "https://", count: 50_000), String(repeating: "x:1 ", count: 50_000),
      String(repeating: "port port=1 ", count: 50_000),
      String(repeating: "h1.example.com:1\n", count: 40_000),
      String(decoding: (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }, as: UTF8.self),
    ]
    let clock = ContinuousClock()
    for text in hostile {
      let time = clock.measure { _ = lifting.lift(lifting.scan(text), messages: []) }
      #expect(time < Sanitizer.bound(.seconds(10)))
    }
  }
}
