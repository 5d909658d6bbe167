/// Every fact there is: to add one, add its line here and let a collector yield it.
public enum FactCatalogue {
  public static let all: [FactDefinition] =
    targetFacts + serviceFacts + fileFacts + serverFileFacts + trustStoreFacts + listenerFacts
    + keystoreFacts + entryFacts + certificateFacts + revocationFacts + probeFacts + partFacts
    + callFacts

  /// The definition of a fact; nil where there is no such fact.
  ///
  /// The answer to a question is a text about the target; which questions there are is for the
  /// rules to say.
  public static func definition(of name: FactName) -> FactDefinition? {
    byName[name] ?? SettingFact(name)?.definition
      ?? name.question.map {
        FactDefinition(name, of: .target, .text, "The user's answer to the question `\($0)`.")
      }
  }

  private static let byName: [FactName: FactDefinition] = all.reduce(into: [:]) {
    $0[$1.name] = $1
  }

  private static let targetFacts: [FactDefinition] = [
    .init("product", of: .target, .text, "The id of the product."),
    .init("trait", of: .target, .list(nil), "What the product is made of."),
    .init("platform", of: .target, .choice(["linux", "windows"]), "What the product runs on."),
    .init("target.name", of: .target, .text, "The product's name."),
    .init("target.host", of: .target, .text, "The host that was asked for."),
    .init("target.home", of: .target, .text, "The folder where the product is installed."),
    .init(
      "target.unread", of: .target, .list(nil),
      "Files that are needed and that this user may not read."),
    .init(
      "prober.proxies", of: .target, .list(nil),
      "Proxies that the environment of whoever runs Padlock names; probes never use them."),
    .init(
      "symptoms.current", of: .target, .list(nil),
      "Symptoms reported by the user, seen by a probe, or logged since the last start."),
    .init("symptoms.reported", of: .target, .list(nil), "Symptoms in the user's own words."),
    .init(
      "symptoms.logged", of: .target, .list(nil),
      "Symptoms in a log since the last start and the last change of the configuration."),
    .init(
      "symptoms.client", of: .target, .list(nil),
      "Current symptoms in the words of a client of the product."),
    .init(
      "symptoms.server", of: .target, .list(nil),
      "Current symptoms in the words of the product itself."),
  ]

  private static let serviceFacts: [FactDefinition] = [
    .init("service.name", of: .service, .text, "The service's name on its system."),
    .init(
      "service.state", of: .service,
      .choice(["running", "stopped", "failed", "restarting"]),
      "What the system says of the service."),
    .init(
      "service.started", of: .service, .time,
      "When its process was started; of several programs, when the one that runs longest was."),
    .init(
      "service.last-start", of: .service, .choice(["ready", "failed", "unfinished"]),
      "How the last start that the log knows came out."),
    .init(
      "service.start-protocol", of: .service, .choice(["https", "http", "unsaid"]),
      "What the log says that its last start opened the port with."),
    .init("service.starts", of: .service, .integer, "How many starts the newest log shows."),
    .init(
      "service.changed-after-start", of: .service, .boolean,
      "Whether the configuration or the keystore was changed after the last start."),
    .init(
      "service.configuration-changed", of: .service, .time,
      "When its configuration or keystore was last changed."),
    .init("service.user", of: .service, .text, "The user it runs as."),
    .init("service.java-version", of: .service, .integer, "The major version of its Java."),
    .init(
      "https.configured", of: .service, .boolean,
      "Whether the files that the service reads set any HTTPS option."),
    .init(
      "https.enabled", of: .service, .boolean,
      "The switch for HTTPS; absent where it is not set."),
    .init(
      "https.missing", of: .service, .list(nil),
      "Settings that HTTPS needs and that are not set; absent where none is missing."),
    .init(
      "https.misspelled", of: .service, .list(nil),
      "Options that look like HTTPS options and are none; absent where there are none."),
    .init(
      "https.placeholders", of: .service, .list(nil),
      "Settings that still hold a sample value of the article; absent where there are none."),
    .init(
      "https.spoiled", of: .service, .list(nil),
      "HTTPS options that a fault of a file's form takes away; absent where there are none."),
  ]

