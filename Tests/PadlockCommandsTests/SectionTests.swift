import Foundation
import PadlockCollectors
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// Servers whose configuration repeats a block for each listener, from their files alone.
@Suite struct SectionTests {
  static let conf = "var/lib/tomcat10/conf"

  /// A tree with nothing in it but these files; those that end in `!name` hold that fixture.
  private func tree(_ files: [String: String]) throws -> AgentTree {
    var tree = try AgentTree()
    for path in [
      tree.script, tree.script + ".bak", tree.log, tree.keystore, "opt/xmatters/xa/bin/xa.jar",
      "etc/xmatters/xa/xa.conf", "etc/hostname",
    ] { tree.remove(path) }
    for (path, text) in files {
      if text.hasPrefix("!") {
        tree.put(path, bytes: try Fixture.bytes(String(text.dropFirst())))
      } else {
        tree.put(path, text)
      }
    }
    return tree
  }

  private func wish(_ product: String, port: Int? = nil) -> TargetWish {
    var wish = TargetWish()
    wish.product = product
    wish.port = port
    return wish
  }

  func tomcat(
    _ connectors: String, _ files: [String: String] = [:], port: Int? = nil, trust: [String] = []
  ) async throws -> Report {
    let server = """
      <Server port="8005" shutdown="SHUTDOWN"><Service name="Catalina">
      \(connectors)
      <Engine name="Catalina" defaultHost="localhost"/></Service></Server>

      """
    return try await tree(files.merging(["\(Self.conf)/server.xml": server]) { $1 })
      .report(wish("tomcat", port: port)) {
        $0.port = port
        $0.trust = trust
      }
  }

  private func nginx(
    _ http: String, _ files: [String: String] = [:], port: Int? = nil
  ) async throws -> Report {
    try await tree(files.merging(["etc/nginx/nginx.conf": "http {\n\(http)\n}\n"]) { $1 })
      .report(wish("nginx", port: port)) { $0.port = port }
  }

  private func listeners(_ report: Report) -> [String] {
    (report.targets.first?.subjects ?? []).filter { $0.kind == .listener }.map(\.name)
  }

  /// The value of each listener's `listener.configured-tls`.
  private func switches(_ report: Report) -> [String: String] {
    report.facts.reduce(into: [:]) { found, fact in
      guard fact.name == "listener.configured-tls", let subject = fact.subject else { return }
      if case .value(let value) = fact.state {
        found[String(subject.dropFirst(9))] = value.description
      }
    }
  }

  static let old = """
    <Connector port="8443" SSLEnabled="true" keystoreFile="conf/a.p12" keystorePass="Xa-2026-secret"
      keyAlias="agent"/>
    """
  static let store = ["\(conf)/a.p12": "!agent/agent.p12"]

  /// A connector whose certificate has these attributes.
  func connector(_ attributes: String) -> String {
    """
    <Connector port="8443" SSLEnabled="true"><SSLHostConfig><Certificate
      \(attributes)/></SSLHostConfig></Connector>
    """
  }

