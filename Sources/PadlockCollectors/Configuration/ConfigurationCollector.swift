import OpenSSLBridge
public import PadlockModel
import PadlockReaders

/// Reads the product's configuration and names its service, listeners, files and keystore.
public struct ConfigurationCollector: Collector {
  public init() {}

  public let title = "Read the configuration"
  public let how =
    "Run Padlock on the product's own host, or give it the files with --root or --config."

  public let offer = CollectorOffer(
    id: "configuration",
    provides: [
      "target.unread", "service.name", "https.configured", "https.enabled", "https.missing",
      "https.misspelled", "https.placeholders", "https.spoiled", "file.path", "file.role",
      "file.state",
      "file.changed", "file.configures-https", "file.defects", "file.has-backup",
      "file.name-differs-in-case",
      "file.copy-outside", "listener.name", "listener.host", "listener.port",
      "listener.host-is-loopback", "listener.is-local", "listener.claimed-by",
      "listener.configured-port", "listener.configured-tls", "listener.configured-at",
      "listener.tls-switch", "keystore.path", "keystore.declared-type",
      "keystore.password", "keystore.alias", "keystore.inside-home",
    ] + SettingFacts.offered, needs: [], cost: .instant)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let installation = request.installation ?? request.product.installations.first
    let service = SubjectID(.service, installation?.service.name ?? request.target.product)
    var observations: [Observation] = [
      .subject(Subject(service, name: service.name)),
      installation.map { .known("service.name", of: service, .text($0.service.name)) }
        ?? .unknown("service.name", of: service, .notApplicable),
      .enumerated(.service),
    ]
    if let restart = request.installation?.restart { observations.append(.restart(restart)) }

    let found = ConfigurationFiles(request, service: service)
    observations += found.observations
    if found.unread.isEmpty {
      observations.append(.fact(FactKey("target.unread"), .absent(evidence: [])))
    } else {
      observations.append(
        .known(
          "target.unread", of: .target, .list(found.unread),
          Evidence(
            .system, found.unread[0], excerpt: "this user may not read it")))
    }
    for path in request.options.trust
    where !TrustStore().adding(path: path).unreadable.isEmpty {
      observations.append(
        .failure("The file \(path) is not there, cannot be read or holds no certificate."))
    }
    let reading = ConfigurationReading(product: request.product)
    let active = found.read.filter { $0.role == .active }
    let settings = ProductSettings(
      active, reading, unseen: found.unseen, isInstalled: request.installation != nil
    ).takingPasswords(request)
    request.workbench.write { bench in
      bench.settings = settings.values
      // Also those that do not count, and those of copies: none may leave.
      for file in found.read {
        for setting in file.document.settings
        where ProductSettings.isSecret(reading.name(of: setting), setting.value.text, reading)
          || ProductSettings.holdsKey(setting)
        {
          bench.secrets.append(
            (setting.value.secret, "\(file.path(of: setting)):\(setting.line)"))
        }
      }
      for file in found.read {
        bench.settingsRead += file.document.settings.map {
          (key: $0.key, value: $0.value.secret, place: "\(file.path(of: $0)):\($0.line)")
        }
      }
    }