  private static let fileFacts: [FactDefinition] = [
    .init("file.path", of: .file, .text, "The file's path."),
    .init(
      "file.role", of: .file,
      .choice([
        "active", "alternative", "backup", "certificate", "key", "certificate-and-key",
      ]),
      "Of a configuration, whether the running product reads it, could read it in another set-up, "
        + "or it is a copy; else what the service takes from it."),
    .init(
      "file.state", of: .file,
      .choice(["present", "missing", "folder", "unreadable", "too-large"]),
      "Whether it is there and can be read here."),
    .init("file.changed", of: .file, .time, "When it was last changed."),
    .init(
      "file.configures-https", of: .file, .boolean,
      "Whether it sets any HTTPS option that would take effect."),
    .init(
      "file.defects", of: .file, .list(DefectKind.allCases.map(\.rawValue)),
      "Faults of its format that change or lose settings; absent where there are none."),
    .init(
      "file.has-backup", of: .file, .boolean, "Whether a copy of it lies in the same folder."),
    .init(
      "file.name-differs-in-case", of: .file, .boolean,
      "Whether its name is the product's in other letters, where letters make a difference."),
    .init(
      "file.copy-outside", of: .file, .boolean,
      "Whether a copy of it was found outside the product's folder."),
    .init(
      "file.service-can-execute", of: .file, .boolean,
      "Whether the service's user may execute it."),
  ]

  private static let listenerFacts: [FactDefinition] = [
    .init("listener.name", of: .listener, .text, "The listener's `host:port`."),
    .init("listener.host", of: .listener, .text, "The host that clients name."),
    .init("listener.port", of: .listener, .integer, "The port that clients name."),
    .init(
      "listener.host-is-loopback", of: .listener, .boolean,
      "Whether the host asked for is itself a loopback name or address."),
    .init(
      "listener.is-local", of: .listener, .boolean,
      "Whether the product means this listener for its own machine only."),
    .init(
      "listener.configured-tls", of: .listener, .boolean,
      "Whether the configuration opens the port with TLS; absent where it does not open it."),
    .init(
      "listener.configured-at", of: .listener, .text, "Where the configuration opens the port."),
    .init(
      "listener.tls-switch", of: .listener, .text,
      "What the configuration needs there to open the port with TLS."),
    .init(
      "listener.resolution", of: .listener,
      .choice(["resolved", "not-found", "failing"]),
      "What resolving the host's name gave."),
    .init("listener.addresses", of: .listener, .list(nil), "The addresses of the host."),
    .init(
      "listener.tcp", of: .listener,
      .choice(["accepted", "refused", "timed-out", "unreachable", "reset", "denied"]),
      "How connecting ended, over all addresses the best."),
    .init(
      "listener.speaks", of: .listener,
      .choice([
        "tls", "http", "ssh", "smtp", "ftp", "imap", "pop3", "mysql", "other", "nothing",
        "closed",
      ]),
      "What came back for a TLS hello, and for a plain request where no TLS record did."),
    .init(
      "listener.banner", of: .listener, .text, "The first line of an answer that is not TLS."),
    .init(
      "listener.plain-answer", of: .listener, .text,
      "What the port says to a plain request; absent where it says nothing."),
    .init(
      "listener.tls", of: .listener,
      .choice(["handshake", "alert", "plain", "stuck", "silent", "closed", "failed"]),
      "How the TLS handshake ended."),
    .init("listener.alert", of: .listener, .text, "The TLS alert that the server sent."),
    .init("listener.tls-version", of: .listener, .text, "The protocol version agreed on."),
    .init("listener.cipher", of: .listener, .text, "The cipher suite agreed on."),
    .init(
      "listener.client-certificate", of: .listener, .choice(["none", "requested", "required"]),
      "Whether the server asks for a client certificate."),
    .init(
      "listener.health", of: .listener, .choice(["up", "down", "unrecognised"]),
      "What the health endpoint says over HTTPS."),
    .init(
      "listener.bound", of: .listener, .choice(["nowhere", "loopback", "elsewhere", "everywhere"]),
      "On which addresses of this machine something listens on the port."),
    .init("listener.process", of: .listener, .text, "The process that holds the port."),
    .init(
      "listener.held-by-service", of: .listener, .boolean,
      "Whether the process that holds the port is the product's."),
    .init(
      "listener.claimed-by", of: .listener, .list(nil),
      "Other products installed here whose configuration names this port; absent where none does."),
    .init(
      "listener.claimants-running", of: .listener, .list(nil),
      "Those of them that run; absent where none of them does."),
    .init(
      "listener.serves-configured", of: .listener, .boolean,
      "Whether the certificate served is the one in the configured keystore entry or file."),
    .init(
      "listener.served-alias", of: .listener, .text,
      "The alias of the keystore entry whose certificate is served; absent where none has it."),
  ]

