extension FactCatalogue {
  /// What handshakes and requests beyond the first tell of a listener.
  static let probeFacts: [FactDefinition] = [
    .init(
      "listener.unanswered-family", of: .listener, .choice(["IPv4", "IPv6"]),
      "The family in which no address of the name takes connections, though one of the other does; "
        + "absent where both do, or the name has one alone."),
    .init(
      "listener.configured-port", of: .listener, .integer,
      "The port that the configuration names, where another was asked for; absent where the port "
        + "asked for is configured."),
    .init(
      "listener.configured-port-answers", of: .listener, .boolean,
      "Whether that port takes connections, tried where the one asked for takes none or speaks no "
        + "TLS."),
    .init(
      "listener.service-may-bind", of: .listener, .boolean,
      "Whether the port is open to ordinary users, or the service runs as root; capabilities of its "
        + "program's file are not looked at."),
    .init(
      "listener.server-name", of: .listener, .text,
      "The server name in the TLS hello; absent where the host is an address, which is never sent."),
    .init(
      "listener.without-server-name", of: .listener, .choice(["handshake", "refused"]),
      "How a hello without a server name fared, sent where the one with a name was turned away."),
    .init(
      "listener.other-cipher", of: .listener, .text,
      "The suite that the server chose from all that were ever defined, asked where it turned away "
        + "every suite that OpenSSL offers; absent where it turned away those as well, unknown "
        + "where it chose one that OpenSSL had offered."),
    .init(
      "listener.legacy-protocol", of: .listener, .text,
      "The version agreed on when TLS 1.0 and 1.1 alone are offered; absent where they are refused."
    ),
    .init(
      "listener.sent-certificate", of: .listener, .choice(["accepted", "rejected"]),
      "What the server made of the client certificate in the handshake, where one was sent."),
    .init(
      "listener.sent-alert", of: .listener, .text,
      "The alert with which Padlock itself broke the handshake off; absent where it did not."),
    .init(
      "listener.foreign-version", of: .listener, .text,
      "The version that the server chose in its hello where Padlock speaks none of that kind, such "
        + "as SSLv3; absent where it speaks it."),
    .init(
      "listener.warnings", of: .listener, .list(nil),
      "Alerts of the level of a warning that came on the way; absent where none did."),
    .init(
      "listener.issuers", of: .listener, .list(nil),
      "Who issued the certificates served, from the leaf upwards."),
    .init(
      "listener.refused-by-defaults", of: .listener,
      .list(["protocol", "cipher", "key", "digest"]),
      "What of the handshake OpenSSL's defaults on Debian refuse (TLS 1.2, 112 bits of security); "
        + "absent where they refuse nothing."),
    .init("listener.http-status", of: .listener, .integer, "The status that a request for / got."),
    .init(
      "listener.http-headers", of: .listener, .list(nil),
      "The names of the answer's headers in lower case; server and via with their values."),
    .init(
      "listener.http-title", of: .listener, .text,
      "The title of the page that came; absent where it has none."),
    .init(
      "listener.clock-difference", of: .listener, .duration,
      "How far the server's clock, by its answer's Date, is from this machine's."),
    .init(
      "listener.clock-side", of: .listener, .choice(["ahead", "behind"]),
      "Whether the server's clock is ahead of this machine's or behind it."),
  ]
}
