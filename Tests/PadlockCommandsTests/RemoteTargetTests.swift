import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import TestSupport
import Testing

@testable import PadlockCommands

/// A target of which no files are at hand: nothing is claimed of them, nor of this machine.
@Suite struct RemoteTargetTests {
  private func report(_ wish: TargetWish, trust: [String] = []) async throws -> Report {
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.host = wish.host
    options.port = wish.port
    options.address = wish.address
    options.timeoutSeconds = 30
    options.trust = trust
    options.noProbe = wish.noProbe
    return await DiagnosisRun(
      rules: try TestRules.all(), wish: wish, options: options, watch: { _ in }
    ).perform().report
  }

  @Test func `nothing is said of files, processes or sockets`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    var wish = TargetWish()
    wish.product = "xagent"
    wish.host = "agent01.example"
    wish.address = "127.0.0.1"
    wish.port = Int(server.port)
    let report = try await report(wish, trust: [Fixture.path("tls/root.pem")])
    #expect(report.errors == [])
    #expect(report.outcome == .healthy)
    let own = ["file.", "keystore.", "https.", "service.s", "listener.bound", "listener.held"]
    let claimed = report.facts.filter { fact in
      guard case .unknown = fact.state else {
        return own.contains { fact.name.rawValue.hasPrefix($0) }
      }
      return false
    }
    #expect(claimed.map(\.name.rawValue) == [])
    let service = report.facts.first { $0.name == "service.name" }
    #expect(service?.state == .value(.text("xmatters-xa")))
    let outside = [Fixture.path("tls/root.pem")]
    #expect(report.ledger.map(\.path).filter { !outside.contains($0) } == [])
  }

  /// Some are built with paths to files, which this machine may have, or not.
  @Test(arguments: ["integration-agent", "xivo", "nginx", "tomcat"])
  func `of a product's files on another machine nothing is said by those of this one`(
    product: String
  ) async throws {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    var wish = TargetWish()
    wish.product = product
    wish.host = "agent01.example"
    wish.address = "127.0.0.1"
    wish.port = Int(server.port)
    let report = try await report(wish, trust: [Fixture.path("tls/root.pem")])
    #expect(report.errors == [])
    #expect(report.ledger.map(\.path).filter { $0 != Fixture.path("tls/root.pem") } == [])
    #expect(
      report.facts.filter {
        guard case .unknown = $0.state else { return $0.name.rawValue.hasPrefix("file.") }
        return false
      }.isEmpty)
  }

  @Test func `plain HTTP on another machine is a fault of the port alone`() async throws {
    let server = try LoopbackListener.answering(
      Array("HTTP/1.1 400 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
    var wish = TargetWish()
    wish.product = "xagent"
    wish.host = "agent01.example"
    wish.address = "127.0.0.1"
    wish.port = Int(server.port)
    let report = try await report(wish)
    #expect(report.errors.contains("tls.plain-http-port confirmed"))
    #expect(report.errors.filter { $0.hasPrefix("keystore.") || $0.hasPrefix("service.") } == [])
    #expect(report.outcome == .problems)
  }

  @Test func `without a probe there is nothing to judge`() async throws {
    var wish = TargetWish()
    wish.product = "xagent"
    wish.host = "192.0.2.7"
    wish.port = 8081
    wish.noProbe = true
    let report = try await report(wish)
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.outcome == .inconclusive)
  }
}