    observations += https(settings, active, request, of: service)
    observations += SettingFacts(request, settings, active).observations(service)
    let files = PEMNaming(request, settings)
    if let sections = ConfigurationSections(request, active, reading, settings.gap) {
      observations += SectionNaming(request, settings, sections).observations(service)
    } else {
      observations += ListenerNaming(request, settings).observations(service)
      observations += files.observations(service)
      observations +=
        files.takesNamedFile
        ? [.enumerated(.keystore)] : KeystoreNaming(request, settings).observations(service)
      let pairs = files.pairs
      request.workbench.write { $0.pairs = pairs }
    }
    if let keystore = request.options.keystore {
      // Who names a keystore says that the service has one, whatever product it is.
      let traits = request.product.traits.filter { !files.traits.contains($0) } + files.traits
      observations.append(
        .known(
          "trait", of: .target, .list(traits), Evidence(.user, "--keystore", excerpt: keystore)))
    }
    observations += SettingPlaces(request.product, active, settings).observations
    observations.append(check(request, active, service))
    return observations
  }

  private func check(
    _ request: CollectionRequest, _ active: [ReadConfiguration], _ service: SubjectID
  ) -> Observation {
    let paths = active.map(\.path)
    let detail =
      paths.isEmpty ? "no configuration file was found" : "read \(paths.joined(separator: ", "))"
    return .check(
      CheckRecord(
        id: offer.id, subject: service, title: title, detail: detail,
        facts: [
          "https.configured", "https.enabled", "https.missing", "https.misspelled", "file.defects",
        ],
        skipped: request.installation == nil ? "no files are known of this service" : nil))
  }

  private func https(
    _ settings: ProductSettings, _ active: [ReadConfiguration], _ request: CollectionRequest,
    of service: SubjectID
  ) -> [Observation] {
    // Where each listener has its own switch, the sections tell.
    if request.product.sections != nil { return [] }
    guard request.product.options != nil else {
      return Self.httpsFacts.dropFirst(2).map { .unknown($0, of: service, .notApplicable) }
        + HTTPSSwitch(request, settings, active).observations(service)
    }
    guard let main = active.first(where: { $0.file.takesSettings }) ?? active.first else {
      let reason: UnknownReason = request.installation == nil ? .notApplicable : .offline
      return Self.httpsFacts.map { .unknown($0, of: service, reason) }
    }
    let nothing = Evidence(.file, main.path, excerpt: "sets no HTTPS option")
    var observations: [Observation] = []
    if settings.options.isEmpty, let gap = settings.gap {
      observations.append(.unknown("https.configured", of: service, gap))
    } else {
      observations.append(
        .known(
          "https.configured", of: service, .boolean(!settings.options.isEmpty),
          settings.options.first?.place ?? nothing))
    }
    if let enabled = settings.values["https.enabled"] {
      let isOn = !HTTPSSwitch.isOff(enabled.value.text)
      let reading = ConfigurationReading(product: request.product)
      let keys = request.product.settings.first { $0.name == "https.enabled" }?.keys ?? []
      let names = keys.map(reading.canonical)
      let written = settings.options.first {
        names.contains($0.name) && $0.place.source == enabled.file && $0.place.line == enabled.line
      }
      observations.append(
        .known(
          "https.enabled", of: service, .boolean(isOn),
          written?.place
            ?? Evidence(.file, enabled.file, line: enabled.line, excerpt: "https.enabled")))
    } else if settings.unknown["https.enabled"] != nil {
      observations.append(.unknown("https.enabled", of: service, KeystoreNaming.holdsVariable))
    } else if let gap = settings.gap {
      observations.append(.unknown("https.enabled", of: service, gap))
    } else {
      observations.append(.absent("https.enabled", of: service, nothing))
    }
    let missing = settings.options.isEmpty ? [] : missing(settings, request)
    if let gap = settings.gap, settings.options.isEmpty || !missing.isEmpty {
      observations.append(.unknown("https.missing", of: service, gap))
    } else {
      observations.append(
        list("https.missing", missing, Evidence(.file, main.path, excerpt: "not set"), of: service))
    }
    let misspelled = settings.misspelled
    observations.append(
      misspelled.isEmpty
        ? settings.gap.map { .unknown("https.misspelled", of: service, $0) }
          ?? .absent("https.misspelled", of: service)
        : .fact(
          FactKey("https.misspelled", service),
          .known(
            .list(misspelled.map { "\($0.written) (for \($0.meant))" }),
            evidence: misspelled.map(\.place))))
    let placeholders = request.product.settings.compactMap { definition -> (String, Evidence)? in
      guard let setting = settings.values[definition.name],
        definition.placeholders.contains(setting.value.text)
      else { return nil }
      let excerpt = definition.isSecret ? "<the sample's password>" : setting.value.text
      return (
        definition.name, Evidence(.file, setting.file, line: setting.line, excerpt: excerpt)
      )
    }
    observations.append(
      placeholders.isEmpty
        ? settings.gap.map { .unknown("https.placeholders", of: service, $0) }
          ?? .absent("https.placeholders", of: service)
        : .fact(
          FactKey("https.placeholders", service),
          .known(.list(placeholders.map(\.0)), evidence: placeholders.map(\.1))))
    observations.append(spoiled(active, settings, request, of: service))
    return observations
  }

  /// The HTTPS options that stand in a file and are lost by its form; a comment is no such fault.
  private func spoiled(
    _ active: [ReadConfiguration], _ settings: ProductSettings, _ request: CollectionRequest,
    of service: SubjectID
  ) -> Observation {
    let reading = ConfigurationReading(product: request.product)
    var names: [String] = []
    var places: [Evidence] = []
    for file in active {
      for defect in file.document.defects
      where defect.losesSettings && defect.kind != .linesCommented {
        let lost = defect.keys.map(reading.canonical).filter(reading.isOption)
        guard !lost.isEmpty else { continue }
        names += lost
        places.append(
          Evidence(
            .file, file.path(defect.document), line: defect.line, excerpt: defect.kind.rawValue))
      }
    }
    if names.isEmpty {
      return settings.gap.map { .unknown("https.spoiled", of: service, $0) }
        ?? .absent("https.spoiled", of: service)
    }
    let known = FactState.known(.list(Set(names).sorted()), evidence: places)
    return .fact(FactKey("https.spoiled", service), known)
  }

  static let httpsFacts: [FactName] = [
    "https.configured", "https.enabled", "https.missing", "https.misspelled", "https.placeholders",
    "https.spoiled",
  ]

  /// Needed settings that neither a file nor the command line gives.
  private func missing(_ settings: ProductSettings, _ request: CollectionRequest) -> [String] {
    request.product.settings.filter { definition in
      guard definition.isRequired, settings.unknown[definition.name] == nil else { return false }
      switch definition.name {
      case "keystore.path" where request.options.keystore != nil: return false
      case "certificate.path" where request.options.keystore != nil: return false
      case "certificate.key-path" where request.options.key != nil: return false
      default: return settings.values[definition.name].map(\.value.isEmpty) ?? true
      }
    }.map(\.name)
  }

  private func list(
    _ name: FactName, _ values: [String], _ evidence: Evidence, of subject: SubjectID
  ) -> Observation {
    values.isEmpty
      ? .absent(name, of: subject) : .known(name, of: subject, .list(values), evidence)
  }
}
