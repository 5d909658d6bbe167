import PadlockModel
import PadlockReaders

/// Names keystores and pairs of files, one subject for what several sections have in common.
struct KeyNaming {
  private let request: CollectionRequest
  private let service: SubjectID
  private(set) var observations: [Observation] = []
  private(set) var settings: [String: [String: EffectiveSetting]] = [:]
  private(set) var pairs: [ConfiguredPair] = []
  private(set) var hasStore = false
  private(set) var hasPair = false
  /// Where the first of them is named.
  private(set) var place: Evidence?
  /// What is configured for a keystore beside its path, once for each subject that it has.
  private var known: [String: [[String]]] = [:]
  /// What the names of those subjects have behind the path.
  private var suffixes: [String: [String]] = [:]
  /// What the user named instead; nil where nothing was.
  private var named: Set<SubjectID>?

  init(_ request: CollectionRequest, _ service: SubjectID) {
    self.request = request
    self.service = service
  }

  /// Takes what the user named for every section's.
  mutating func take(_ subjects: Set<SubjectID>, _ pairs: [ConfiguredPair]) {
    named = subjects
    self.pairs = pairs
  }

  /// The subjects of one port's keys.
  mutating func name(_ keys: [ConfigurationSections.Key]) -> Set<SubjectID> {
    if let named { return named }
    return keys.reduce(into: []) { subjects, key in
      place = place ?? key.place
      subjects.formUnion(store(key) + pair(key))
    }
  }

  private mutating func store(_ key: ConfigurationSections.Key) -> [SubjectID] {
    let isNamed =
      key.settings.values["keystore.path"] != nil || key.settings.unknown["keystore.path"] != nil
    hasStore = hasStore || isNamed
    guard let path = KeystoreNaming(request, key.settings).file else {
      if isNamed { observations += KeystoreNaming(request, key.settings).observations(service) }
      return []
    }
    // Two sections with one file may have different passwords for it.
    let words = ["keystore.password", "keystore.key-password", "keystore.alias", "keystore.type"]
    let signature = words.map { key.settings.values[$0]?.value.text ?? "" }
    if let index = known[path]?.firstIndex(of: signature), let suffix = suffixes[path]?[index] {
      return [SubjectID(.keystore, path + suffix)]
    }
    let place = "\(TargetPath(key.place.source).name):\(key.place.line ?? 0)"
    let suffix = known[path] == nil ? "" : " (\(place))"
    known[path, default: []].append(signature)
    suffixes[path, default: []].append(suffix)
    let naming = KeystoreNaming(request, key.settings, suffix: suffix)
    guard let subject = naming.subject else { return [] }
    settings[subject.name] = key.settings.values
    observations += naming.observations(service)
    observations += SectionPlaces(request.product, key, subject).observations
    return [subject]
  }

  private mutating func pair(_ key: ConfigurationSections.Key) -> [SubjectID] {
    let naming = KeystoreNaming(request, key.settings)
    for name in ["certificate.path", "certificate.chain-path", "certificate.key-path"] {
      guard let unknown = key.settings.unknown[name] else { continue }
      hasPair = true
      observations.append(
        .unchecked(
          Unchecked(
            what: "the file that \(unknown.source):\(unknown.line ?? 0) names",
            why: KeystoreNaming.variable, how: "name it with --keystore")))
    }
    func file(_ name: String) -> (String, Evidence)? {
      guard let setting = key.settings.values[name], !setting.value.isEmpty else { return nil }
      return (
        naming.located(setting.value.text, by: name),
        Evidence(.file, setting.file, line: setting.line, excerpt: setting.value.text)
      )
    }
    guard let (path, place) = file("certificate.path") else { return [] }
    hasPair = true
    let keyFile = file("certificate.key-path")
    var subjects = [
      self.file(path, keyFile?.0 == path ? "certificate-and-key" : "certificate", place)
    ]
    if let keyFile, keyFile.0 != path { subjects.append(self.file(keyFile.0, "key", keyFile.1)) }
    let rest = file("certificate.chain-path")
    if let rest, ![path, keyFile?.0].contains(rest.0) {
      subjects.append(self.file(rest.0, "certificate", rest.1))
    }
    let chain: [String]? =
      key.settings.unknown["certificate.chain-path"] == nil ? [rest?.0].compactMap { $0 } : nil
    let known = pairs.firstIndex {
      $0.certificate == path && $0.chain == chain && $0.key == keyFile?.0
    }
    if let known {
      pairs[known].sections.insert(key.section)
    } else {
      let passwords = PassPhrases.configured(key.settings, request)
      pairs.append(
        ConfiguredPair(
          certificate: path, chain: chain, key: keyFile?.0, passwords: passwords.phrases,
          knowsPasswords: passwords.isWhole, place: place, sections: [key.section]))
    }
    for subject in subjects {
      observations += SectionPlaces(request.product, key, subject).observations
    }
    return subjects
  }

  private mutating func file(_ path: String, _ role: String, _ place: Evidence) -> SubjectID {
    let subject = SubjectID(.file, path)
    observations += [
      .subject(Subject(subject, name: path, within: [service])),
      .known("file.path", of: subject, .text(path), place),
      .known("file.role", of: subject, .text(role), place),
    ]
    return subject
  }
}
