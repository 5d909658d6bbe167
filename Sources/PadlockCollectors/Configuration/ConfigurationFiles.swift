import PadlockModel
import PadlockReaders

/// Finds and reads a product's configuration files, the copies beside them included.
struct ConfigurationFiles {
  let request: CollectionRequest
  private let reading: ConfigurationReading
  /// Variables that the product's environment files set, for scripts that use them.
  private var variables: [String: String] = [:]
  private(set) var read: [ReadConfiguration] = []
  private(set) var observations: [Observation] = []
  /// Files that are needed and that this user may not read.
  private(set) var unread: [String] = []
  /// The first file the product goes by that is there, or may be, and whose settings stay unknown.
  private(set) var unseen: String?

  static let limit = 4 << 20
  /// The most faults of one file that are shown.
  private static let defectLimit = 100

  init(_ request: CollectionRequest, service: SubjectID) {
    self.request = request
    reading = ConfigurationReading(product: request.product)
    let known = request.installation?.configuration ?? []
    variables = variables(of: known)
    if request.options.configurationFiles.isEmpty {
      for file in known {
        for path in expanded(file) {
          load(path, as: file, role: Self.role(of: file), service, isNamed: false)
        }
      }
    } else {
      for path in request.options.configurationFiles {
        load(path, as: nil, role: .active, service, isNamed: true)
      }
    }
    observations.append(.enumerated(.file))
  }

  private static func role(of file: ConfigurationFile) -> ReadConfiguration.Role {
    switch file.role {
    case .active: .active
    case .alternative: .alternative
    }
  }

  /// The paths that a product's path stands for here: below its home, `*` for any name.
  private func expanded(_ file: ConfigurationFile) -> [String] {
    let whole = request.target.home.map { TargetPath($0).appending(file.path) } ?? file.path
    return PathPattern(whole, ignoringCase: file.ignoresCase).matches(in: request.files)
  }

  /// What the active environment files set; a start script reads them before anything else.
  private func variables(of files: [ConfigurationFile]) -> [String: String] {
    var variables: [String: String] = [:]
    for file in files where file.reader == .environment && file.role == .active {
      for path in expanded(file) {
        guard let bytes = try? request.files.contents(of: path, limit: Self.limit),
          let document = try? reading.read(bytes, as: file)
        else { continue }
        for setting in document.settings where setting.isEffective && setting.isKnown {
          variables[setting.key] = setting.value.text
        }
      }
    }
    return variables
  }

  private mutating func load(
    _ path: String, as known: ConfigurationFile?, role: ReadConfiguration.Role,
    _ service: SubjectID, isNamed: Bool
  ) {
    let subject = SubjectID(.file, path)
    let status = request.files.status(of: path)
    var state = "present"
    var words: String?
    do throws(FileFailure) {
      let bytes = try request.files.contents(of: path, limit: Self.limit)
      let file =
        known
        ?? reading.recognise(path, bytes, among: request.installation?.configuration ?? [])
      var whole = ReadConfiguration(
        path: path, file: file, role: role, document: ConfigurationDocument())
      let document = try document(bytes, of: &whole, service)
      whole.document = document
      read.append(whole)
      observe(subject, status, document, role: role, service: service)
      if let known, role != .backup { observations.append(spelling(of: subject, as: known)) }
      if role == .active { loadCopies(of: path, as: file, service) }
      if isNamed, !tells(document) { observations.append(nothing(in: path)) }
      return
    } catch {
      switch error {
      case .missing: state = "missing"
      case .notCollected:
        if role == .active, isNamed || known?.takesSettings == true { unseen = unseen ?? path }
        if isNamed { fail(path, "it is not there") }
        return
      case .denied:
        state = "unreadable"
        if role == .active { unread.append(path) }
      case .isFolder: state = "folder"
      case .tooLarge: state = "too-large"
      case .isSpecial: (state, words) = ("unreadable", "it is no regular file")
      case .outsideTree: (state, words) = ("unreadable", "its links lead nowhere")
      case .failed(let why): (state, words) = ("unreadable", why)
      }
    }
    if role == .active, state == "unreadable" || state == "too-large" { unseen = unseen ?? path }
    if state == "missing" && !isNamed && role != .active { return }
    observations += [
      .subject(Subject(subject, name: path, within: [service])),
      .known("file.path", of: subject, .text(path)),
      .known("file.role", of: subject, .text(role.rawValue)),
      .known(
        "file.state", of: subject, .text(state),
        Evidence(.file, path, excerpt: words ?? Self.words(for: state))),
    ]
    if isNamed {
      fail(path, words ?? Self.words(for: state))
    } else if role == .active, let words {
      observations.append(
        .unchecked(
          Unchecked(
            what: "the settings in \(path)", why: words,
            how: "look at the file, and give Padlock a plain copy of it with --config")))
    }
  }

