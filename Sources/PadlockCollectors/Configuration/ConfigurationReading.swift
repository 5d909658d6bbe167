import PadlockModel
import PadlockReaders

/// One configuration file as it was read.
struct ReadConfiguration: Sendable {
  let path: String
  let file: ConfigurationFile
  let role: Role
  var document: ConfigurationDocument

  /// The files that it is made of, where it includes others: itself first.
  var paths: [String] = []

  /// The file in which a setting of it stands.
  func path(of setting: Setting) -> String { path(setting.document) }

  func path(_ document: Int) -> String {
    paths.indices.contains(document) ? paths[document] : path
  }

  /// Why nothing in it counts; nil where its form is whole.
  var malformation: UnknownReason? {
    for defect in document.defects {
      switch defect.kind {
      case .notWellFormed:
        return .failed("\(path(defect.document)) is not well-formed, so nothing in it counts")
      case .includeMissing:
        let place = "\(path(defect.document)):\(defect.line)"
        return .failed("\(place) includes a file that is not there, so nothing in it counts")
      default: continue
      }
    }
    return nil
  }

  /// What the file is to the running product.
  enum Role: String {
    case active, alternative, backup
  }
}

/// Reads configuration files with the reader that their product names.
struct ConfigurationReading {
  let product: Product
  private let springNames: SpringNames?
  private var definitions: [String: SettingDefinition] = [:]
  /// Those whose key begins with `//`: it may stand at any depth of its file.
  private var anywhere: [(key: String, definition: SettingDefinition)] = []

  init(product: Product) {
    self.product = product
    springNames = product.options.flatMap {
      $0.isRelaxed ? SpringNames(names: $0.known) : nil
    }
    for definition in product.settings {
      for key in definition.keys.map(canonical) {
        if key.hasPrefix("//") {
          anywhere.append((String(key.dropFirst(2)), definition))
        } else if definitions[key] == nil {
          definitions[key] = definition
        }
      }
    }
  }

  /// The product's setting that a canonical name stands for.
  func definition(of name: String) -> SettingDefinition? {
    definitions[name]
      ?? anywhere.first { name == $0.key || name.hasSuffix("/" + $0.key) }?.definition
  }

  private var prefixes: [String] { product.options.map { [$0.prefix] } ?? [] }

  /// The canonical name of a setting's key, relative to the section that it stands in.
  func name(of setting: Setting) -> String {
    canonical(product.sections.map { SectionKeys.relative(setting, $0) } ?? setting.key)
  }

  /// The file's settings and faults.
  ///
  /// `variables` are those that a start script finds set.
  /// - Throws: ``ReaderFailure`` where it is larger, or has more settings, than a configuration may,
  ///   or holds what Padlock refuses to read.
  func read(
    _ bytes: [UInt8], as file: ConfigurationFile, variables: [String: String] = [:]
  ) throws(ReaderFailure) -> ConfigurationDocument {
    let document = try parse(bytes, as: file, variables)
    guard document.settings.count <= ConfigurationLimit.settings else {
      throw .tooManySettings(limit: ConfigurationLimit.settings)
    }
    return document
  }

  private func parse(
    _ bytes: [UInt8], as file: ConfigurationFile, _ variables: [String: String]
  ) throws(ReaderFailure) -> ConfigurationDocument {
    switch file.reader {
    case .launchLine:
      let markers = file.markers.isEmpty ? ["-jar"] : file.markers
      return try LaunchLine.parse(
        bytes: bytes, markers: markers, optionPrefixes: prefixes, environment: variables)
    case .javaServiceWrapper:
      return try WrapperConfiguration.parse(
        bytes: bytes, series: file.markers.first ?? "wrapper.java.additional",
        optionPrefixes: prefixes)
    case .environment: return try EnvironmentFile.parse(bytes: bytes)
    case .javaProperties: return try JavaProperties.parse(bytes: bytes, optionPrefixes: prefixes)
    case .xml: return try XMLSettings.parse(bytes: bytes)
    case .nginx: return try NginxConfiguration(bytes: bytes, path: "").document
    case .yaml: return try YAMLSettings.parse(bytes: bytes)
    }
  }

  /// How a file that the user names is read: as the product's file of that name, else by what is
  /// in it.
  func recognise(_ path: String, _ bytes: [UInt8], among files: [ConfigurationFile])
    -> ConfigurationFile
  {
    let name = TargetPath(path).name
    if let known = files.first(where: { file in
      let own = TargetPath(file.path).name
      return own == name || file.ignoresCase && own.lowercased() == name.lowercased()
    }) {
      return known
    }
    let text = String(decoding: bytes.prefix(65_536), as: UTF8.self)
    let reader: ConfigurationReader =
      if text.drop(while: { $0.isWhitespace || $0 == "\u{FEFF}" }).hasPrefix("<") {
        .xml
      } else if text.contains(/\b(server|http)\s*\{/) {
        .nginx
      } else if text.contains("wrapper.java.") {
        .javaServiceWrapper
      } else if text.hasPrefix("#!") || text.contains(" -jar ") {
        .launchLine
      } else if text.contains("export ") {
        .environment
      } else {
        .javaProperties
      }
    return files.first { $0.reader == reader }
      ?? ConfigurationFile(path: path, reader: reader, takesSettings: true)
  }

  /// The canonical name of a key: Spring's spellings are one where the product says so.
  func canonical(_ key: String) -> String {
    springNames?.canonical(key) ?? key
  }

  /// Whether a canonical name is one of the options that switch HTTPS on.
  func isOption(_ name: String) -> Bool {
    product.options.map { name.hasPrefix($0.prefix) } ?? false
  }

  /// The known option that a name which is none was meant to be.
  func misspelling(of name: String) -> String? {
    guard let options = product.options, !options.known.contains(name) else { return nil }
    if definitions[name] != nil { return nil }
    // Most names of a file are far from every option: their length says so at once.
    let length = name.unicodeScalars.count
    let likely =
      isOption(name)
      ? options.known : options.known.filter { abs($0.unicodeScalars.count - length) <= 2 }
    let near = likely.map { ($0, EditDistance.between(name, $0)) }.min { $0.1 < $1.1 }
    if let near, near.1 <= 2 { return near.0 }
    return isOption(name) ? near?.0 : nil
  }
}

/// How many letters must change to make one word of another (Levenshtein).
enum EditDistance {
  static func between(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(100)), Array(b.unicodeScalars.prefix(100)))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substituted = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, min(row[j], diagonal) + 1)
      }
    }
    return row[b.count]
  }
}
