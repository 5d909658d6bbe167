import OpenSSLBridge
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCollectors

/// Sections that share a port, of which the name that a client asks for chooses one.
@Suite struct OtherSitesTests {
  private static let listener = SubjectID(.listener, "localhost:8443")

  private func pair(_ name: String, _ sections: Set<String>) throws -> ServerPair {
    let certificates = ServerFile(try Fixture.bytes("tls/\(name).pem")).certificates
    return ServerPair(
      path: "/\(name).pem", certificates: certificates, rest: nil, isWhole: true, keyPath: nil,
      keyMatches: certificates.map { _ in nil }, sections: sections)
  }

  /// The files that the listener has for others, where it serves the leaf of `served`.
  private func keptBack(
    _ pairs: [ServerPair], serving served: ServerPair?, isNamed: Bool = true
  ) -> [String] {
    let request = TestProduct.request(files: TargetFiles.live()) { $0.judgesNames = isNamed }
    var findings = Findings(target: request.target)
    let within = Set(pairs.map { SubjectID(.file, $0.path) })
    findings.add(.subject(Subject(Self.listener, name: Self.listener.name, within: within)))
    findings.add(.known("listener.host", of: Self.listener, .text("localhost")))
    findings.add(.known("listener.port", of: Self.listener, .integer(8443)))
    let leaf = served?.certificates.first?.sha256
    let sites = OtherSites(
      request, findings, served: leaf.map { [Self.listener.name: $0] } ?? [:], pairs)
    return pairs.filter { sites.listener(keepingBack: $0) != nil }.map(\.path)
  }

  @Test func `what another section serves is not for this host`() throws {
    let (own, other) = (try pair("leaf", ["a"]), try pair("expired", ["b"]))
    #expect(keptBack([own, other], serving: own) == ["/expired.pem"])
    #expect(keptBack([own, other], serving: other) == ["/leaf.pem"])
  }

  @Test func `a section's second certificate is for this host as well`() throws {
    let (own, second) = (try pair("leaf", ["a", "b"]), try pair("expired", ["b"]))
    #expect(keptBack([own, second], serving: own) == [])
  }

  @Test func `without a name, a handshake or a section all are judged`() throws {
    let (own, other) = (try pair("leaf", ["a"]), try pair("expired", ["b"]))
    #expect(keptBack([own, other], serving: own, isNamed: false) == [])
    #expect(keptBack([own, other], serving: nil) == [])
    let unknown = try pair("self", [])
    #expect(keptBack([own, other], serving: unknown) == [])
    let (apart, alone) = (try pair("expired", []), try pair("leaf", []))
    #expect(keptBack([own, apart], serving: own) == [])
    #expect(keptBack([alone, other], serving: alone) == [])
  }
}
