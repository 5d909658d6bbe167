import Foundation
import TestSupport

/// The files of an agent on Windows, as a support case brings them.
extension Machine {
  static let windowsRoot = "/tmp/windows"

  /// Lays the tree out; `change` makes the fault in the wrapper's configuration.
  func windowsAgent(
    _ change: (String) -> String = { $0 }, encoding: String.Encoding = .utf8
  ) throws {
    let home = Self.windowsRoot + "/C/Program Files/xa"
    let configuration = change(
      """
      wrapper.on_exit.default=RESTART
      wrapper.java.app.jar = ${wrapper.working.dir}\\\\applib\\\\xagent.jar
      wrapper.java.additional.1 = -Dspring.config.location=application-overrides.properties
      wrapper.java.additional.2 = -Dspring.profiles.active="overrides\\,onpremise"
      wrapper.java.additional.3 = -Dwebsocket.host=acme.na5.xmatters.com
      wrapper.java.additional.4 = -Da=1
      wrapper.java.additional.5 = -Db=1
      wrapper.java.additional.6 = -Dc=1
      wrapper.java.additional.7 = -Dd=1
      wrapper.java.additional.8 = -De=1
      wrapper.java.additional.9 = -Dfile.encoding=UTF-8
      wrapper.java.additional.10 = -Dserver.ssl.key-store-type=PKCS12
      wrapper.java.additional.11 = -Dserver.ssl.key-store=c:/certs/agent.p12
      wrapper.java.additional.12 = -Dserver.ssl.key-store-password=\(Supplies.storePassword)
      wrapper.java.additional.13 = -Dserver.ssl.key-alias=agent
      wrapper.java.additional.14 = -Dserver.ssl.enabled=true

      """)
    try write("", "\(home)/config/xagent-service.conf")
    try Data(configuration.data(using: encoding) ?? Data()).write(
      to: URL(filePath: outside("\(home)/config/xagent-service.conf")))
    try write("xagent\n", "\(home)/applib/xagent.jar")
    try write("wrapper.on_exit.default=RESTART\n", "\(home)/config/xagent-service.conf.bak")
    try shell(
      """
      install -d '\(Self.windowsRoot)/C/certs'
      cp \(Supplies.keystores)/healthy.p12 '\(Self.windowsRoot)/C/certs/agent.p12'
      """)
  }
}
