import PadlockModel
import PadlockReaders

/// Names the keystore that the configuration, or the user, points at.
struct KeystoreNaming {
  private let request: CollectionRequest
  private let settings: ProductSettings
  /// What is added to the path in the subject's name, where other sections name the same file.
  private let suffix: String

  init(_ request: CollectionRequest, _ settings: ProductSettings, suffix: String = "") {
    self.request = request
    self.settings = settings
    self.suffix = suffix
  }

  /// The keystore's path; nil where none is named, or nobody knows it.
  var file: String? { path()?.0 }

  /// The keystore as a subject; nil where there is none.
  var subject: SubjectID? { file.map { SubjectID(.keystore, $0 + suffix) } }

  func observations(_ service: SubjectID) -> [Observation] {
    guard let (path, place) = path() else {
      if hasNoFile {
        return [
          .enumerated(.keystore),
          .unchecked(
            Unchecked(
              what: "the keystore of \(request.target.name)",
              why: "it is no file, but a token or a store of the system",
              how: "list it with keytool -list and the same -storetype and -keystore")),
        ]
      }
      guard let unknown = settings.unknown["keystore.path"] else {
        guard case .failed(let why)? = settings.gap else { return [.enumerated(.keystore)] }
        return [
          .unchecked(
            Unchecked(
              what: "the keystore of \(request.target.name)", why: why,
              how: "run Padlock as a user who may read it, or name the keystore with --keystore"))
        ]
      }
      return [
        .unchecked(
          Unchecked(
            what: "the keystore that \(unknown.source) names", why: Self.variable,
            how: "name it with --keystore"))
      ]
    }
    let subject = SubjectID(.keystore, path + suffix)
    if settings.unknown["keystore.key-password"] != nil {
      request.workbench.write { _ = $0.hiddenKeyPasswords.insert(subject.name) }
    }
    let files = settings.values.filter { $0.key.hasPrefix("keystore.") }.map(\.value.file)
    let places = files.map { SubjectID(.file, $0) }
    var observations: [Observation] = [
      .enumerated(.keystore),
      .subject(Subject(subject, name: subject.name, within: Set(places + [service]))),
      .known("keystore.path", of: subject, .text(path), place),
      password(subject),
    ]
    let type = request.options.keystoreType ?? settings.values["keystore.type"]?.value.text
    observations.append(
      type.map {
        .known(
          "keystore.declared-type", of: subject, .text($0.uppercased()),
          self.place("keystore.type", shown: $0))
      } ?? unset("keystore.declared-type", "keystore.type", subject, place))
    let alias = request.options.alias ?? settings.values["keystore.alias"]?.value.text
    observations.append(
      alias.map {
        .known("keystore.alias", of: subject, .text($0), self.place("keystore.alias", shown: $0))
      } ?? unset("keystore.alias", "keystore.alias", subject, place))
    if let home = request.target.home {
      observations.append(
        .known("keystore.inside-home", of: subject, .boolean(TargetPath(path).isBelow(home)), place)
      )
    } else {
      observations.append(.unknown("keystore.inside-home", of: subject, .notApplicable))
    }
    return observations
  }

  static let holdsVariable = UnknownReason.failed(variable)
  static let variable = "its value holds a variable that is not known here"

  private func unset(
    _ fact: FactName, _ setting: String, _ subject: SubjectID, _ place: Evidence
  ) -> Observation {
    if settings.unknown[setting] != nil {
      return .unknown(fact, of: subject, Self.holdsVariable)
    }
    return settings.gap.map { .unknown(fact, of: subject, $0) }
      ?? .absent(fact, of: subject, place)
  }

  private func path() -> (String, Evidence)? {
    if let named = request.options.keystore {
      return (named, Evidence(.user, "--keystore", excerpt: named))
    }
    return configured
  }

  /// Whether the configured store lies in no file: JSSE's `NONE`, and the types whose `KeyStore`
  /// reads none (SunPKCS11, SunMSCAPI, Apple).
  private var hasNoFile: Bool {
    let type = settings.values["keystore.type"]?.value.text.uppercased() ?? ""
    return settings.values["keystore.path"]?.value.text == "NONE"
      || ["PKCS11", "KEYCHAINSTORE"].contains(type) || type.hasPrefix("WINDOWS-")
  }

