public import PadlockModel

/// Every collector there is; a new one is one more case.
public enum CollectorCatalogue: String, CaseIterable, Sendable {
  case words, configuration, keystore, log, service, permissions, restart, java, truststore
  case serverFiles = "server-files"
  case calls, authorities, names, parts
  case binding, resolution, connect, handshake, hellos, answer, health, certificates, revocation
  case servedParts = "served-parts"

  public var collector: any Collector {
    switch self {
    case .words: WordsCollector()
    case .configuration: ConfigurationCollector()
    case .keystore: KeystoreCollector()
    case .log: LogCollector()
    case .service: ServiceCollector()
    case .permissions: PermissionCollector()
    case .restart: RestartCollector()
    case .java: JavaCollector()
    case .calls: CallCollector()
    case .authorities: AuthorityCollector()
    case .names: NameCollector()
    case .parts: PartsCollector()
    case .binding: BindingCollector()
    case .truststore: TrustStoreCollector()
    case .serverFiles: ServerFileCollector()
    case .resolution: ResolutionCollector()
    case .connect: ConnectCollector()
    case .handshake: HandshakeCollector()
    case .hellos: HelloCollector()
    case .answer: AnswerCollector()
    case .health: HealthCollector()
    case .certificates: CertificateCollector()
    case .servedParts: ServedPartsCollector()
    case .revocation: RevocationCollector()
    }
  }

  /// The collector with this id; nil where there is none.
  @Sendable public static func collector(_ id: String) -> (any Collector)? {
    CollectorCatalogue(rawValue: id)?.collector
  }

  /// What all of them offer, for the engine's scheduling and for lint.
  public static let offers: [CollectorOffer] = allCases.map(\.collector.offer)

  /// How each fact could be learned where a run could not.
  public static let howToObserve: [FactName: String] = allCases.map(\.collector).reduce(into: [:]) {
    for name in $1.offer.provides where $0[name] == nil { $0[name] = $1.how }
  }
}
