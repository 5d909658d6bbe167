import OpenSSLBridge
import PadlockModel

/// The certificates of a demo, and the keystore that holds the agent's.
///
/// All keys are of P-256, which takes no time to make.
struct DemoKeystore: Sendable {
  /// The format of the keystore's file.
  enum Format: String, Sendable {
    case jks = "JKS"
    case pkcs12 = "PKCS12"
  }

  static let alias = "agent"

  /// The root, which the demo's clients trust.
  let root: CertificateAuthority
  private let intermediate: CertificateAuthority
  private let clock: DemoClock

  /// Makes the authorities.
  init(clock: DemoClock) throws(DemoFailure) {
    self.clock = clock
    let start = clock.now - 700 * DemoClock.day
    let end = clock.now + 2900 * DemoClock.day
    do {
      root = try CertificateAuthority(
        root: .init(commonName: "Padlock Demo Root", notBefore: start, notAfter: end),
        key: .p256)
      intermediate = try root.subordinate(
        .init(commonName: "Padlock Demo Issuing CA", notBefore: start, notAfter: end),
        key: .p256)
    } catch {
      throw .certificate(error)
    }
  }

  /// The agent's certificate as the scenario has it, and the chain that goes into the keystore.
  func identity(
    for scenario: DemoScenario
  ) throws(DemoFailure) -> TLSServer.Identity {
    var contents = CertificateContents(
      commonName: "agent01.example.com", dnsNames: ["localhost", "agent01.example.com"],
      addresses: ["127.0.0.1"], notBefore: clock.now - 30 * DemoClock.day,
      notAfter: clock.now + 335 * DemoClock.day)
    switch scenario {
    case .expired:
      contents.notBefore = clock.now - 374 * DemoClock.day
      contents.notAfter = clock.now - 9 * DemoClock.day
    case .wrongName:
      contents.dnsNames = ["agent01.example.com"]
      contents.addresses = []
    default: break
    }
    do {
      if scenario == .selfSigned {
        let own = try IssuedCertificate.selfSigned(contents, key: .p256)
        return TLSServer.Identity(chain: own.servedChain, privateKey: own.privateKey)
      }
      let issued = try intermediate.issue(contents, key: .p256)
      let chain = scenario == .incompleteChain ? [issued.certificate] : issued.servedChain
      return TLSServer.Identity(chain: chain, privateKey: issued.privateKey)
    } catch {
      throw .certificate(error)
    }
  }

  /// The issuer's certificate where somebody imported it beside the agent's entry and not into it.
  func strayIssuer(for scenario: DemoScenario) -> [UInt8]? {
    scenario == .incompleteChain ? intermediate.own.certificate : nil
  }

  /// The keystore's file; only a JKS store can hold a certificate beside the agent's entry.
  static func bytes(
    _ identity: TLSServer.Identity, _ format: Format, password: Secret, keyPassword: Secret,
    strayIssuer: [UInt8]? = nil, created: Int64
  ) throws(DemoFailure) -> [UInt8] {
    switch format {
    case .jks:
      do {
        var writer = JavaKeyStoreWriter()
        try writer.addKey(
          alias, identity.privateKey, chain: identity.chain, password: keyPassword,
          created: created)
        if let strayIssuer {
          try writer.addTrusted("issuing-ca", strayIssuer, created: created)
        }
        return try writer.bytes(password: password)
      } catch {
        throw .keystore(error)
      }
    case .pkcs12:
      do {
        return try PKCS12Writer.bytes(
          alias, identity.privateKey, chain: identity.chain, password: password,
          protection: .tripleDES)
      } catch {
        throw .certificate(error)
      }
    }
  }
}