  private static let keystoreFacts: [FactDefinition] = [
    .init("keystore.path", of: .keystore, .text, "The keystore's path."),
    .init(
      "keystore.state", of: .keystore,
      .choice(["present", "missing", "folder", "unreadable", "too-large"]),
      "Whether it is there and can be read here."),
    .init(
      "keystore.service-can-read", of: .keystore, .boolean,
      "Whether the service's user may read it."),
    .init(
      "keystore.world-readable", of: .keystore, .boolean,
      "Whether every user of the machine may read it."),
    .init(
      "keystore.has-backup", of: .keystore, .boolean,
      "Whether a copy of it lies in the same folder."),
    .init(
      "keystore.inside-home", of: .keystore, .boolean,
      "Whether it lies in the product's own folder."),
    .init(
      "keystore.format", of: .keystore,
      .choice([
        "JKS", "JCEKS", "PKCS12", "BKS", "UBER", "PEM", "DER", "PKCS7", "text", "empty", "unknown",
      ]),
      "What the file is, judged by its bytes."),
    .init(
      "keystore.damage", of: .keystore, .text,
      "What is wrong with its structure; absent where nothing is."),
    .init(
      "keystore.declared-type", of: .keystore, .text,
      "The type that the configuration declares, in capitals; absent where it is not set."),
    .init(
      "keystore.type-matches", of: .keystore, .boolean,
      "Whether the declared type, or Java's default, is the file's format."),
    .init(
      "keystore.type-accepted", of: .keystore, .boolean,
      "Whether the service's Java takes the file's format under the declared type."),
    .init(
      "keystore.password", of: .keystore, .choice(["configured", "default", "missing"]),
      "Whether a password is configured, or one that is printed in manuals; never the password."),
    .init(
      "keystore.opens", of: .keystore, .boolean,
      "Whether it opens with the configured password."),
    .init(
      "keystore.encryption", of: .keystore, .choice(["usual", "modern", "legacy"]),
      "Whether its algorithms need Java 8u301 or 11.0.12, or a legacy provider."),
    .init(
      "keystore.encryption-accepted", of: .keystore, .boolean,
      "Whether the service's Java knows the algorithms of the file."),
    .init("keystore.aliases", of: .keystore, .list(nil), "The aliases in it."),
    .init("keystore.private-keys", of: .keystore, .integer, "How many private keys are in it."),
    .init(
      "keystore.alias", of: .keystore, .text,
      "The alias that the configuration names; absent where it names none."),
    .init(
      "keystore.alias-kind", of: .keystore,
      .choice(["private-key", "certificate", "secret-key", "missing"]),
      "What stands under the configured alias."),
  ]

