/// A fault that the demo's agent has, or that it has none.
public enum DemoScenario: String, CaseIterable, Sendable {
  case plainHTTP = "plain-http"
  case wrongPath = "wrong-path"
  case keyPassword = "key-password"
  case selfSigned = "self-signed"
  case expired
  case wrongName = "wrong-name"
  case incompleteChain = "incomplete-chain"
  case notRestarted = "not-restarted"
  case healthy

  /// What is the matter, in one sentence.
  public var title: String {
    switch self {
    case .plainHTTP: "The agent was never switched to HTTPS."
    case .wrongPath: "The start script names a keystore that is not there."
    case .keyPassword: "The key in the keystore has another password than the keystore."
    case .selfSigned: "The agent shows a certificate that it signed itself."
    case .expired: "The agent's certificate has expired."
    case .wrongName: "The agent's certificate is for another host."
    case .incompleteChain: "The agent sends its certificate without the intermediate one."
    case .notRestarted: "HTTPS was set up, but the agent was not restarted since."
    case .healthy: "Everything is as it should be."
    }
  }

  /// The message that a user of the agent sees, or the agent's log shows; nil where all is well.
  public var symptom: String? {
    switch self {
    case .plainHTTP, .notRestarted:
      "SSL received a record that exceeded the maximum permissible length."
    case .wrongPath: "Connection refused"
    case .keyPassword: "java.security.UnrecoverableKeyException: Cannot recover key"
    case .selfSigned: "SSL certificate problem: self-signed certificate"
    case .expired: "SSL certificate problem: certificate has expired"
    case .wrongName:
      "SSL: no alternative certificate subject name matches target host name 'localhost'"
    case .incompleteChain: "SSL certificate problem: unable to get local issuer certificate"
    case .healthy: nil
    }
  }

  /// As which of the ways to fix it, counted from 1, the demo repairs it.
  ///
  /// It can replace the certificate; who calls the agent, by which name, and trusting whom, it
  /// cannot change.
  public var repairedWay: Int {
    switch self {
    case .selfSigned, .wrongName: 2
    default: 1
    }
  }

  /// How the agent's port behaves.
  public var port: PortBehaviour {
    switch self {
    case .plainHTTP, .notRestarted: .plain
    case .wrongPath, .keyPassword: .closed
    case .selfSigned, .expired, .wrongName, .incompleteChain, .healthy: .tls
    }
  }

  /// What a client meets on the port.
  public enum PortBehaviour: String, CaseIterable, Sendable {
    /// Connections are refused.
    case closed
    /// HTTP in the clear.
    case plain
    /// HTTPS.
    case tls
  }
}
