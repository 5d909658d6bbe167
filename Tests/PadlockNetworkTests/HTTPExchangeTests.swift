import Foundation
import PadlockNetwork
import TestSupport
import Testing

@Suite struct HTTPExchangeTests {
  private func get(
    _ listener: LoopbackListener, scheme: HTTPRequest.Scheme = .http,
    host: String = "agent.example",
    path: String = "/", bodyBound: Int = 1 << 20, timeout: Duration = .seconds(10),
    run: Deadline = longRun()
  ) async throws -> HTTPOutcome {
    await HTTPExchange.perform(
      HTTPRequest(
        scheme, host: HostName(host), port: listener.port, path: path,
        address: try listener.address, bodyBound: bodyBound),
      timeout: timeout, before: run)
  }

  private func response(_ outcome: HTTPOutcome) throws -> HTTPResponse {
    guard case .responded(let response) = outcome else {
      Issue.record("\(outcome)")
      throw CancellationError()
    }
    return response
  }

  @Test func `a response has its status, headers and body, and the host is still named`()
    async throws
  {
    let listener = try LoopbackListener { connection in
      let request = String(decoding: connection.read(), as: UTF8.self)
      let body = request.contains("Host: agent.example:") ? "named" : "not named"
      connection.write(
        "HTTP/1.1 503 Busy\r\nX-A:  b\r\nContent-Length: \(body.count)\r\n\r\n\(body)".utf8)
    }
    let response = try response(try await get(listener))
    #expect(response.status == 503)
    #expect(response.statusLine == "HTTP/1.1 503 Busy")
    #expect(response.header("x-a") == "b")
    #expect(response.body == Array("named".utf8))
    #expect(!response.isTruncated)
  }

  @Test func `a redirect is recorded and not followed`() async throws {
    let listener = try LoopbackListener.answering(
      Array("HTTP/1.1 302 Found\r\nLocation: https://x.example/\r\nContent-Length: 0\r\n\r\n".utf8))
    let response = try response(try await get(listener))
    #expect(response.redirect == "https://x.example/")
    #expect(listener.acceptedCount == 1)
  }

  @Test func `a body beyond the bound is cut`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\n\r\n".utf8)
      while connection.write([UInt8](repeating: 0x61, count: 1 << 16)) {}
    }
    let response = try response(try await get(listener, bodyBound: 5000))
    #expect(response.body.count == 5000)
    #expect(response.isTruncated)
  }

  @Test func `a page that is cut short leaves the status and the headers`() async throws {
    let listener = try LoopbackListener.answering(
      Array("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 9\r\n\r\nhalf".utf8))
    let response = try response(try await get(listener))
    #expect(response.status == 200)
    #expect(response.header("Server") == "x")
    #expect(response.isTruncated)
  }

  @Test func `endless headers are cut`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      connection.write("HTTP/1.1 200 OK\r\n".utf8)
      let line = "X: " + String(repeating: "y", count: 1000) + "\r\n"
      while connection.write(line.utf8) {}
    }
    let outcome = try await get(listener)
    if case .timedOut = outcome { Issue.record("not bounded") }
    if case .responded(let response) = outcome { #expect(response.isTruncated) }
  }

  @Test func `a TLS alert in answer to plain HTTP is taken for HTTP 0.9`() async throws {
    let outcome = try await get(try .answering([0x15, 3, 3, 0, 2, 2, 10]))
    guard case .failed(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.code == 1)
    #expect(failure.isHTTP09)
  }

  @Test func `plain HTTP in answer to TLS is code 35`() async throws {
    let outcome = try await get(
      try .answering(Array("HTTP/1.1 400 Bad\r\n\r\n".utf8)), scheme: .https)
    guard case .failed(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.code == 35)
    #expect(failure.detail.contains("wrong version number"))
  }

  @Test func `an untrusted certificate does not hinder the health request`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let outcome = await HTTPExchange.perform(
      HTTPRequest(
        .https, host: HostName("agent01.example"), port: server.port,
        address: try loopback(server.port)),
      timeout: .seconds(10), before: longRun())
    #expect(try response(outcome).status == 200)
  }

  @Test func `a silent server times out`() async throws {
    let outcome = try await get(try .silent(), timeout: .milliseconds(200))
    guard case .timedOut(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.elapsed < .seconds(15))
  }

  @Test func `a raised flag ends the transfer`() async throws {
    let flag = CancellationFlag()
    let listener = try LoopbackListener { connection in
      flag.raise()
      connection.readToEnd()
    }
    let start = ContinuousClock.now
    let outcome = try await get(listener, timeout: .seconds(30), run: longRun(flag))
    #expect(outcome == .stopped(.cancelled))
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test func `a path is escaped where a URL needs it`() throws {
    let request = HTTPRequest(
      .https, host: HostName("[::1]"), port: 8443, path: "a b/é?x=%41#f\r\n",
      address: try loopback(8443))
    #expect(request.url == "https://[::1]:8443/a%20b/%C3%A9?x=%41%23f%0D%0A")
  }
}
