import Foundation
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// A copy of a host on which everything that can hold a secret holds one.
struct CanaryHost: Sendable, CustomTestStringConvertible {
  /// The products, and the two platforms of the one that has two.
  enum Kind: String, CaseIterable, Sendable {
    case agent, windowsAgent, integrationAgent, xivo, tomcat, nginx, service

    var product: String {
      switch self {
      case .agent, .windowsAgent: "xagent"
      case .integrationAgent: "integration-agent"
      case .service: "generic"
      case .xivo, .tomcat, .nginx: rawValue
      }
    }

    /// The log that is read besides those that the product has.
    var log: String { "/var/log/planted.log" }
  }

  let kind: Kind
  var testDescription: String { kind.rawValue }
  /// Removed with the host.
  private let scratch: Scratch
  var folder: String { scratch.folder }
  /// Every secret, with where it was planted.
  let values: [(value: String, name: String)]
  /// What a user would paste: every shape, each with a message that is known.
  let ticket: String
  /// Files with secrets, which can be opened in the wizard and named on the command line.
  let files: [String]

  /// An alias that looks like a secret and is none.
  static let alias = "secret-token_2026"

  /// Lays it out; `messages` are texts that are recognised, so that lines with secrets are shown.
  init(_ kind: Kind, messages: [String]) throws {
    self.kind = kind
    scratch = try Scratch()
    var values: [(value: String, name: String)] = [(AgentTree.password, "the keystore's password")]
    func new(_ name: String) -> String {
      let sign = ["+", "/", ".", "_", "-"][values.count % 5]
      let value = "Sekr3t\(sign)\(values.count)\(sign)\(["Wq", "Zj", "Xk"][values.count % 3])vB7n"
      values.append((value, name))
      return value
    }
    func lines(_ place: String) -> [String] {
      PlantedShape.allCases.map { $0.text(new("\($0.rawValue) in \(place)")) }
    }
    func log(_ place: String) -> String {
      lines(place).enumerated().map { index, line in
        "2026-11-20 10:00:\(String(format: "%02d", index)).000 ERROR 1 --- [main] c.x.Http : "
          + "\(line) \(messages[index * 7 % messages.count])\n"
      }.joined()
    }
    var tree = AgentTree(bare: kind == .windowsAgent ? .windows : .linux)
    var files: [String] = []
    func put(_ path: String, _ text: String) {
      tree.put(path, text)
      files.append("/" + path)
    }
    func commented(_ place: String) -> String {
      lines(place).flatMap { $0.split(separator: "\n") }.map { "# \($0)\n" }.joined()
    }
    func plain(_ place: String) -> String { lines(place).map { $0 + "\n" }.joined() }
    switch kind {
    case .agent:
      tree = try AgentTree()
      let options = AgentTree.options("/etc/xagent/agent.p12").map { " --\($0)" }.joined()
        .replacing("key-alias=agent", with: "key-alias=\(Self.alias)")
      put(
        tree.script,
        AgentTree.script(options + " --server.ssl.key-password=\(new("the key's password"))")
          + commented("the start script"))
      put("opt/xmatters/xa/bin/systemd.start.sh.bak", plain("a copy of the start script"))
      put("etc/xmatters/xa/xa.conf", plain("the environment"))
      put(tree.log, AgentTree.healthyLog + log("the log"))
    case .windowsAgent:
      tree = try AgentTree(.windows)
      put(
        tree.wrapper,
        AgentTree.wrapper(AgentTree.numbered(AgentTree.options("c://certs//agent.p12")))
          + plain("the wrapper's configuration"))
      put(tree.log, AgentTree.healthyLog + log("the log"))
    case .integrationAgent:
      var agent = try IntegrationAgentTree()
      let configuration = IntegrationAgentTree.configuration(
        #"<service-gateway ssl="true" host="ia01.example.com" port="8081"/>"#)
      agent.setConfiguration(configuration + "<!--\n\(plain("the configuration"))-->\n")
      agent.put("conf/.initpw", new("the file of passwords"))
      agent.setLog(log("the log"))
      tree = agent.tree
      files = ["/" + agent.configuration, "/" + agent.log]
    case .xivo:
      put(
        "etc/xivo/custom/custom-certificate.yml",
        """
        consul:
          host: xivo.example.com
          token: \(new("the token of consul"))
        auth:
          password: "\(new("a password in YAML"))"
        db_uri: postgresql://asterisk:\(new("the password of a database"))@localhost/asterisk

        """ + commented("a YAML file"))
      for service in XivoTree.services {
        put("etc/\(service)/config.yml", "auth:\n  key_file: x\n  token: \(new(service))\n")
        tree.link(
          "etc/\(service)/conf.d/010-custom-certificate.yml",
          to: "/etc/xivo/custom/custom-certificate.yml")
      }
      put("etc/consul/xivo/config.json", #"{"acl_master_token": "\#(new("consul's JSON"))"}"#)
      put("etc/asterisk/http.conf", "[general]\ntlsenable=yes\nsecret = \(new("Asterisk"))\n")
      put("etc/nginx/sites-available/xivo", plain("nginx of the telephony box"))
      put("var/log/xivo-auth.log", log("the log"))
    case .tomcat:
      put(
        "var/lib/tomcat10/conf/server.xml",
        """
        <Server port="8005" shutdown="\(new("the word that shuts down"))">
        <Service name="Catalina">
        <Connector port="8443" SSLEnabled="true" keystoreFile="conf/agent.p12"
          keystorePass="\(AgentTree.password)" keyPass="\(new("keyPass"))" keyAlias="\(Self.alias)"
          truststorePass="\(new("truststorePass"))"/>
        <Engine name="Catalina" defaultHost="localhost"/></Service></Server>
        <!--
        \(plain("server.xml"))-->

        """)
      try tree.put("var/lib/tomcat10/conf/agent.p12", fixture: "agent.p12")
      put("var/lib/tomcat10/logs/catalina.out", log("the log"))
    case .nginx:
      put(
        "etc/nginx/nginx.conf",
        """
        events {}
        http { server {
          listen 443 ssl; ssl_certificate /etc/nginx/a.pem; ssl_certificate_key /etc/nginx/a.key;
          ssl_password_file /etc/nginx/pass;
          proxy_pass https://hook:\(new("an address"))@example.com/;
          proxy_set_header Authorization "Basic \(new("a header"))";
        } }

        """ + commented("the configuration"))
      put("etc/nginx/pass", "\(new("a file of pass phrases"))\n\(new("its second line"))\n")
      put("etc/nginx/a.key", PlantedShape.privateKey.text(new("a key")))
      tree.put("etc/nginx/a.pem", bytes: try Fixture.bytes("tls/leaf.pem"))
      put("var/log/nginx/error.log", log("the log"))
    case .service:
      put("srv/chain.pem", "Bag Attributes: " + PlantedShape.userinfo.text(new("a PEM file")))
      put("srv/server.key", PlantedShape.privateKey.text(new("a key")))
    }
    put(String(kind.log.dropFirst()), log("a log that is named"))
    ticket = lines("a ticket").enumerated().map { index, line in
      "\(line)\n\(messages[index * 11 % messages.count])\n\n"
    }.joined()
    self.values = values
    self.files = files
    try tree.write(below: URL(filePath: scratch.folder))
  }
}