  /// Whether there is something to judge in a file: a setting that the product knows, or a fault.
  ///
  /// Where a product has HTTPS options or sections, that there are none is judged of all its files.
  private func tells(_ document: ConfigurationDocument) -> Bool {
    request.product.options != nil || request.product.sections != nil
      || document.defects.contains(where: \.losesSettings)
      || document.settings.contains { reading.definition(of: reading.name(of: $0)) != nil }
  }

  private func nothing(in path: String) -> Observation {
    let product = request.product
    return .unjudged(
      Unchecked(
        what: "the configuration \(path)",
        why: "Padlock knows none of its settings as one of the product \(product.id)",
        how: "name the product that reads it with --product, or what it names with --keystore"))
  }

  /// Whether the file's name is spelled as the product spells it, where letters make a difference.
  private func spelling(of file: SubjectID, as known: ConfigurationFile) -> Observation {
    let fact: FactName = "file.name-differs-in-case"
    if request.target.platform == .windows { return .unknown(fact, of: file, .notApplicable) }
    let wanted = TargetPath(known.path).name
    let name = TargetPath(file.name).name
    let differs = name != wanted && name.lowercased() == wanted.lowercased()
    return .known(
      fact, of: file, .boolean(differs),
      Evidence(.file, file.name, excerpt: differs ? "the product reads \(wanted)" : "read"))
  }

  /// The settings of a file and of those that it includes, its variables replaced; what no reader
  /// takes counts as a file that cannot be read.
  private mutating func document(
    _ bytes: [UInt8], of whole: inout ReadConfiguration, _ service: SubjectID
  ) throws(FileFailure) -> ConfigurationDocument {
    do throws(ReaderFailure) {
      guard whole.file.reader == .nginx else {
        let document = try reading.read(bytes, as: whole.file, variables: variables)
        return ConfigurationVariables(request).replaced(in: document)
      }
      return try included(bytes, in: &whole, service)
    } catch {
      switch error {
      case .tooLarge, .tooManySettings: throw .tooLarge(limit: Self.limit)
      case .tooDeep(let line, let limit):
        throw .failed("on line \(line) it nests deeper than \(limit) levels")
      case .usesEntities(let line):
        throw .failed(
          "on line \(line) it has an entity or another declaration of its own, which is never expanded"
        )
      }
    }
  }

  private mutating func included(
    _ bytes: [UInt8], in whole: inout ReadConfiguration, _ service: SubjectID
  ) throws(ReaderFailure) -> ConfigurationDocument {
    let including = IncludedFiles(request.files, around: mainFile(of: whole))
    let read = try NginxConfiguration(
      bytes: bytes, path: whole.path, include: including.files)
    guard read.document.settings.count <= ConfigurationLimit.settings else {
      throw .tooManySettings(limit: ConfigurationLimit.settings)
    }
    whole.paths = read.paths
    guard whole.role == .active else { return read.document }
    unseen = unseen ?? read.unread.first
    unread += read.unread.filter { path in
      if case .denied = request.files.status(of: path) { true } else { false }
    }
    for path in Set(read.paths.dropFirst()).sorted() { observeIncluded(path, service) }
    return read.document
  }

  /// The file that the product starts from, where it would include the one that is read.
  private func mainFile(of whole: ReadConfiguration) -> String {
    guard let home = request.target.home, TargetPath(whole.path).isBelow(home) else {
      return whole.path
    }
    return TargetPath(home).appending(whole.file.path)
  }

  private mutating func observeIncluded(_ path: String, _ service: SubjectID) {
    let subject = SubjectID(.file, path)
    observations += [
      .subject(Subject(subject, name: path, within: [service])),
      .known("file.path", of: subject, .text(path)),
      .known("file.role", of: subject, .text(ReadConfiguration.Role.active.rawValue)),
      .known(
        "file.state", of: subject, .text("present"), Evidence(.file, path, excerpt: "read")),
    ]
    if case .file(let information) = request.files.status(of: path) {
      observations.append(
        .known(
          "file.changed", of: subject, .time(information.changed),
          Evidence(.file, path, time: information.changed, excerpt: "last changed")))
    }
  }

  private static func words(for state: String) -> String {
    switch state {
    case "missing": "it is not there"
    case "folder": "it is a folder, not a file"
    case "too-large":
      "it is larger than the 4 MiB, or has more than the "
        + "\(ConfigurationLimit.settings) settings, that a configuration may have"
    default: "this user may not read it"
    }
  }

  private mutating func fail(_ path: String, _ why: String) {
    observations.append(.failure("The configuration \(path) could not be read: \(why)."))
  }

