import ArgumentParser
import PadlockModel

/// The options that say what a probe trusts and how long it waits, for one host and for many.
struct JudgingOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("More certificates to trust; repeatable.", valueName: "file|folder"))
  var trust: [String] = []
  @OptionGroup var clientIdentity: ClientIdentityOptions
  @Flag(help: "Ask the certificates' issuers whether they were revoked.")
  var checkRevocation = false
  @Option(
    help: ArgumentHelp("Warn of certificates that end within this time.", valueName: "time"))
  var expiresWithin = "30d"
  @Option(help: ArgumentHelp("Judge dates as of then (ISO 8601).", valueName: "time"))
  var at: String?
  @Option(help: ArgumentHelp("Seconds for each connection attempt.", valueName: "seconds"))
  var timeout = 4.0

  func validate() throws {
    guard timeout.isFinite, (0.05...3_600).contains(timeout) else {
      throw ValidationError("--timeout \(timeout) is out of range: write 0.05 to 3600 seconds.")
    }
    if DurationText.parse(expiresWithin) == nil {
      throw ValidationError(
        "--expires-within \(expiresWithin) is no time: write one such as 30d or 12h.")
    }
    if let at, Timestamp(iso8601: at) == nil {
      throw ValidationError("--at \(at) is no time: write one such as 2026-11-20T10:00:00Z.")
    }
  }

  /// What a command line says to set them, in words; what is as usual is left out.
  var words: [String] {
    var words = trust.flatMap { ["--trust", $0] }
    func add(_ name: String, _ value: String?) {
      if let value { words += [name, value] }
    }
    add("--client-certificate", clientIdentity.clientCertificate)
    add("--client-key", clientIdentity.clientKey)
    if checkRevocation { words.append("--check-revocation") }
    if let usual = try? JudgingOptions.parse([]) {
      if expiresWithin != usual.expiresWithin { add("--expires-within", expiresWithin) }
      if timeout != usual.timeout { add("--timeout", String(timeout)) }
    }
    add("--at", at)
    return words
  }
}
