import Foundation
import TestSupport
import Testing

/// A product that no binary was built for: its folder of rules is written here.
@Suite(
  .serialized,
  .enabled(if: Machine.obstacle == nil, "\(Machine.obstacle ?? "")"),
  .enabled(if: Supplies.obstacle == nil, "\(Supplies.obstacle ?? "")"))
struct UnseenProductTests {
  private static let product = """
    id: lantern
    name: Lantern Relay
    traits: [ java-keystore ]
    listeners: [ { name: relay, port: { setting: relay.port, default: 7443 } } ]
    installations:
      - platform: linux
        home: [ /opt/lantern ]
        config: [ { path: etc/relay.properties, reader: java-properties, role: active } ]
        logs:
          - path: log/relay.log
            started: [ relay starting ]
            ready: [ relay ready ]
            failed: [ relay gave up ]
        service: { name: lantern, process: [ LanternRelay ] }
        restart: systemctl restart lantern
    settings:
      relay.port: port
      keystore.path: { key: tls.store, required: true }
      keystore.password: { key: tls.password, secret: true }
      keystore.alias: tls.alias

    """

  private static let rules = """
    - id: lantern.lamp-off
      title: The relay's lamp is switched off
      severity: error
      applies: { product: lantern }
      confirmed: { service.last-start: failed }
      causes: [ service.does-not-start ]
      summary: The relay gave up.
      remedies:
        - title: Switch it on
          steps: [ { restart: service } ]
          verify: { service.last-start: ready }
      references: [ { article: padlock, section: A sample } ]
      examples:
        - { name: given up, facts: { service.last-start: failed }, expect: confirmed }
        - { name: it runs, facts: { service.last-start: ready }, expect: ruled-out }

    """

  /// The shared packs and the new one, below a machine's folder.
  private func writeRules(_ machine: Machine) throws -> [String] {
    try machine.shell("cp -r \(BuiltProgram.package)/rules /tmp/rules")
    try machine.write(Self.product, "/tmp/rules/lantern/product.yml")
    try machine.write(Self.rules, "/tmp/rules/lantern/rules.yml")
    return ["--rules", "/tmp/rules", "--product", "lantern", "--host", "agent01.example"]
  }

  private func configure(_ machine: Machine, alias: String) throws {
    try machine.write(
      """
      port = 7443
      tls.store = /opt/lantern/relay.p12
      tls.password = \(Supplies.storePassword)
      tls.alias = \(alias)

      """, "/opt/lantern/etc/relay.properties")
    try machine.shell("cp \(Supplies.keystores)/healthy.p12 /opt/lantern/relay.p12")
  }

  @Test func `shared rules find a fault in its keystore`() throws {
    try Supplies.prepare()
    let machine = try Machine()
    let options = try writeRules(machine)
    try configure(machine, alias: "lamp")
    let (report, run) = try machine.diagnose(options + ["--no-probe"])
    #expect(report.errors == ["keystore.alias-missing confirmed"], "\(report.summary)")
    #expect(run.code == 1)
    #expect(!run.everything.contains(Supplies.storePassword))
    try configure(machine, alias: "agent")
    #expect(try machine.diagnose(options + ["--no-probe"]).report.errors.isEmpty)
  }

  @Test func `shared rules find a fault on its port`() throws {
    try Supplies.prepare()
    let machine = try Machine()
    let options = try writeRules(machine)
    try configure(machine, alias: "agent")
    try machine.nginx(listen: "7443", port: 7443)
    let (report, _) = try machine.diagnose(options + ["--address", "10.9.0.1"])
    #expect(report.diagnoses.first?.id == "tls.plain-http-port", "\(report.summary)")
  }

  @Test func `its own rule reads its own log`() throws {
    try Supplies.prepare()
    let machine = try Machine()
    let options = try writeRules(machine)
    try configure(machine, alias: "agent")
    try machine.write(
      """
      2026-11-20 10:00:00 relay starting
      2026-11-20 10:00:01 relay gave up

      """, "/opt/lantern/log/relay.log")
    // The log is of a start after the last change.
    try machine.shell(
      "touch -d 2026-11-01 /opt/lantern/etc/relay.properties /opt/lantern/relay.p12")
    let (report, _) = try machine.diagnose(options + ["--no-probe"])
    #expect(report.diagnoses.first?.id == "lantern.lamp-off", "\(report.summary)")
  }
}