  private mutating func observe(
    _ subject: SubjectID, _ status: FileStatus, _ document: ConfigurationDocument,
    role: ReadConfiguration.Role, service: SubjectID
  ) {
    let path = subject.name
    observations += [
      .subject(Subject(subject, name: path, within: [service])),
      .known("file.path", of: subject, .text(path)),
      .known("file.role", of: subject, .text(role.rawValue)),
      .known("file.state", of: subject, .text("present"), Evidence(.file, path, excerpt: "read")),
    ]
    if case .file(let information) = status {
      observations.append(
        .known(
          "file.changed", of: subject, .time(information.changed),
          Evidence(.file, path, time: information.changed, excerpt: "last changed")))
    }
    let options = document.settings.filter {
      $0.isEffective && reading.isOption(reading.canonical($0.key))
    }
    let place =
      options.first.map {
        Evidence(.file, path, line: $0.line, excerpt: "sets \($0.key)")
      } ?? Evidence(.file, path, excerpt: "sets no HTTPS option")
    observations.append(
      .known("file.configures-https", of: subject, .boolean(!options.isEmpty), place))
    // A gap is harmless to some wrappers and worth a word all the same.
    let defects = document.defects.filter { $0.losesSettings || $0.kind == .numberGap }
    observations.append(Self.defects(defects.filter { $0.document == 0 }, in: subject))
  }

  private static func defects(_ defects: [Defect], in subject: SubjectID) -> Observation {
    let key = FactKey("file.defects", subject)
    if defects.isEmpty {
      return .fact(
        key, .absent(evidence: [Evidence(.file, subject.name, excerpt: "no fault of form")]))
    }
    let kinds = Set(defects.map(\.kind.rawValue)).sorted()
    let evidence = defects.prefix(Self.defectLimit).map { defect in
      Evidence(
        .file, subject.name, line: defect.line,
        excerpt: defect.keys.isEmpty
          ? defect.kind.rawValue
          : "\(defect.kind.rawValue): \(defect.keys.prefix(20).joined(separator: ", "))",
        about: defect.kind.rawValue)
    }
    return .fact(key, .known(.list(kinds), evidence: evidence))
  }

  /// Copies in the same folder (`.bak`, `.orig`, `Copy of …`) and in the product's backup places.
  private mutating func loadCopies(
    of path: String, as file: ConfigurationFile, _ service: SubjectID
  ) {
    let target = TargetPath(path)
    let subject = SubjectID(.file, path)
    let listed = request.files.listedNames(in: target.folder)
    let siblings = (try? request.files.names(in: target.folder)) ?? []
    let copies = (listed ?? siblings).filter { Self.isCopy($0, of: target.name) }
    let isKnown = !copies.isEmpty || listed != nil || request.files.listsFolders
    observations.append(
      isKnown
        ? .known(
          "file.has-backup", of: subject, .boolean(!copies.isEmpty),
          Evidence(
            .file, target.folder,
            excerpt: copies.isEmpty ? "no copy of \(target.name)" : copies.joined(separator: ", ")))
        : .unknown("file.has-backup", of: subject, .notCollected))
    for copy in copies where siblings.contains(copy) {
      load(
        TargetPath(target.folder).appending(copy), as: file, role: .backup, service, isNamed: false)
    }
    let outside = (request.installation?.backupFolders ?? []).first { folder in
      let names = (try? request.files.names(in: folder)) ?? []
      return names.contains { $0 == target.name || Self.isCopy($0, of: target.name) }
    }
    if let outside {
      observations.append(
        .known(
          "file.copy-outside", of: subject, .boolean(true),
          Evidence(.file, outside, excerpt: "holds a copy of \(target.name)")))
    } else if request.files.holdsEverything {
      observations.append(
        .known(
          "file.copy-outside", of: subject, .boolean(false),
          Evidence(.file, path, excerpt: "no copy found outside \(request.target.home ?? "")")))
    } else {
      observations.append(.unknown("file.copy-outside", of: subject, .notApplicable))
    }
  }

  /// Whether `name` reads like a copy of `original`; an installer's template is none.
  static func isCopy(_ name: String, of original: String) -> Bool {
    guard name != original, !name.hasSuffix(".template"), !name.hasSuffix(".swp") else {
      return false
    }
    if name.hasPrefix("Copy of ") { return name.dropFirst(8) == original }
    let stem = original.split(separator: ".").dropLast().joined(separator: ".")
    if !stem.isEmpty, name.hasPrefix(stem + " - Copy") { return true }
    guard name.hasPrefix(original) else { return false }
    let rest = name.dropFirst(original.count)
    return rest.first.map { "._-~ ".contains($0) } ?? false
  }
}
