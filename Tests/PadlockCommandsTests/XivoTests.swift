import Foundation
import Glibc
import OpenSSLBridge
import PadlockModel
import Testing

@testable import PadlockCommands

/// Faults of a XiVO, each alone, judged from its files.
@Suite struct XivoTests {
  /// Checks that one error is reported, and that it is this one.
  private func expect(
    _ id: String, _ tree: XivoTree, certainty: String = "confirmed",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Report {
    let report = try await tree.report()
    #expect(report.errors == ["xivo.\(id) \(certainty)"], sourceLocation: sourceLocation)
    return report
  }

  @Test func `the default certificate was generated over one's own`() async throws {
    var tree = try XivoTree.own()
    tree.putPair(try XivoCertificates.untouched.get())
    let report = try await expect("own-certificate-overwritten", tree)
    #expect(report.diagnosis("xivo.default-certificate")?.rootCause == false)
  }

  @Test func `a certificate of one's own, and nothing else was done`() async throws {
    var tree = try XivoTree.untouched()
    tree.putPair(try XivoCertificates.own.get())
    let report = try await expect("hostname-localhost", tree)
    #expect(report.cited(by: "xivo.hostname-localhost").contains("config.yml:9"))
    #expect(report.masked.contains { $0.id == "xivo.verify-not-enabled" })
  }

  @Test func `the override itself says localhost`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(host: "localhost")
    _ = try await expect("hostname-localhost", tree)
  }

