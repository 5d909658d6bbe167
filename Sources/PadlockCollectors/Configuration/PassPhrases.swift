import PadlockModel
import PadlockReaders

/// The pass phrases for the key of a certificate.
enum PassPhrases {
  /// The most lines of a file of pass phrases that are tried.
  private static let limit = 100

  /// Those that the configuration has: one that is set, and the lines of a file that it names; and
  /// whether that is all of them.
  static func configured(
    _ settings: ProductSettings, _ request: CollectionRequest
  ) -> (phrases: [Secret], isWhole: Bool) {
    let names = ["certificate.key-password", "keystore.key-password"]
    let phrases = names.compactMap { settings.values[$0]?.value.secret }
    let setting = "certificate.key-password-file"
    let isKnown = (names + [setting]).allSatisfy { settings.unknown[$0] == nil }
    guard settings.values[setting] != nil else { return (phrases, isKnown) }
    guard let (_, lines) = PasswordFiles.lines(setting, settings, request) else {
      return (phrases, false)
    }
    return (phrases + lines.prefix(limit).map(Secret.init(bytes:)), isKnown)
  }

  /// The one that the user gave, else those of the configuration.
  static func all(_ pair: ConfiguredPair?, _ request: CollectionRequest) -> [Secret] {
    if let given = request.options.keyPassword ?? request.options.password { return [given] }
    return pair?.passwords ?? []
  }
}
