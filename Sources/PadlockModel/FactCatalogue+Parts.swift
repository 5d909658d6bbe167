extension FactCatalogue {
  /// What is known of a product that is made of several services.
  static let partFacts: [FactDefinition] = [
    .init("services.installed", of: .service, .list(nil), "The product's services that are here."),
    .init(
      "services.cannot-read", of: .service, .list(nil),
      "Services whose user may not read the certificate or the key; absent where all may."),
    .init(
      "services.outside-group", of: .service, .list(nil),
      "Services that may not, because their user lacks the group that its package puts it into."),
    .init(
      "services.checking-unnamed", of: .service, .list(nil),
      "Services that call themselves by a name which the certificate does not have."),
    .init(
      "services.off-marks", of: .service, .list(nil),
      "Files that are there, or say so, while the services are switched off; absent where none is."
    ),
    .init(
      "services.serving-file", of: .service, .list(nil),
      "Listeners that serve the certificate of the product's file."),
    .init(
      "services.serving-another", of: .service, .list(nil),
      "Listeners that serve another certificate although theirs is that file's."),
    .init(
      "own-certificate.names", of: .service, .list(nil),
      "The names that the certificate in the product's file is for."),
    .init("own-certificate.common-name", of: .service, .text, "Its common name."),
    .init("own-certificate.self-signed", of: .service, .boolean, "Whether its own key signed it."),
    .init("own-certificate.issuer", of: .service, .text, "Its issuer."),
    .init(
      "override.path", of: .service, .text,
      "The file with which a user changes the hosts that all services call."),
    .init(
      "override.state", of: .service, .choice(["present", "missing", "malformed"]),
      "Whether that file is there and parses."),
    .init(
      "override.problem", of: .service, .text,
      "Where and why it does not parse; absent where it does."),
  ]

  /// What is known of the calls that such services make to each other.
  static let callFacts: [FactDefinition] = [
    .init("calls.made", of: .service, .list(nil), "Who calls whom at which host."),
    .init(
      "calls.unset", of: .service, .list(nil),
      "Calls to a loopback name that the certificate lacks, and that no other file would change."),
    .init(
      "calls.override-missing", of: .service, .list(nil),
      "Services with such calls whose link to the override leads to no file."),
    .init(
      "calls.override-malformed", of: .service, .list(nil),
      "Services with such calls that skip a file because it does not parse."),
    .init(
      "calls.section-missing", of: .service, .list(nil),
      "Sections that the override lacks for such calls."),
    .init(
      "calls.section-misnamed", of: .service, .list(nil),
      "Sections that it lacks, and has under a name that nobody reads."),
    .init(
      "calls.link-missing", of: .service, .list(nil),
      "Services with such calls that have no link to the override."),
    .init(
      "calls.link-ignored", of: .service, .list(nil),
      "Services with such calls whose link has a name that they do not read."),
    .init(
      "calls.shadowed", of: .service, .list(nil),
      "Services with such calls where a file that is read first sets the same key."),
    .init(
      "calls.host-unnamed", of: .service, .list(nil),
      "Other hosts that stand for this machine and that the certificate does not name."),
    .init(
      "calls.verified-by-file", of: .service, .list(nil),
      "Calls that trust the certificate file alone, which lacks the root of its own chain."),
    .init(
      "calls.verify-misnamed", of: .service, .list(nil),
      "Sections of such calls that set verification by a key which they do not read."),
    .init(
      "calls.verify-quoted", of: .service, .list(nil),
      "Calls whose verification is a word for true or false in quotes: a file's name."),
    .init(
      "calls.verify-path-missing", of: .service, .list(nil),
      "Calls that are verified with a file which is not there."),
    .init(
      "calls.verified-by-system", of: .service, .list(nil),
      "Calls that are verified with the system's authorities."),
    .init(
      "calls.unverified-here", of: .service, .list(nil),
      "Calls within this machine that are not verified."),
    .init(
      "calls.unverified-elsewhere", of: .service, .list(nil),
      "Calls to other machines that are not verified."),
    .init(
      "authorities.bundle", of: .service, .text, "The file with the authorities of the system."),
    .init(
      "authorities.bundle-state", of: .service, .choice(["present", "missing"]),
      "Whether that file is there."),
    .init(
      "authorities.package-state", of: .service, .choice(["installed", "missing"]),
      "Whether the package that makes it is installed."),
    .init(
      "authorities.trust-own", of: .service, .boolean,
      "Whether the product's certificate leads to one of them."),
    .init(
      "authorities.pending-file", of: .service, .text,
      "A certificate in the folder that the file is made from, which would lead to it and is not in the file; absent where there is none."
    ),
    .init(
      "authorities.misnamed-file", of: .service, .text,
      "Such a certificate whose name has not the ending that is needed; absent where there is none."
    ),
    .init(
      "names.called", of: .service, .list(nil),
      "Names of the certificate by which services call this machine."),
    .init(
      "names.unresolved", of: .service, .list(nil), "Those of them that do not resolve here."),
    .init(
      "names.outside-hosts", of: .service, .list(nil),
      "Those of them that /etc/hosts does not have."),
    .init(
      "names.elsewhere", of: .service, .list(nil),
      "Those of them that lead elsewhere than 127.0.0.1, where a service that is called answers."),
    .init(
      "names.impermanent", of: .service, .list(nil),
      "Templates of /etc/hosts that lack a line which it has for them; absent where none does."),
  ]
}