  @Test(arguments: [
    #"<Connector port="8080" protocol="HTTP/1.1" redirectPort="8443"/>"#,
    #"<Connector port="8009" protocol="AJP/1.3" SSLEnabled="true"/>"#,
    #"<Connector port="8009" protocol="org.apache.coyote.ajp.AjpNioProtocol"/>"#,
    #"<Connector port="8080" scheme="https" secure="true" proxyPort="443"/>"#,
    #"<!-- <Connector port="8443" SSLEnabled="true" keystoreFile="none"/> -->"#,
    #"<Connector port="-1" SSLEnabled="true"/>"#, "",
  ])
  func `connectors without TLS are no fault, and nothing to judge`(connector: String) async throws {
    let report = try await tomcat(connector)
    #expect(report.outcome == .inconclusive)
    #expect(listeners(report) == [])
    #expect(report.diagnoses.isEmpty)
    #expect(
      report.unchecked.contains {
        $0.what == "the HTTPS ports of Apache Tomcat"
          && $0.why == "no port with TLS is known from /\(Self.conf)/server.xml"
      })
  }

  @Test func `a certificate that is named is judged without a port for it`() async throws {
    let report = try await tree([
      "etc/nginx/nginx.conf": "http { server { listen 80; } }",
      "etc/nginx/leaf.pem": "!tls/leaf.pem",
    ]).report(wish("nginx")) { $0.keystore = "/etc/nginx/leaf.pem" }
    #expect(!report.unchecked.contains { $0.what == "the HTTPS ports of nginx" })
  }

  @Test func `a connector with a keystore, in the old and in the new attributes`() async throws {
    let new = """
      <Connector port="8443" SSLEnabled="true"><SSLHostConfig>
      <Certificate certificateKeystoreFile="${catalina.base}/conf/a.p12"
        certificateKeystorePassword="Xa-2026-secret" certificateKeyAlias="agent"/>
      </SSLHostConfig></Connector>
      """
    for connector in [Self.old, new] {
      let report = try await tomcat(connector, Self.store)
      #expect(report.errors == [])
      #expect(report.remarks == [])
      #expect(listeners(report) == ["localhost:8443"])
      #expect(switches(report) == ["localhost:8443": "true"])
    }
  }

  @Test func `what is wrong with one connector is not said of another`() async throws {
    let report = try await tomcat(
      Self.old + """

        <Connector port="8444" SSLEnabled="true"><SSLHostConfig>
        <Certificate certificateKeystoreFile="conf/a.p12" certificateKeystorePassword="Wrong-2026"/>
        </SSLHostConfig></Connector>
        <Connector port="8445" SSLEnabled="true" keystoreFile="conf/none.p12" keystorePass="x-2026-x"/>
        """, Self.store)
    #expect(
      report.errors == ["keystore.missing confirmed", "keystore.password-wrong confirmed"])
    let wrong = try #require(report.diagnosis("keystore.password-wrong"))
    #expect(wrong.summary.hasPrefix("/var/lib/tomcat10/conf/a.p12 does not open"))
    #expect(wrong.subject == "keystore:/var/lib/tomcat10/conf/a.p12 (server.xml:4)")
    let edits = wrong.remedies.flatMap(\.steps).compactMap(\.edit)
    #expect(edits.map(\.line) == [5])
    #expect(edits.first?.after.hasPrefix("certificateKeystorePassword=") == true)
    #expect(!"\(report)".contains("Wrong-2026"))
    let missing = try #require(report.diagnosis("keystore.missing"))
    #expect(missing.remedies.flatMap(\.steps).compactMap(\.edit).map(\.line) == [7])
  }

  @Test func `one keystore for two connectors is one`() async throws {
    let second = Self.old.replacing("8443", with: "8444")
    let report = try await tomcat(Self.old + second, Self.store)
    #expect(listeners(report) == ["localhost:8443", "localhost:8444"])
    #expect(report.targets[0].subjects.filter { $0.kind == .keystore }.count == 1)
    #expect(report.errors == [])
  }

  @Test func `a connector on the port asked for that lacks its switch is named`() async throws {
    let report = try await tomcat(
      #"<Connector port="8443" scheme="https" secure="true"/>"#, port: 8443)
    #expect(report.errors == ["tls.plain-http-port likely"])
    let steps = try #require(report.diagnosis("tls.plain-http-port")?.remedies.first?.steps)
    #expect(steps[0].instruction.contains("SSLEnabled=\"true\" at /\(Self.conf)/server.xml:2"))
  }

  @Test func `a connector with a keystore and without its switch is named unasked`() async throws {
    let report = try await tomcat(
      Self.old.replacing("SSLEnabled=\"true\"", with: "secure=\"true\""), Self.store)
    #expect(report.errors == ["tls.plain-http-port likely"])
  }

  @Test func `a port that no connector opens has no switch`() async throws {
    let report = try await tomcat(Self.old, Self.store, port: 9443)
    #expect(listeners(report) == ["localhost:9443"])
    #expect(switches(report) == [:])
    #expect(report.errors == [])
  }

  @Test(arguments: [
    #"<Connector port="8443" SSLEnabled="true"/>"#,
    #"<Connector port="8443" SSLEnabled="true" keystoreFile="${other.dir}/a.p12"/>"#,
    #"<Connector port="8443" SSLEnabled="${tls}" keystoreFile="${other.dir}/a.p12"/>"#,
  ])
  func `what a variable says is unknown, not missing`(connector: String) async throws {
    let report = try await tomcat(connector)
    #expect(report.errors == [])
    #expect(report.unchecked.contains { $0.why.contains("variable") })
  }

  @Test func `a connector with PEM files is no matter of keystores`() async throws {
    let report = try await tomcat(
      """
      <Connector port="8443" SSLEnabled="true">
      <SSLHostConfig hostName="a.example">
        <Certificate certificateFile="conf/a.pem" certificateKeyFile="conf/a.key"/></SSLHostConfig>
      <SSLHostConfig hostName="b.example">
        <Certificate certificateFile="conf/b.pem" certificateKeyFile="conf/b.key"/></SSLHostConfig>
      </Connector>
      """, ["\(Self.conf)/a.pem": "!tls/leaf.pem", "\(Self.conf)/b.pem": "!tls/expired.pem"])
    #expect(report.errors.contains("certificate.expired confirmed"))
    let traits = report.facts.first { $0.name == "trait" }?.state
    #expect(traits == .value(.list(["pem-files"])))
    #expect(report.targets[0].subjects.filter { $0.kind == .keystore }.isEmpty)
  }

  @Test(arguments: [
    """
    <SSLHostConfig><Certificate certificateFile="conf/a.pem" certificateKeyFile="conf/a.key"
      certificateChainFile="conf/rest.pem"/></SSLHostConfig>
    """,
    """
    <SSLHostConfig certificateFile="conf/a.pem" certificateKeyFile="conf/a.key"
      certificateChainFile="conf/rest.pem"/>
    """,
  ])
  func `a chain in a file of its own belongs to the certificate`(host: String) async throws {
    let connector = "<Connector port=\"8443\" SSLEnabled=\"true\">\(host)</Connector>"
    var files = ["\(Self.conf)/a.pem": "!tls/leaf.pem", "\(Self.conf)/a.key": "!tls/leaf.key"]
    func chains(_ report: Report) -> [ReportedFact.State] {
      report.facts.filter { $0.name == "certificate.chain" }.map(\.state)
    }
    let trust = [Fixture.path("tls/root.pem")]
    let missing = try await tomcat(connector, files, trust: trust)
    #expect(missing.errors == ["certificate.file-missing confirmed"])
    #expect(missing.cited(by: "certificate.file-missing").contains("rest.pem"))
    #expect(!chains(missing).contains { if case .value = $0 { true } else { false } })
    // The certificate stands in it once more, as administrators put it there.
    for chain in [["intermediate"], ["leaf", "intermediate"]] {
      files["\(Self.conf)/rest.pem"] = try chain.map { name in
        String(decoding: try Fixture.bytes("tls/\(name).pem"), as: UTF8.self)
      }.joined()
      let report = try await tomcat(connector, files, trust: trust)
      #expect(report.errors == [])
      #expect(chains(report).contains(.value(.text("trusted"))))
      let intermediate = report.certificates.first { $0.isCA }
      #expect(intermediate?.seenAt == ["file:/\(Self.conf)/rest.pem"])
    }
  }

  @Test func `a configuration that does not parse says nothing of connectors`() async throws {
    let report = try await tomcat(Self.old + "<Connector", Self.store)
    #expect(listeners(report) == [])
    #expect(report.errors == [])
  }

  @Test(arguments: [
    "server { listen 80; listen [::]:80; return 301 https://$host$request_uri; }",
    "ssl_certificate none.pem; ssl_certificate_key none.key; server { listen 80; }",
    "server { listen 80; ssl_certificate none.pem; ssl_certificate_key none.key; }",
    "server { listen 443 quic; listen unix:/run/a ssl; }", "server { server_name a; }", "",
  ])
  func `servers without TLS are no fault, and nothing to judge`(http: String) async throws {
    let report = try await nginx(http)
    #expect(report.outcome == .inconclusive)
    #expect(listeners(report) == [])
    #expect(report.errors == [])
    #expect(report.unchecked.contains { $0.what == "the HTTPS ports of nginx" })
  }

  @Test func `servers inherit their certificate, and share a port`() async throws {
    let report = try await nginx(
      """
      ssl_certificate expired.pem;
      ssl_certificate_key expired.key;
      server { listen 443 ssl; server_name a; ssl_certificate leaf.pem; ssl_certificate_key leaf.key; }
      server { listen 443 ssl; server_name b; ssl_certificate $name.pem; ssl_certificate_key a.key; }
      server { listen 8443 ssl; }
      server { listen 8444; ssl on; }
      include sites-enabled/*;
      """,
      [
        "etc/nginx/leaf.pem": "!tls/leaf.pem", "etc/nginx/expired.pem": "!tls/expired.pem",
        "etc/nginx/leaf.key": "!tls/leaf.key", "etc/nginx/expired.key": "!tls/expired.key",
        "etc/nginx/sites-enabled/a": "server { listen 8445 ssl; }",
      ])
    #expect(
      listeners(report) == ["localhost:443", "localhost:8443", "localhost:8444", "localhost:8445"])
    #expect(Set(switches(report).values) == ["true"])
    #expect(report.errors == ["certificate.expired confirmed"])
    #expect(report.unchecked.contains { $0.what.contains("nginx.conf:5") })
    let files = report.targets[0].subjects.filter { $0.kind == .file }.map(\.name)
    #expect(files.contains("/etc/nginx/sites-enabled/a"))
    #expect(files.contains("/etc/nginx/leaf.key"))
  }

  @Test(arguments: ["server {", "upstream a { server b; }\nserver{"])
  func `the file of a site that is named alone is judged`(opening: String) async throws {
    let report = try await tree([
      "etc/nginx/nginx.conf": "http { include sites-enabled/*; }",
      "etc/nginx/sites-enabled/a": """
      include snippets/key.conf;
      \(opening) listen 8443 ssl; ssl_certificate expired.pem; }

      """,
      "etc/nginx/snippets/key.conf": "ssl_certificate_key expired.key;\n",
      "etc/nginx/expired.pem": "!tls/expired.pem", "etc/nginx/expired.key": "!tls/expired.key",
    ]).report(wish("nginx")) { $0.configurationFiles = ["/etc/nginx/sites-enabled/a"] }
    #expect(listeners(report) == ["localhost:8443"])
    #expect(report.errors == ["certificate.expired confirmed"])
    let files = report.targets[0].subjects.filter { $0.kind == .file }.map(\.name)
    #expect(files.contains("/etc/nginx/expired.key"))
  }

  @Test func `several certificates of one server go with their keys in order`() async throws {
    let report = try await nginx(
      """
      server {
        listen 443 ssl;
        ssl_certificate rsa.pem; ssl_certificate ec.pem;
        ssl_certificate_key rsa.key; ssl_certificate_key ec.key;
      }
      """,
      [
        "etc/nginx/rsa.pem": "!tls/leaf.pem", "etc/nginx/rsa.key": "!tls/leaf.key",
        "etc/nginx/ec.pem": "!tls/expired.pem", "etc/nginx/ec.key": "!tls/expired.key",
      ])
    #expect(report.errors == ["certificate.expired confirmed"])
    let files = report.targets[0].subjects.filter { $0.kind == .file }.map(\.name)
    #expect(files.count == 5)
  }

  @Test func `a port that refuses unknown names is not tried with a guessed one`() async throws {
    let report = try await nginx(
      "server { listen 443 ssl default_server; ssl_reject_handshake on; }")
    #expect(listeners(report) == [])
    #expect(report.unchecked.contains { $0.what == "the port 443" })
    #expect(report.errors == [])
  }

  @Test func `a listener that lacks ssl is named when its port is asked for`() async throws {
    let report = try await nginx("server { listen 8443; }", port: 8443)
    #expect(report.errors == ["tls.plain-http-port likely"])
    let steps = try #require(report.diagnosis("tls.plain-http-port")?.remedies.first?.steps)
    #expect(steps[0].instruction.contains("ssl at /etc/nginx/nginx.conf:2"))
  }

  @Test(arguments: ["include none.conf;", "server {", "server { listen 443 ssl; } }"])
  func `a configuration that nginx refuses says nothing of its servers`(text: String) async throws {
    let report = try await nginx("server { listen 443 ssl; ssl_certificate a.pem; }\n\(text)")
    #expect(listeners(report) == [])
    #expect(report.errors == [])
  }

  @Test func `a server without TLS is left out beside one that has it, unless it is named`()
    async throws
  {
    let rules = try TestRules.all()
    func found(
      _ nginx: String, tomcat: String = "", product: String? = nil
    ) async throws -> [String] {
      let folder = try tree([
        "etc/nginx/nginx.conf": "http { server { listen \(nginx); } }",
        "\(Self.conf)/server.xml":
          "<Server><Service><Connector port=\"8443\" \(tomcat)/></Service></Server>",
      ]).laidOut()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var wish = TargetWish()
      wish.root = folder
      wish.product = product
      return await TargetDetection(rules, wish).targets().map(\.product.id)
    }
    let secure = "SSLEnabled=\"true\""
    #expect(try await found("80", tomcat: secure) == ["tomcat"])
    #expect(try await found("443 ssl", tomcat: secure) == ["nginx", "tomcat"])
    #expect(try await found("80", tomcat: secure, product: "nginx") == ["nginx"])
    #expect(try await found("80") == ["nginx", "tomcat"])
    let unclear = "/><Connector port=\"${p}\" \(secure)"
    #expect(try await found("443 ssl", tomcat: unclear) == ["nginx", "tomcat"])
  }

  @Test func `a product that is part of another is looked at with it alone`() async throws {
    var rules = try TestRules.all()
    let tree = try tree([
      "etc/nginx/nginx.conf": "http { server { listen 443 ssl; } }",
      "\(Self.conf)/server.xml":
        "<Server><Service><Connector port=\"443\" SSLEnabled=\"true\"/></Service></Server>",
    ])
    let folder = try tree.laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var wish = TargetWish()
    wish.root = folder
    let both = await TargetDetection(rules, wish).targets()
    #expect(both.map(\.product.id) == ["nginx", "tomcat"])
    #expect(both[0].neighbours?.first { $0.product == "tomcat" }?.ports.keys.sorted() == [443])
    for index in rules.products.indices where rules.products[index].id == "tomcat" {
      rules.products[index].includes = ["nginx"]
    }
    let one = await TargetDetection(rules, wish).targets()
    #expect(one.map(\.product.id) == ["tomcat"])
    #expect(one[0].neighbours?.contains { $0.product == "nginx" } == false)
    wish.product = "nginx"
    #expect(await TargetDetection(rules, wish).targets().map(\.product.id) == ["nginx"])
  }
}