  /// The path that the configuration has.
  var configuredFile: String? { configured?.0 }

  private var configured: (String, Evidence)? {
    guard let setting = settings.values["keystore.path"], !setting.value.isEmpty, !hasNoFile else {
      return nil
    }
    let text = setting.value.text
    guard !text.hasPrefix("classpath:") else { return nil }
    return (located(text, by: "keystore.path"), place("keystore.path", shown: text))
  }

  /// The path that Java opens: that of a `file:` URL, below the home where it is relative, and on
  /// Windows with doubled slashes taken for one.
  func located(_ text: String, by setting: String) -> String {
    var path = text
    if path.lowercased().hasPrefix("file:") {
      path.removeFirst(5)
      if path.hasPrefix("//localhost/") { path.removeFirst(11) }
      while path.hasPrefix("//") { path.removeFirst() }
      path = Self.decoded(path)
      if request.target.platform == .windows, TargetPath(String(path.dropFirst())).isWindows {
        path.removeFirst()
      }
    }
    if request.target.platform == .windows || TargetPath(path).isWindows {
      let parts = path.split { $0 == "/" || $0 == "\\" }
      let isShare = path.hasPrefix("\\\\") || path.hasPrefix("//")
      path = (isShare ? "\\\\" : "") + parts.joined(separator: "\\")
    }
    return TargetPath(path).isAbsolute ? path : absolute(path, by: setting)
  }

  /// A relative path below the folder that the service starts in: the unit's, else the home or the
  /// start script's folder, whichever holds the file.
  private func absolute(_ path: String, by setting: String) -> String {
    guard let home = request.target.home else { return path }
    // A configuration with sections says itself what its paths lie below: the home.
    if request.product.sections != nil { return TargetPath(home).appending(path) }
    var folders = [home]
    if let script = settings.values[setting]?.file {
      folders.append(TargetPath(script).folder)
    }
    // What a product has built in is told from its own folder.
    let isBuiltIn = settings.values["keystore.path"]?.isDefault == true
    if !isBuiltIn, let folder = ServiceUnit(request).workingFolder {
      folders.insert(folder, at: 0)
    }
    let candidates = folders.map { TargetPath($0).appending(path) }
    return candidates.first {
      if case .file = request.files.status(of: $0) { true } else { false }
    } ?? candidates[0]
  }

  /// A URL's path with `%20` and its like replaced.
  static func decoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let first = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if first == 0x25, digits.count == 2, let byte = UInt8(digits, radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(first)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func password(_ subject: SubjectID) -> Observation {
    if request.options.password != nil {
      return .known(
        "keystore.password", of: subject, .text("configured"),
        Evidence(.user, "command line", excerpt: "a password was given"))
    }
    if settings.unknown["keystore.password"] != nil {
      let isInFile = settings.values["keystore.password-file"] != nil
      return .unknown(
        "keystore.password", of: subject,
        isInFile ? .failed("the file that holds it cannot be read") : Self.holdsVariable)
    }
    let setting = settings.values["keystore.password"]
    guard let setting, !setting.value.isEmpty else {
      // Without the configuration that goes with it, nobody knows whether it sets a password.
      if request.options.keystore != nil, settings.values["keystore.path"] == nil {
        return .unknown("keystore.password", of: subject, .failed("no password was given"))
      }
      if let gap = settings.gap { return .unknown("keystore.password", of: subject, gap) }
      let file = (setting ?? settings.values["keystore.path"])?.file ?? subject.name
      return .known(
        "keystore.password", of: subject, .text("missing"),
        Evidence(.file, file, line: setting?.line, excerpt: "no keystore password is set"))
    }
    let defaults =
      request.product.settings.first { $0.name == "keystore.password" }?.publishedDefaults ?? []
    let isDefault = defaults.contains(setting.value.text)
    return .known(
      "keystore.password", of: subject, .text(isDefault ? "default" : "configured"),
      Evidence(
        .file, setting.file, line: setting.line,
        excerpt: isDefault ? "a password that manuals print" : "a password is set"))
  }

  private func place(_ name: String, shown: String) -> Evidence {
    guard let setting = settings.values[name] else {
      return Evidence(.user, "command line", excerpt: shown)
    }
    return Evidence(.file, setting.file, line: setting.line, excerpt: shown)
  }
}
