/// Where the agent has its files, as the agent itself names them.
enum DemoPaths {
  static let startScript = "/opt/xmatters/xa/bin/systemd.start.sh"
  static let program = "/opt/xmatters/xa/bin/xa.jar"
  static let environment = "/etc/xmatters/xa/xa.conf"
  static let credentials = "/etc/xmatters/xa/auth.conf"
  /// The copy that an upgrade, which empties the agent's folder, leaves alone.
  static let copyOutside = "/etc/xmatters/systemd.start.sh"
  static let unit = "/etc/systemd/system/xmatters-xa.service"
  static let log = "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"
  static let root = "/etc/xagent/demo-root.pem"
  /// A path with a slip of the pen.
  static let missingKeystore = "/etc/xagent/agnet.jks"

  static func keystore(_ format: DemoKeystore.Format) -> String {
    switch format {
    case .jks: "/etc/xagent/agent.jks"
    case .pkcs12: "/etc/xagent/agent.p12"
    }
  }
}
