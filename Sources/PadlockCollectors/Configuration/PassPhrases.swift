import PadlockModel
import PadlockReaders

/// The pass phrases for the key of a certificate.
enum PassPhrases {
  /// The most lines of a file of pass phrases that are tried.
  private static let limit = 100

  /// Those that the configuration has: one that is set, and the lines of a file that it names.
  static func configured(_ settings: ProductSettings, _ request: CollectionRequest) -> [Secret] {
    let names = ["certificate.key-password", "keystore.key-password"]
    var phrases = names.compactMap { settings.values[$0]?.value.secret }
    let setting = "certificate.key-password-file"
    if let file = settings.values[setting]?.value.text {
      let path = KeystoreNaming(request, settings).located(file, by: setting)
      let bytes = (try? request.files.contents(of: path, limit: 1 << 16)) ?? []
      phrases += bytes.split(separator: 0x0A).prefix(limit).map { line in
        Secret(bytes: Array(line.last == 0x0D ? line.dropLast() : line))
      }
    }
    return phrases
  }

  /// The one that the user gave, else those of the configuration.
  static func all(_ pair: ConfiguredPair?, _ request: CollectionRequest) -> [Secret] {
    if let given = request.options.keyPassword ?? request.options.password { return [given] }
    return pair?.passwords ?? []
  }
}
