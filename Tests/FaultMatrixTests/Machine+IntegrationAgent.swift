import Foundation
import TestSupport

/// An Integration Agent at a usual place, with Java's own HTTPS server in it.
extension Machine {
  static let integrationHome = "/opt/xmatters/integrationagent-5.2.0"
  static let integrationLog = integrationHome + "/log/IntegrationAgent.txt"
  static let integrationOptions = [
    "--product", "integration-agent", "--host", "localhost", "--trust",
    Supplies.keystores + "/root.pem",
  ]

  /// Lays the agent out with a keystore of `integration-agent/keystores.sh`.
  ///
  /// `gateway` is the service gateway's element, and `more` stands behind it.
  func integrationAgent(
    _ store: String?, gateway: String = #"<service-gateway ssl="true" host="" port="8081"/>"#,
    name: String = "IAConfig.xml", more: String = ""
  ) throws {
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ia-config>
        <id>ia-host/10.9.0.1:8081</id>
        <!-- <service-gateway ssl="false" port="8081"/> -->
        \(gateway)
        <service-configs dir="../integrationservices">
          <path>applications/sample-plan/sample-plan.xml</path>
        </service-configs>
        \(more)
      </ia-config>

      """, "\(Self.integrationHome)/conf/\(name)")
    try write("#!/bin/sh\n", "\(Self.integrationHome)/bin/start_daemon.sh", mode: 0o755)
    guard let store else { return }
    try shell(
      """
      cd \(Self.integrationHome)/conf
      cp \(Supplies.keystores)/ia-\(store).keystore .keystore
      cp \(Supplies.keystores)/ia-apia.keystore .keystore.orig
      chmod 600 .keystore .keystore.orig
      """)
  }

  /// Starts the agent; returns when it listens, or has given up.
  func startIntegrationAgent() throws {
    let home = Self.integrationHome
    let jar = BuiltProgram.package + "/.build/peers/ia.jar"
    // What an earlier start wrote says nothing about this one.
    let before = read(Self.integrationLog).utf8.count
    try start(
      [
        "java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", jar,
        "com.alarmpoint.integrationagent.IAServer", home,
      ], log: "/tmp/ia.out")
    try waitUntil("the Integration Agent", seeing: "/tmp/ia.out") {
      let log = String(decoding: read(Self.integrationLog).utf8.dropFirst(before), as: UTF8.self)
      return log.contains("was started") || log.contains("FATAL")
    }
  }
}
