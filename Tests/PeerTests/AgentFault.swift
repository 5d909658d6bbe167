/// What is wrong with an agent, and what Padlock must find.
enum AgentFault: String, CaseIterable, Sendable {
  case healthy
  case keyPasswordDiffers, keyPasswordDiffersPKCS12
  case wrongPath
  case wrongPassword, wrongPasswordPKCS12
  case aliasMissing
  case certificateOnly
  case httpsDisabled
  case changedAfterStart

  /// Distinctive, so that a report that holds one of them is noticed.
  static let storePassword = "Quarzsand-4471-Moor"
  static let keyPassword = "Nebelhorn-5518-Deich"
  static let mistypedPassword = "Falschgold-9023-Kies"
  static let secrets = [storePassword, keyPassword, mistypedPassword, "harness-key-not-a-real-one"]

  /// The keystore of the set that `keystores.sh` makes; nil where none is there.
  var store: String? {
    switch self {
    case .healthy, .httpsDisabled, .changedAfterStart, .wrongPasswordPKCS12: "healthy.p12"
    case .wrongPassword, .aliasMissing: "healthy.jks"
    case .keyPasswordDiffers: "key-password-differs.jks"
    case .keyPasswordDiffersPKCS12: "key-password-differs.p12"
    case .certificateOnly: "certificate-only.jks"
    case .wrongPath: nil
    }
  }

  /// The options of the launch line, for keystores in `folder`.
  func options(keystores folder: String) -> [String] {
    let name = store ?? "nowhere.jks"
    let isWrong = self == .wrongPassword || self == .wrongPasswordPKCS12
    return [
      "--server.ssl.key-store-type=\(name.hasSuffix(".jks") ? "JKS" : "PKCS12")",
      "--server.ssl.key-store=\(folder)/\(name)",
      "--server.ssl.key-store-password=\(isWrong ? Self.mistypedPassword : Self.storePassword)",
      "--server.ssl.key-alias=\(self == .aliasMissing ? "nope" : "agent")",
      "--server.ssl.enabled=\(self == .httpsDisabled ? "false" : "true")",
    ]
  }

  /// The first diagnosis; nil where nothing is wrong.
  var diagnosis: String? {
    switch self {
    case .healthy: nil
    case .keyPasswordDiffers, .keyPasswordDiffersPKCS12: "keystore.key-password-differs"
    case .wrongPath: "keystore.missing"
    case .wrongPassword, .wrongPasswordPKCS12: "keystore.password-wrong"
    case .aliasMissing: "keystore.alias-missing"
    case .certificateOnly: "keystore.alias-not-a-key"
    case .httpsDisabled: "xagent.https-disabled"
    case .changedAfterStart: "service.not-restarted"
    }
  }

  /// What follows from it on a live machine, each caused by the one before.
  var consequences: [String] {
    switch self {
    case .healthy: []
    case .httpsDisabled, .changedAfterStart: ["tls.plain-http-port"]
    default: ["service.does-not-start", "network.port-refused"]
    }
  }

  /// Whether it is another case's fault, in another kind of keystore.
  var isVariant: Bool { self == .keyPasswordDiffersPKCS12 || self == .wrongPasswordPKCS12 }
}
