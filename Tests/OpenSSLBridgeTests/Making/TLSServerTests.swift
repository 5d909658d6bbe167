import OpenSSLBridge
import PadlockModel
import PadlockNetwork
import Testing

@Suite struct TLSServerTests {
  private func identity() throws -> TLSServer.Identity {
    let leaf = try Made.leaf.get()
    return .init(chain: leaf.servedChain, privateKey: leaf.privateKey)
  }

  private func send(
    _ bytes: [UInt8], to port: UInt16, timeout: Duration = .seconds(20)
  ) async throws -> PlainOutcome {
    await PlainExchange.send(
      bytes, to: try tlsLoopback(port), timeout: timeout, before: Deadline(after: .seconds(60)))
  }

  private func get(
    _ path: String, _ scheme: HTTPRequest.Scheme = .https, port: UInt16
  ) async throws -> HTTPOutcome {
    let request = HTTPRequest(
      scheme, host: HostName("localhost"), port: port, path: path,
      address: try tlsLoopback(port))
    return await HTTPExchange.perform(
      request, timeout: .seconds(20), before: Deadline(after: .seconds(60)))
  }

  @Test func `the chain is served as given, and the health is told`() async throws {
    let server = try TLSServer(.tls(try identity()))
    let outcome = try await shake(server.port, host: "localhost")
    #expect(outcome.completed != nil)
    #expect(outcome.transcript.chain == (try identity().chain))
    guard case .responded(let response) = try await get("/actuator/health", port: server.port)
    else {
      Issue.record("no response")
      return
    }
    #expect(response.status == 200)
    #expect(response.body == Array("{\"status\":\"UP\"}".utf8))
    guard case .responded(let other) = try await get("/else", port: server.port) else {
      Issue.record("no response")
      return
    }
    #expect(other.status == 404)
    server.stop()
  }

  @Test func `a request in the clear to the TLS port is answered as Tomcat does`() async throws {
    let server = try TLSServer(.tls(try identity()))
    let outcome = try await send(
      PlainExchange.get(HostName("localhost"), port: server.port), to: server.port)
    #expect(outcome.ending == .answered(.http(statusLine: "HTTP/1.1 400 ", status: 400)))
    #expect(
      String(decoding: outcome.bytes, as: UTF8.self)
        .contains("This combination of host and port requires TLS."))
  }

  @Test func `the plain port tells the health, and refuses a TLS hello in plain HTTP`() async throws
  {
    let server = try TLSServer(.plain)
    guard
      case .responded(let response) = try await get(
        "/actuator/health", .http, port: server.port)
    else {
      Issue.record("no response")
      return
    }
    #expect(response.status == 200)
    let outcome = try await shake(server.port)
    #expect(
      outcome.ending == .plain(.http(statusLine: "HTTP/1.1 400 ", status: 400)))
  }

  @Test func `a closed port refuses until it is opened, and a stopped one again`() async throws {
    let server = try TLSServer(.closed)
    func probe() async throws -> TCPOutcome {
      await TCPConnect.probe(
        try tlsLoopback(server.port), timeout: .seconds(20), before: Deadline(after: .seconds(60))
      ).outcome
    }
    #expect(try await probe() == .refused)
    try server.serve(.plain)
    #expect(try await probe() == .connected)
    try server.serve(.tls(try identity()))
    #expect(try await shake(server.port).completed != nil)
    #expect(throws: TLSServer.Failure.cannotClose) { try server.serve(.closed) }
    server.stop()
    #expect(try await probe() == .refused)
    #expect(throws: TLSServer.Failure.stopped) { try server.serve(.plain) }
  }

  @Test func `a key of another certificate is refused, and the server goes on`() throws {
    let identity = try identity()
    let other = try IssuedCertificate.selfSigned(Made.contents("other"), key: .p256)
    let server = try TLSServer(.plain)
    for wrong in [
      TLSServer.Identity(chain: identity.chain, privateKey: other.privateKey),
      TLSServer.Identity(chain: [], privateKey: other.privateKey),
      TLSServer.Identity(chain: [[0x30, 0x03]], privateKey: Secret("no key")),
    ] {
      #expect {
        try server.serve(.tls(wrong))
      } throws: { error in
        if case TLSServer.Failure.identity = error { true } else { false }
      }
    }
  }

  @Test(arguments: [false, true])
  func `hostile clients neither stop nor crash it`(isTLS: Bool) async throws {
    let mode = TLSServer.Mode.tls(try identity())
    let server = try TLSServer(isTLS ? mode : .plain)
    let header: [UInt8] = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3]
    let hostile: [[UInt8]] = [
      [], [0], [0x16], header, header + [UInt8](repeating: 0xFF, count: 600),
      [0x16, 3, 1, 0xFF, 0xFF] + [UInt8](repeating: 0x16, count: 200_000),
      [0x80, 0x2E, 1, 0, 2], [UInt8](repeating: 0x41, count: 200_000), Array("GET".utf8),
      Array("GET / HTTP/9.9\n\n".utf8), Array("\r\n\r\n\r\n".utf8),
      Array("G\u{0}T \u{1} \n\n".utf8),
      Array("GET  HTTP/1.1\r\n\r\n".utf8), [0xFF, 0xFE, 0x0A, 0x0A], [0x15, 3, 3, 0, 2, 2, 40],
    ]
    await withTaskGroup(of: Void.self) { group in
      for bytes in hostile {
        group.addTask {
          _ = try? await send(bytes, to: server.port, timeout: .milliseconds(300))
        }
      }
    }
    if isTLS {
      #expect(try await shake(server.port).completed != nil)
    } else {
      guard case .responded = try await get("/actuator/health", .http, port: server.port) else {
        Issue.record("no response")
        return
      }
    }
  }

  @Test func `stopping ends the clients that say nothing`() async throws {
    let server = try TLSServer(.plain)
    async let silent = send([], to: server.port, timeout: .seconds(20))
    async let another = send([0x47], to: server.port, timeout: .seconds(20))
    // A whole exchange, so that both were let in before the port is given back.
    _ = try await get("/", .http, port: server.port)
    let start = ContinuousClock.now
    server.stop()
    _ = try await (silent, another)
    #expect(start.duration(to: .now) < .seconds(8))
  }

  @Test func `more clients than slots are served in their turn`() async throws {
    let server = try TLSServer(.tls(try identity()))
    let completed = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<(TLSServer.connectionBound + 8) {
        group.addTask { (try? await shake(server.port))?.completed != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(completed == TLSServer.connectionBound + 8)
  }
}
