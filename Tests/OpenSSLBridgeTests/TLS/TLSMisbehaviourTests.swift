import OpenSSLBridge
import PadlockNetwork
import TestSupport
import Testing

@Suite struct TLSMisbehaviourTests {
  @Test func `plain HTTP on the TLS port is recognised`() async throws {
    let answer = Array("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<html>".utf8)
    let listener = try LoopbackListener.answering(answer)
    let outcome = try await shake(listener.port)
    #expect(
      outcome.ending
        == .plain(.http(statusLine: "HTTP/1.1 400 Bad Request", status: 400)))
    #expect(outcome.transcript.firstBytes == answer)
    #expect(!outcome.transcript.sawTLSRecord)
  }

  @Test func `an SSH banner is recognised`() async throws {
    let listener = try LoopbackListener.greeting("SSH-2.0-OpenSSH_9.2\r\n")
    let outcome = try await shake(listener.port)
    #expect(outcome.ending == .plain(.ssh(banner: "SSH-2.0-OpenSSH_9.2")))
    #expect(outcome.transcript.elapsed < .seconds(15))
  }

  @Test func `a closed port is no connection`() async throws {
    let closed = try ClosedPort()
    let outcome = try await shake(closed.port)
    withExtendedLifetime(closed) {}
    guard case .notConnected(let record) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(record.outcome == .refused)
  }

  @Test(arguments: [(40, "handshake_failure"), (70, "protocol_version")] as [(UInt8, String)])
  func `an alert is received with its number`(number: UInt8, name: String) async throws {
    let listener = try LoopbackListener.answering([0x15, 3, 1, 0, 2, 2, number])
    let outcome = try await shake(listener.port)
    #expect(
      outcome.ending
        == .alertReceived(TLSAlert(level: 2, number: number), during: .bytesSeen))
    #expect(TLSAlert(level: 2, number: number).name == name)
  }

  @Test func `a warning before the ServerHello is kept and ends nothing`() async throws {
    let listener = try LoopbackListener.answering([0x15, 3, 3, 0, 2, 1, 112] + serverHello)
    let outcome = try await shake(listener.port)
    #expect(outcome.ending == .closedDuring(.serverHelloSeen))
    #expect(outcome.transcript.warnings.map(\.name) == ["unrecognized_name"])
  }

  @Test func `an alert that arrives byte by byte is still one`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      for byte in [0x15, 3, 3, 0, 2, 2, 40] as [UInt8] {
        connection.write([byte])
        connection.pause(milliseconds: 20)
      }
      connection.readToEnd()
    }
    let outcome = try await shake(listener.port)
    #expect(
      outcome.ending == .alertReceived(TLSAlert(level: 2, number: 40), during: .bytesSeen))
  }

  @Test func `closing, resetting and silence differ`() async throws {
    #expect(try await shake(try heldPort(.closing())).ending == .closedWithoutByte)
    #expect(try await shake(try heldPort(.resetting())).ending == .reset(during: .helloSent))
    let silent = try await shake(try heldPort(.silent()), timeout: .milliseconds(200))
    #expect(silent.ending == .timedOut(during: .helloSent))
    #expect(silent.transcript.elapsed < .seconds(15))
  }

  @Test func `a server that is stuck after its ServerHello is not silent`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      connection.write(serverHello)
      connection.readToEnd()
    }
    let outcome = try await shake(listener.port, timeout: .milliseconds(400))
    #expect(outcome.ending == .timedOut(during: .serverHelloSeen))
    #expect(outcome.transcript.version == .tls12)
  }

  @Test func `a server that closes after its ServerHello closed in the middle`() async throws {
    let listener = try LoopbackListener.answering(serverHello)
    let outcome = try await shake(listener.port)
    #expect(outcome.ending == .closedDuring(.serverHelloSeen))
  }

  @Test func `garbage after the ServerHello is OpenSSL's to refuse`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      connection.write(serverHello + [UInt8](repeating: 0x5A, count: 64))
      connection.readToEnd()
    }
    let outcome = try await shake(listener.port)
    guard case .failed(let failure) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(failure.entries.first?.text == "wrong version number")
    #expect(failure.description.hasPrefix("error:0A00010B:SSL routines"))
    #expect(outcome.transcript.sentAlert?.name == "protocol_version")
    #expect(outcome.transcript.foreignVersion == nil, "the version was agreed on before")
  }

  @Test(arguments: [0x0300, 0x0304, 0x0309] as [UInt16])
  func `a version that the hello did not offer in this place is kept`(version: UInt16) async throws
  {
    let listener = try LoopbackListener.answering(HandmadeTLS.serverHello(version: version))
    let outcome = try await shake(listener.port)
    #expect(outcome.transcript.foreignVersion == (version == 0x0304 ? nil : version))
  }

  @Test(arguments: ["HTTP/1.1 200 OK", "\u{16}\u{3}\u{3}\u{0}\u{31}\u{2}\u{0}\u{0}\u{2d}"])
  func `one byte a second ends by the deadline`(text: String) async throws {
    let listener = try LoopbackListener.dripping(Array(text.utf8))
    let outcome = try await shake(listener.port, timeout: .milliseconds(1500))
    #expect(outcome.transcript.elapsed < .seconds(15))
    switch outcome.ending {
    case .plain(.beginning), .timedOut(during: .bytesSeen): break
    default: Issue.record("\(outcome.ending)")
    }
  }

  @Test func `a raised flag ends the handshake`() async throws {
    let flag = CancellationFlag()
    let listener = try LoopbackListener { connection in
      flag.raise()
      connection.readToEnd()
    }
    let outcome = try await shake(listener.port, timeout: .seconds(30), flag: flag)
    #expect(outcome.ending == .stopped(.cancelled))
    #expect(outcome.transcript.elapsed < .seconds(15))
  }

  /// The port of a listener that lives as long as the process.
  private func heldPort(_ listener: LoopbackListener) throws -> UInt16 {
    _ = Unmanaged.passRetained(listener)
    return listener.port
  }
}
