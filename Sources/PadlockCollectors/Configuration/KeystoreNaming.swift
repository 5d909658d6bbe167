import PadlockModel
import PadlockReaders

/// Names the keystore that the configuration, or the user, points at.
struct KeystoreNaming {
  private let request: CollectionRequest
  private let settings: ProductSettings

  init(_ request: CollectionRequest, _ settings: ProductSettings) {
    self.request = request
    self.settings = settings
  }

  func observations(_ service: SubjectID) -> [Observation] {
    guard let (path, place) = path() else { return [.enumerated(.keystore)] }
    let subject = SubjectID(.keystore, path)
    var observations: [Observation] = [
      .enumerated(.keystore),
      .subject(Subject(subject, name: path, within: [service])),
      .known("keystore.path", of: subject, .text(path), place),
      password(subject),
    ]
    let type = request.options.keystoreType ?? settings.values["keystore.type"]?.value.text
    observations.append(
      type.map {
        .known(
          "keystore.declared-type", of: subject, .text($0.uppercased()),
          self.place("keystore.type", shown: $0))
      } ?? .absent("keystore.declared-type", of: subject, place))
    let alias = request.options.alias ?? settings.values["keystore.alias"]?.value.text
    observations.append(
      alias.map {
        .known("keystore.alias", of: subject, .text($0), self.place("keystore.alias", shown: $0))
      } ?? .absent("keystore.alias", of: subject, place))
    if let home = request.target.home {
      observations.append(
        .known("keystore.inside-home", of: subject, .boolean(TargetPath(path).isBelow(home)), place)
      )
    } else {
      observations.append(.unknown("keystore.inside-home", of: subject, .notApplicable))
    }
    return observations
  }

  private func path() -> (String, Evidence)? {
    if let named = request.options.keystore {
      return (named, Evidence(.user, "--keystore", excerpt: named))
    }
    guard let setting = settings.values["keystore.path"], !setting.value.isEmpty else { return nil }
    let text = setting.value.text
    guard !text.hasPrefix("classpath:") else { return nil }
    return (located(text), place("keystore.path", shown: text))
  }

  /// The path that Java opens: without `file:`, below the home where it is relative, and on Windows
  /// with doubled slashes taken for one.
  private func located(_ text: String) -> String {
    var path = text
    if path.hasPrefix("file:") {
      path.removeFirst(5)
      while path.hasPrefix("//") { path.removeFirst() }
      if request.target.platform == .windows, TargetPath(String(path.dropFirst())).isWindows {
        path.removeFirst()
      }
    }
    if request.target.platform == .windows || TargetPath(path).isWindows {
      let parts = path.split { $0 == "/" || $0 == "\\" }
      let isShare = path.hasPrefix("\\\\") || path.hasPrefix("//")
      path = (isShare ? "\\\\" : "") + parts.joined(separator: "\\")
    }
    let isAbsolute = TargetPath(path).isAbsolute
    return isAbsolute ? path : request.target.home.map { TargetPath($0).appending(path) } ?? path
  }

  private func password(_ subject: SubjectID) -> Observation {
    if request.options.password != nil {
      return .known(
        "keystore.password", of: subject, .text("configured"),
        Evidence(.user, "command line", excerpt: "a password was given"))
    }
    guard let setting = settings.values["keystore.password"] else {
      // Without the configuration that goes with it, nobody knows whether it sets a password.
      if request.options.keystore != nil, settings.values["keystore.path"] == nil {
        return .unknown("keystore.password", of: subject, .failed("no password was given"))
      }
      let file = settings.values["keystore.path"]?.file ?? subject.name
      return .known(
        "keystore.password", of: subject, .text("missing"),
        Evidence(.file, file, excerpt: "no keystore password is set"))
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