  private static let entryFacts: [FactDefinition] = [
    .init("entry.alias", of: .entry, .text, "The entry's alias."),
    .init(
      "entry.kind", of: .entry, .choice(["private-key", "certificate", "secret-key"]),
      "What the entry holds."),
    .init(
      "entry.is-used", of: .entry, .boolean,
      "Whether the product is to take its key from this entry."),
    .init(
      "entry.key-opens", of: .entry, .boolean,
      "Whether the private key opens with the configured key password, else the store's."),
    .init(
      "entry.key-password", of: .entry, .choice(["own", "store"]),
      "Whether a key password of its own is configured."),
    .init(
      "entry.key-matches", of: .entry, .boolean,
      "Whether the private key belongs to the entry's certificate."),
    .init("entry.chain-length", of: .entry, .integer, "How many certificates the entry holds."),
  ]

  private static let certificateFacts: [FactDefinition] = [
    .init("certificate.subject", of: .certificate, .text, "The certificate's subject."),
    .init("certificate.issuer", of: .certificate, .text, "The certificate's issuer."),
    .init("certificate.not-before", of: .certificate, .time, "When it becomes valid."),
    .init("certificate.not-after", of: .certificate, .time, "When it ceases to be valid."),
    .init(
      "certificate.lifetime", of: .certificate,
      .choice(["not-yet-valid", "valid", "ending", "expired"]),
      "Where the moment of judgement falls in its validity; ending: within --expires-within."),
    .init(
      "certificate.role", of: .certificate,
      .choice(["leaf", "intermediate", "root", "for-others"]),
      "What it is in its chain; for-others: its port serves this host the certificate of another "
        + "section."),
    .init(
      "certificate.is-served", of: .certificate, .boolean, "Whether a probe received it."),
    .init(
      "certificate.is-self-signed", of: .certificate, .boolean,
      "Whether it is signed with its own key."),
    .init(
      "certificate.chain", of: .certificate,
      .choice([
        "trusted", "self-signed", "untrusted-root", "missing-known", "missing-unknown", "invalid",
      ]),
      "Where its chain leads as it is served or stored: to a trusted root, to itself, to a root "
        + "that is not trusted, or below an issuer that is missing (and known, or not); invalid: "
        + "to a trusted root, and clients refuse it all the same."),
    .init(
      "certificate.chain-problem", of: .certificate, .text,
      "Why clients refuse a chain that leads to a trusted root; absent where they do not."),
    .init(
      "certificate.chain-end", of: .certificate, .text,
      "The issuer below which its chain ends; absent where it leads to a root."),
    .init(
      "certificate.is-used", of: .certificate, .boolean,
      "Whether the path from the leaf to a root leads through it."),
    .init(
      "certificate.missing-issuer", of: .certificate, .text,
      "The issuer that the chain lacks, where its certificate was found; absent where none is missing."
    ),
    .init(
      "certificate.trust-store", of: .certificate, .text, "The store that trust was judged with."),
    .init(
      "certificate.has-san", of: .certificate, .boolean, "Whether it has a subjectAltName."),
    .init("certificate.names", of: .certificate, .list(nil), "The names it is for."),
    .init(
      "certificate.name-matches", of: .certificate, .boolean,
      "Whether the host asked for is one of its names (its common name where it has no other)."),
    .init(
      "certificate.key-type", of: .certificate, .text, "The kind of its key: RSA, EC, DSA …"),
    .init("certificate.key-bits", of: .certificate, .integer, "The size of its key in bits."),
    .init(
      "certificate.signature-algorithm", of: .certificate, .text,
      "The algorithm it is signed with."),
    .init(
      "certificate.is-ca", of: .certificate, .boolean,
      "Whether its basicConstraints make it a certification authority."),
    .init(
      "certificate.purposes", of: .certificate, .list(nil),
      "Its extendedKeyUsage (serverAuth, clientAuth …); absent where it has none."),
    .init(
      "certificate.chain-order", of: .certificate,
      .choice(["ordered", "leaf-not-first", "shuffled"]),
      "Whether in what is served or stored each certificate is followed by its issuer's."),
    .init(
      "certificate.key-matches", of: .certificate, .boolean,
      "Whether the private key belongs to the certificate that the service takes for its own, the "
        + "first of the file."),
    .init(
      "certificate.key-owner", of: .certificate, .text,
      "Another certificate of the file to which the key belongs; absent where there is none."),
  ]
}
