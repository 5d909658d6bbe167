extension FactCatalogue {
  /// What is known of the files that a service takes its certificate and key from.
  static let serverFileFacts: [FactDefinition] = [
    .init(
      "file.format", of: .file,
      .choice([
        "PEM", "DER", "PKCS12", "JKS", "JCEKS", "PKCS7", "BKS", "UBER", "text", "empty", "unknown",
      ]),
      "What a certificate or key file is, judged by its bytes."),
    .init(
      "file.damage", of: .file, .text,
      "What is wrong with a certificate or key in it; absent where nothing is."),
    .init(
      "file.holds", of: .file,
      .list(["certificate", "private-key", "public-key", "certificate-request", "other"]),
      "What a PEM or DER file holds."),
    .init(
      "file.key", of: .file, .choice(["plain", "encrypted"]),
      "How the private key in it is kept; absent where it holds none."),
    .init(
      "file.key-password", of: .file, .choice(["configured", "missing"]),
      "Whether the service has a pass phrase for the key; never the pass phrase."),
    .init(
      "file.key-opens", of: .file, .boolean,
      "Whether the private key opens, where it needs one with the configured pass phrase."),
    .init(
      "file.service-can-read", of: .file, .boolean,
      "Whether the service's user may read a certificate or key file."),
    .init(
      "file.world-readable", of: .file, .boolean,
      "Whether every user of the machine may read a certificate or key file."),
    .init("file.owner", of: .file, .text, "The owner of a certificate or key file."),
    .init("file.group", of: .file, .text, "The group of a certificate or key file."),
    .init(
      "file.mode", of: .file, .text,
      "The permissions of a certificate or key file in octal digits, such as 640."),
  ]

  /// What is known of the store with which a Java service judges others as a client.
  static let trustStoreFacts: [FactDefinition] = [
    .init("truststore.path", of: .service, .text, "The path of the service's trust store."),
    .init(
      "truststore.state", of: .service,
      .choice(["present", "empty", "missing", "folder", "unreadable", "too-large"]),
      "Whether the trust store is there, has a byte in it, and can be read here."),
    .init(
      "truststore.opens", of: .service, .boolean,
      "Whether the trust store opens with the configured password."),
    .init(
      "truststore.certificates", of: .service, .integer,
      "How many certificates the trust store holds."),
  ]

  /// What is known of the revocation of the certificates that are served.
  static let revocationFacts: [FactDefinition] = [
    .init(
      "certificate.must-staple", of: .certificate, .boolean,
      "Whether it demands that the server sends a stapled OCSP answer with it."),
    .init(
      "certificate.is-stapled", of: .certificate, .boolean,
      "Whether the server sent a stapled OCSP answer with it."),
    .init(
      "certificate.revocation", of: .certificate, .choice(["good", "revoked", "unknown"]),
      "What its issuer says of it; unknown: asked for, and no answer that can be used."),
    .init(
      "certificate.revocation-source", of: .certificate,
      .choice(["stapled", "responder", "crl"]),
      "Where that was learned."),
    .init(
      "certificate.revocation-problem", of: .certificate, .text,
      "Why no answer can be used; absent where one was."),
  ]
}
