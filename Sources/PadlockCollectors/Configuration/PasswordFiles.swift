import PadlockModel
import PadlockReaders

/// Passwords that stand in files of their own, which a configuration names.
enum PasswordFiles {
  /// The most that is read of such a file: 64 KiB.
  private static let limit = 1 << 16

  /// The lines of the file that a setting names; nil where it cannot be read.
  static func lines(
    _ setting: String, _ settings: ProductSettings, _ request: CollectionRequest
  ) -> (path: String, lines: [[UInt8]])? {
    guard let file = settings.values[setting]?.value.text else { return nil }
    let path = KeystoreNaming(request, settings).located(file, by: setting)
    guard let bytes = try? request.files.contents(of: path, limit: limit) else { return nil }
    return (
      path,
      bytes.split(separator: 0x0A).map { Array($0.last == 0x0D ? $0.dropLast() : $0) }
    )
  }
}

extension ProductSettings {
  /// The same with the passwords of a keystore that stand in files of their own, each the first line
  /// of its file.
  ///
  /// Such a file counts before a password that is set or built in (Tomcat's `SSLUtilBase`); where it
  /// cannot be read, the password is unknown.
  func takingPasswords(_ request: CollectionRequest) -> ProductSettings {
    var values = self.values
    var unknown = self.unknown
    for name in ["keystore.password", "keystore.key-password"] {
      let setting = name + "-file"
      if let place = self.unknown[setting] {
        values[name] = nil
        unknown[name] = place
      } else if let file = self.values[setting], !file.value.isEmpty {
        values[name] = nil
        if let (path, lines) = PasswordFiles.lines(setting, self, request), let line = lines.first {
          let password = ConfiguredValue(String(decoding: line, as: UTF8.self))
          values[name] = EffectiveSetting(value: password, file: path, line: 1)
          request.workbench.write { $0.secrets.append((password.secret, "\(path):1")) }
        } else {
          unknown[name] = Evidence(
            .file, file.file, line: file.line, excerpt: "\(file.value.text) cannot be read")
        }
      }
    }
    return ProductSettings(self, values: values, unknown: unknown)
  }
}
