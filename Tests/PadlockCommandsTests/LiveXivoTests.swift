import Foundation
import OpenSSLBridge
import PadlockModel
import Testing

@testable import PadlockCommands

/// A XiVO's files together with ports that serve one certificate or another.
@Suite struct LiveXivoTests {
  private static func server(_ made: IssuedCertificate) throws -> TLSServer {
    try TLSServer(
      .tls(TLSServer.Identity(chain: [made.certificate], privateKey: made.privateKey)))
  }

  /// The report on a tree whose web, auth and confd ports serve these certificates.
  private func report(
    _ tree: XivoTree, web: IssuedCertificate, auth: IssuedCertificate, confd: IssuedCertificate
  ) async throws -> Report {
    let servers = [
      "web": try Self.server(web), "auth": try Self.server(auth), "confd": try Self.server(confd),
    ]
    defer { for server in servers.values { server.stop() } }
    return try await tree.report(probing: servers.mapValues(\.port))
  }

  @Test func `every port serves the certificate of the file`() async throws {
    let own = try XivoCertificates.own.get()
    let report = try await report(try .own(), web: own, auth: own, confd: own)
    #expect(report.errors == [])
    let listeners = report.targets.flatMap(\.subjects).filter { $0.kind == .listener }
    #expect(listeners.count == 3)
  }

  @Test func `an untouched system with its ports`() async throws {
    let made = try XivoCertificates.untouched.get()
    let report = try await report(try .untouched(), web: made, auth: made, confd: made)
    #expect(report.errors == [])
    #expect(report.remarks == ["xivo.default-certificate confirmed"])
  }

  @Test func `nginx was left out of the restart`() async throws {
    let (own, former) = (try XivoCertificates.own.get(), try XivoCertificates.former.get())
    let report = try await report(try .own(), web: former, auth: own, confd: own)
    #expect(report.errors == ["xivo.services-partly-restarted confirmed"])
  }

  @Test func `nothing was restarted`() async throws {
    let former = try XivoCertificates.former.get()
    let report = try await report(try .own(), web: former, auth: former, confd: former)
    #expect(report.diagnosis("xivo.services-partly-restarted") == nil)
    #expect(Set(report.errors) == ["certificate.served-differs confirmed"])
  }

  @Test(arguments: ["", "  # ssl_certificate /usr/share/xivo-certs/server.crt;\n"])
  func `nginx has a certificate of its own by its configuration`(comment: String) async throws {
    let (own, other) = (try XivoCertificates.own.get(), try XivoCertificates.wildcard.get())
    var tree = try XivoTree.own()
    tree.put(
      "etc/nginx/sites-available/xivo",
      "server {\n  listen 443 ssl;\n\(comment)  ssl_certificate /etc/ssl/web.pem;\n}\n")
    let report = try await report(tree, web: other, auth: own, confd: own)
    #expect(report.errors == [])
  }

  @Test func `ports of services that are not installed are left alone`() async throws {
    let own = try XivoCertificates.own.get()
    var tree = try XivoTree.own()
    tree.uninstall("xivo-confd")
    let report = try await report(tree, web: own, auth: own, confd: own)
    let listeners = report.targets.flatMap(\.subjects).filter { $0.kind == .listener }
    #expect(listeners.count == 2)
  }
}
