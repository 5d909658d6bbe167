import Foundation
import TestSupport

/// An xMatters Agent at its usual place, with the real Tomcat in it, run by its own user.
extension Machine {
  static let agentTrust = ["--trust", Supplies.keystores + "/root.pem"]
  /// What Padlock is told of an agent that it finds itself.
  static let agentOptions = ["--host", "localhost"] + agentTrust
  /// An agent of another machine.
  static let elsewhere =
    ["--product", "xagent", "--host", "agent01.example", "--address", "10.9.0.1"] + trust
  static let startScript = "/opt/xmatters/xa/bin/systemd.start.sh"
  private static let log = "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"

  /// Lays an agent out; a setting that is nil stands nowhere, and `more` goes behind the others.
  func agent(
    store: String = "healthy.p12", path: String? = nil, type: String? = "PKCS12",
    password: String? = Supplies.storePassword, alias: String? = "agent",
    enabled: String? = "true", port: UInt16? = nil, more: [String] = []
  ) throws {
    let place = path ?? "/etc/xagent/\(store)"
    let settings = [
      ("key-store-type", type), ("key-store", place), ("key-store-password", password),
      ("key-alias", alias), ("enabled", enabled),
    ]
    let options = settings.compactMap { name, value in value.map { "--server.ssl.\(name)=\($0)" } }
    try agent(options: options + more, port: port)
    try shell(
      """
      install -d /etc/xagent
      if [ -e \(Supplies.keystores)/\(store) ]; then
        install -m 640 -g xmatters \(Supplies.keystores)/\(store) /etc/xagent/
      fi
      """)
  }

  /// Lays an agent out with these options on its launch line.
  func agent(options: [String], port: UInt16? = nil) throws {
    let make = BuiltProgram.package + "/Tests/Peers/tomcat/make-agent.sh"
    let words = port.map { ["--port", String($0)] } ?? []
    try need([make, "--rooted"] + words + ["/"] + options)
    // A careful administrator has copies, inside and outside the agent's folder.
    try shell(
      """
      grep -q ^xmatters: /etc/passwd || {
        echo xmatters:x:481:481::/opt/xmatters:/bin/false >>/etc/passwd
        echo xmatters:x:481: >>/etc/group
      }
      install -d /var/backups
      cp \(Self.startScript) \(Self.startScript).bak
      cp \(Self.startScript) /var/backups/
      chown -R xmatters:xmatters /opt/xmatters /etc/xmatters /var/log/xmatters
      """)
  }

  /// Starts the agent as its user; returns when it serves, or has given up.
  func startAgent() throws {
    let ended = "/tmp/ended-\(UUID().uuidString)"
    let before = read(Self.log).components(separatedBy: "Started XAgentApplication").count
    try start(
      [
        "sh", "-c",
        """
        setpriv --reuid=xmatters --regid=xmatters --clear-groups \(Self.startScript)
        while pgrep -u xmatters >/dev/null; do sleep 0.02; done
        touch \(ended)
        """,
      ], environment: ["JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 -Xshare:auto"],
      log: "/tmp/agent.out")
    try waitUntil("the agent", seeing: "/tmp/agent.out") {
      read(Self.log).components(separatedBy: "Started XAgentApplication").count > before
        || FileManager.default.fileExists(atPath: outside(ended))
    }
  }

  /// Ends the agent and starts it again.
  func restartAgent() throws {
    try shell(
      "pkill -u xmatters java || true; while pgrep -u xmatters java >/dev/null; do sleep 0.02; done"
    )
    try startAgent()
  }

  /// Changes the agent's start script by an expression of sed.
  func editStartScript(_ expression: String) throws {
    try shell("sed -i \(Self.shellWord(expression)) \(Self.startScript)")
  }

  /// A later time for a file than for what was started before.
  func touchLater(_ path: String) throws { try shell("touch -d '+5 seconds' \(path)") }

  static func shellWord(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
