import Foundation
import OpenSSLBridge
import PadlockModel
import Testing

@testable import PadlockCommands

/// Systems that look wrong and are not: none yields an error, not even a possible one.
@Suite struct OddXivoTests {
  private func expectHealthy(
    _ tree: XivoTree, remarks: [String] = ["xivo.self-check-localhost likely"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let report = try await tree.report()
    #expect(report.errors == [], sourceLocation: sourceLocation)
    #expect(report.remarks == remarks, sourceLocation: sourceLocation)
    #expect(report.outcome == .healthy, sourceLocation: sourceLocation)
  }

  @Test func `an untouched system has its default certificate and nothing worse`() async throws {
    try await expectHealthy(
      try .untouched(), remarks: ["xivo.default-certificate confirmed"])
  }

  @Test func `every step of the article followed`() async throws {
    try await expectHealthy(try .own())
  }

  @Test func `a certificate that names localhost too needs no override`() async throws {
    var tree = try XivoTree.untouched()
    let made = try XivoCertificates.withLocalhost.get()
    tree.putPair(made, chain: [try XivoCertificates.authority.get().own.certificate])
    try await expectHealthy(tree, remarks: [])
  }

  @Test func `one's own self-signed certificate needs no verification`() async throws {
    var tree = try XivoTree.own()
    tree.putPair(try XivoCertificates.selfSigned.get())
    tree.setCustom(verify: XivoTree.nothing)
    try await expectHealthy(tree)
  }

  @Test func `a copy in which everything belongs to root`() async throws {
    var tree = try XivoTree.own()
    tree.giveAllToRoot()
    try await expectHealthy(tree)
  }

  @Test func `a copy without the folder that the links lead to`() async throws {
    var tree = try XivoTree.own()
    tree.remove(XivoTree.custom)
    for template in XivoTree.templates { tree.remove(template) }
    tree.remove("etc/xivo/common.conf")
    let report = try await tree.report()
    #expect(report.errors == [])
  }

  @Test func `a wildcard certificate`() async throws {
    var tree = try XivoTree.own()
    tree.putPair(try XivoCertificates.wildcard.get())
    try await expectHealthy(tree)
  }

  @Test func `copies in the place of links, under other names`() async throws {
    var tree = try XivoTree.own()
    for service in XivoTree.services {
      tree.remove("etc/\(service)/conf.d/010-custom-certificate.yml")
      tree.put("etc/\(service)/conf.d/500-mine.yml", tree.text(XivoTree.custom))
    }
    tree.remove(XivoTree.custom)
    try await expectHealthy(tree)
  }

  @Test func `a service on another machine with a certificate of its own`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(XivoTree.sections.filter { $0 != "dird" })
    tree.append(XivoTree.custom, "dird:\n  host: xivo2.example.com\n  verify_certificate: True\n")
    try await expectHealthy(tree)
  }

  @Test func `services that are not installed need neither section nor link`() async throws {
    var tree = try XivoTree.own()
    tree.uninstall("xivo-ctid-ng")
    tree.uninstall("xivo-amid")
    tree.setCustom(["consul", "auth", "confd", "dird", "agentd"])
    try await expectHealthy(tree)
  }

  @Test func `verification is off within the machine`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom { $0 == "consul" ? "verify: False" : "verify_certificate: no" }
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.diagnosis("xivo.verification-disabled") == nil)
    #expect(report.checks.contains { $0.result == .notice && $0.detail.contains("switched off") })
  }

  @Test func `an earlier file with other keys, and broken files that nobody reads`() async throws {
    var tree = try XivoTree.own()
    tree.put("etc/xivo-confd/conf.d/001-local.yml", "debug: true\nauth:\n  timeout: 3\n")
    tree.put("etc/xivo-confd/conf.d/.001.yml.swp", "\u{1}\u{2}")
    tree.put("etc/xivo-confd/conf.d/002.yml.dpkg-old", "auth:\n\thost: x\n")
    try await expectHealthy(tree)
  }

  @Test func `errors of the time before the certificate was set up`() async throws {
    var tree = try XivoTree.own()
    tree.put(
      "var/log/xivo-dird.log",
      """
      2026-11-19 10:00:00,062 [2280] (ERROR) (xivo_dird.plugins): lookup failed
      SSLError: hostname 'localhost' doesn't match 'xivo.example.com'
      2026-11-20 10:00:00,062 [2290] (INFO) (xivo_dird.main): nothing to say

      """, owner: 112, changed: XivoTree.logged)
    try await expectHealthy(tree)
  }

  @Test func `a key that stands twice is left to the services`() async throws {
    var tree = try XivoTree.own()
    tree.append(XivoTree.custom, "auth:\n  host: xivo.example.com\n")
    let report = try await tree.report()
    #expect(report.errors == [])
  }
}