  @Test func `the links lead to no file`() async throws {
    var tree = try XivoTree.own()
    tree.remove(XivoTree.custom)
    let report = try await expect("custom-file-missing", tree)
    #expect(
      report.cited(by: "xivo.custom-file-missing").contains("010-custom-certificate.yml"))
  }

  @Test(arguments: [
    "consul:\n\thost: xivo.example.com\n", "auth:\n  host: xivo.example.com\n   port: 1\n",
    "auth:\n  host: xivo.example.com\nEOF\n", "auth: [ xivo.example.com\n",
  ])
  func `the override does not parse`(text: String) async throws {
    var tree = try XivoTree.own()
    tree.put(XivoTree.custom, text)
    let report = try await expect("custom-file-malformed", tree)
    #expect(report.masked.contains { $0.id == "xivo.verify-not-enabled" })
  }

  @Test func `the override lacks the sections of newer services`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(["consul", "auth", "confd", "dird", "ajam", "agentd"])
    let report = try await expect("custom-section-missing", tree)
    let fact = report.facts.first { $0.name == "calls.section-missing" }
    #expect(fact?.state == .value(.list(["ctid_ng", "amid"])))
  }

  @Test func `a section without the indentation of its host`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(XivoTree.sections.filter { $0 != "auth" })
    tree.append(XivoTree.custom, "auth:\nhost: xivo.example.com\nverify_certificate: True\n")
    _ = try await expect("custom-section-missing", tree)
  }

  @Test func `the override says agent for agentd`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(XivoTree.sections.map { $0 == "agentd" ? "agent" : $0 })
    let report = try await expect("custom-agent-key", tree)
    #expect(report.cited(by: "xivo.custom-agent-key").contains("custom-certificate.yml:4"))
  }

  @Test(arguments: [("xivo.exmaple.com", false), ("other.example.org", true)])
  func `a host that is no name of the certificate`(host: String, everywhere: Bool) async throws {
    var tree = try XivoTree.own()
    if everywhere {
      tree.setCustom(host: host)
    } else {
      tree.setCustom(XivoTree.sections.filter { $0 != "dird" })
      tree.append(XivoTree.custom, "dird:\n  host: \(host)\n  verify_certificate: True\n")
    }
    _ = try await expect("custom-host-not-in-certificate", tree)
  }

  @Test func `a service without a link`() async throws {
    var tree = try XivoTree.own()
    tree.remove("etc/xivo-ctid-ng/conf.d/010-custom-certificate.yml")
    let report = try await expect("custom-link-missing", tree)
    #expect(report.diagnosis("xivo.custom-link-missing")?.summary.contains("xivo-ctid-ng") == true)
  }

  @Test(arguments: ["010-custom-certificate", ".010-custom.yml", "010-custom-certificate.yaml"])
  func `a link whose name is not read`(name: String) async throws {
    var tree = try XivoTree.own()
    tree.remove("etc/xivo-dird/conf.d/010-custom-certificate.yml")
    tree.link("etc/xivo-dird/conf.d/\(name)", to: "/\(XivoTree.custom)")
    _ = try await expect("custom-link-name", tree)
  }

  @Test func `a file that comes first sets the same`() async throws {
    var tree = try XivoTree.own()
    tree.put("etc/xivo-confd/conf.d/001-local.yml", "dird:\n  host: localhost\n  timeout: 5\n")
    let report = try await expect("custom-file-shadowed", tree)
    #expect(report.cited(by: "xivo.custom-file-shadowed").contains("001-local.yml:2"))
  }

  @Test func `an authority's certificate that only the file vouches for`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(verify: XivoTree.nothing)
    _ = try await expect("verify-not-enabled", tree)
  }

  @Test func `the two keys of verification exchanged`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom { $0 == "consul" ? "verify_certificate: True" : "verify: True" }
    let report = try await expect("verify-key-wrong", tree)
    #expect(report.cited(by: "xivo.verify-key-wrong").contains("010-custom-certificate.yml:3"))
  }

  @Test(arguments: ["\"True\"", "'true'", "\"yes\""])
  func `a switch in quotes`(value: String) async throws {
    var tree = try XivoTree.own()
    tree.setCustom { $0 == "auth" ? "verify_certificate: \(value)" : XivoTree.documented($0) }
    _ = try await expect("verify-value-quoted", tree)
  }

  @Test func `a path that leads to no file`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom {
      $0 == "auth" ? "verify_certificate: /etc/ssl/certs/gone.crt" : XivoTree.documented($0)
    }
    _ = try await expect("verify-path-missing", tree)
  }

  @Test func `verification is off for another machine`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(XivoTree.sections.filter { $0 != "dird" })
    tree.append(XivoTree.custom, "dird:\n  host: dird.example.net\n  verify_certificate: False\n")
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.diagnosis("xivo.verification-disabled")?.certainty == .confirmed)
  }

  @Test func `no bundle of authorities`() async throws {
    var tree = try XivoTree.own()
    tree.remove(XivoTree.bundle)
    tree.put("etc/ssl/certs/README", "")
    _ = try await expect("ca-package-missing", tree)
  }

  @Test func `the issuer is not in the bundle`() async throws {
    var tree = try XivoTree.own()
    tree.put(XivoTree.bundle, XivoTree.pem([try XivoCertificates.selfSigned.get().certificate]))
    _ = try await expect("ca-not-installed", tree)
  }

  @Test(arguments: [("ca.pem", "ca-wrong-extension"), ("ca.crt", "ca-update-not-run")])
  func `the issuer lies beside the bundle`(name: String, id: String) async throws {
    var tree = try XivoTree.own()
    tree.put(XivoTree.bundle, "")
    tree.put(
      "\(XivoTree.authorities)/\(name)",
      XivoTree.pem([try XivoCertificates.authority.get().own.certificate]))
    let report = try await expect(id, tree)
    #expect(report.cited(by: "xivo.\(id)").contains(name))
  }

  @Test func `the name leads to another address of the machine`() async throws {
    for address in ["127.0.1.1", "10.0.0.5"] {
      var tree = try XivoTree.own()
      tree.put("etc/hosts", XivoTree.hosts("\(address) xivo.example.com xivo"))
      let report = try await expect("name-not-loopback", tree)
      #expect(report.cited(by: "xivo.name-not-loopback").contains("hosts:4"))
    }
  }

  @Test func `the name does not resolve, as a service says`() async throws {
    var tree = try XivoTree.own()
    tree.put("etc/hosts", XivoTree.hosts(""))
    tree.put(
      "var/log/xivo-confd.log",
      """
      2026-11-20 10:00:00,062 [2280] (WARNING) (xivo.token_renewer): create token with xivo-auth failed
      Traceback (most recent call last):
      ConnectionError: ('Connection aborted.', gaierror(-2, 'Name or service not known'))

      """, changed: XivoTree.logged)
    _ = try await expect("name-unresolved", tree, certainty: "likely")
  }

  @Test func `the name is not in the hosts file`() async throws {
    var tree = try XivoTree.own()
    tree.put("etc/hosts", XivoTree.hosts(""))
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.diagnosis("xivo.name-not-in-hosts")?.certainty == .likely)
  }

  @Test(arguments: [0, 1])
  func `a template that loses the name`(index: Int) async throws {
    var tree = try XivoTree.own()
    tree.put(XivoTree.templates[index], "127.0.0.1 localhost\n")
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.diagnosis("xivo.hosts-not-persistent")?.certainty == .confirmed)
    #expect(report.cited(by: "xivo.hosts-not-persistent") == ["hosts"])
  }

  @Test(
    .enabled(if: geteuid() == 0, "only root can give files away"),
    arguments: [
      (XivoTree.key, 0o600, 0), (XivoTree.certificate, 0o640, 0), (XivoTree.key, 0o400, 33),
    ])
  func `services may not read a file`(path: String, mode: Int, group: Int) async throws {
    var tree = try XivoTree.own()
    tree.set(path, mode: mode, group: gid_t(group))
    let report = try await expect("certificate-permissions", tree)
    #expect(report.diagnosis("xivo.certificate-permissions")?.summary.contains("xivo-auth") == true)
  }

  @Test(arguments: [false, true])
  func `a key that nobody but its owner may read, whoever that was`(isAllOfOne: Bool) async throws {
    var tree = try XivoTree.own()
    if isAllOfOne { tree.giveAllToRoot() }
    tree.set(XivoTree.key, mode: 0o600, group: 0)
    let report = try await tree.report()
    #expect(report.errors == ["xivo.certificate-permissions confirmed"])
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `one service lost its group`() async throws {
    var tree = try XivoTree.own()
    tree.setMembers(XivoTree.services.filter { $0 != "xivo-amid" })
    let report = try await expect("service-user-not-in-group", tree)
    let fact = report.facts.first { $0.name == "services.outside-group" }
    #expect(fact?.state == .value(.list(["xivo-amid"])))
  }

  @Test func `a directory still points at localhost, as the log says`() async throws {
    var tree = try XivoTree.own()
    tree.put(
      "var/log/xivo-dird.log",
      """
      2026-11-20 10:00:00,062 [2280] (ERROR) (xivo_dird.plugins): lookup failed
      SSLError: hostname 'localhost' doesn't match 'xivo.example.com'

      """, owner: 112, changed: XivoTree.logged)
    let report = try await expect("directory-localhost", tree, certainty: "likely")
    #expect(report.cited(by: "xivo.directory-localhost").contains("xivo-dird.log:2"))
  }

  @Test(arguments: ["var/lib/xivo/disabled", "etc/default/xivo"])
  func `the services were switched off`(path: String) async throws {
    var tree = try XivoTree.untouched()
    tree.put(path, "startup=yes\nstartup=no\n")
    _ = try await expect("services-disabled", tree, certainty: "likely")
  }

  @Test func `services that check themselves under localhost`() async throws {
    let report = try await XivoTree.own().report()
    #expect(report.diagnosis("xivo.self-check-localhost")?.certainty == .likely)
  }
}
