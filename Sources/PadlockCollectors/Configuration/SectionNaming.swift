import PadlockModel
import PadlockReaders

/// Names what the sections of a configuration open and use: each listener with its own keystores
/// and certificate files, so that what is wrong with one is not said of another.
struct SectionNaming {
  private let request: CollectionRequest
  private let settings: ProductSettings
  private let sections: ConfigurationSections
  private let listeners: ListenerNaming

  init(
    _ request: CollectionRequest, _ settings: ProductSettings, _ sections: ConfigurationSections
  ) {
    self.request = request
    self.settings = settings
    self.sections = sections
    listeners = ListenerNaming(request, settings)
  }

  /// The ports to look at: the one asked for, else those with TLS, or with a key that needs it.
  private var ports: [ConfigurationSections.Port] {
    if let asked = request.options.port { return sections.ports.filter { $0.number == asked } }
    return sections.ports.filter { $0.isTLS != false || $0.isMeant }
  }

  func observations(_ service: SubjectID) -> [Observation] {
    var observations: [Observation] = [
      .enumerated(.listener), .enumerated(.keystore),
    ]
    observations += https(service)
    var naming = KeyNaming(request, service)
    if request.options.keystore != nil {
      // The user knows better which file counts.
      let files = PEMNaming(request, named)
      if files.takesNamedFile {
        observations += files.observations(service)
        naming.take(files.subjects, files.pairs)
      } else {
        let named = KeystoreNaming(request, named)
        observations += named.observations(service)
        naming.take(Set([named.subject].compactMap { $0 }), [])
      }
    }
    for port in ports {
      let host = listeners.host(boundTo: port.addresses.flatMap { $0.count == 1 ? $0.first : nil })
      let subject = listeners.subject(port.number, host: host)
      let within = naming.name(port.keys)
      if port.refusesNames, !request.options.judgesNames, port.isTLS == true {
        observations.append(
          .unchecked(
            Unchecked(
              what: "the port \(port.number)", why: "it refuses names that it does not know",
              how: "name the host that clients use with --host")))
        continue
      }
      observations += listeners.named(
        request.product.listeners.first, port.number, host: host,
        within: within.isEmpty ? [service] : within)
      observations += tls(port, subject)
    }
    observations += naming.observations + asked(service) + unknownPorts + noPorts
    observations += traits(naming)
    let secrets = naming.settings
    let pairs = naming.pairs
    request.workbench.write {
      $0.sectionSettings = secrets
      $0.pairs = pairs
      for pair in pairs {
        $0.secrets += pair.passwords.map { ($0, pair.key ?? pair.certificate) }
      }
    }
    return observations
  }

  /// The settings of the section that names the keystore which the user named.
  private var named: ProductSettings {
    sections.ports.lazy.flatMap(\.keys).map(\.settings).first {
      KeystoreNaming(request, $0).configuredFile == request.options.keystore
    } ?? settings
  }

  /// The port that was asked for where no section opens it.
  private func asked(_ service: SubjectID) -> [Observation] {
    guard let asked = request.options.port, !sections.ports.contains(where: { $0.number == asked })
    else { return [] }
    let host = listeners.host(boundTo: nil)
    let subject = listeners.subject(asked, host: host)
    return listeners.named(request.product.listeners.first, asked, host: host, within: [service])
      + [configuredPort(subject)]
      + ListenerNaming.tls.map { name in
        if let gap = sections.gap { return .unknown(name, of: subject, gap) }
        return request.installation == nil
          ? .unknown(name, of: subject, .notApplicable) : .absent(name, of: subject)
      }
  }

  /// The first port with TLS, where the one that was asked for is opened by no section.
  private func configuredPort(_ subject: SubjectID) -> Observation {
    let name: FactName = "listener.configured-port"
    if request.installation == nil { return .unknown(name, of: subject, .notApplicable) }
    guard let port = sections.ports.first(where: { $0.isTLS == true }) else {
      return .unknown(name, of: subject, sections.gap ?? .notApplicable)
    }
    return .known(name, of: subject, .integer(port.number), port.place)
  }

  private func tls(_ port: ConfigurationSections.Port, _ subject: SubjectID) -> [Observation] {
    let place = "\(port.place.source):\(port.place.line ?? 0)"
    let text = request.product.sections?.switchText ?? ""
    let isTLS = port.isTLS.map { isTLS in
      Evidence(
        .file, port.place.source, line: port.place.line,
        excerpt: isTLS ? port.place.excerpt : "\(port.place.excerpt): without \(text)")
    }
    return [
      .absent("listener.configured-port", of: subject, port.place),
      isTLS.map {
        .known("listener.configured-tls", of: subject, .boolean(port.isTLS == true), $0)
      } ?? .unknown("listener.configured-tls", of: subject, KeystoreNaming.holdsVariable),
      .known("listener.configured-at", of: subject, .text(place), port.place),
      .known("listener.tls-switch", of: subject, .text(text), port.place),
    ]
  }

  private func https(_ service: SubjectID) -> [Observation] {
    let rest = ConfigurationCollector.httpsFacts.dropFirst()
    if request.installation == nil {
      return ConfigurationCollector.httpsFacts.map { .unknown($0, of: service, .notApplicable) }
    }
    let secure = sections.ports.first { $0.isTLS == true || $0.isMeant }
    let configured: Observation
    if let secure {
      configured = .known("https.configured", of: service, .boolean(true), secure.place)
    } else if let gap = sections.gap {
      configured = .unknown("https.configured", of: service, gap)
    } else if sections.ports.contains(where: { $0.isTLS == nil }) {
      configured = .unknown("https.configured", of: service, KeystoreNaming.holdsVariable)
    } else if let place = sections.ports.first?.place {
      configured = .known(
        "https.configured", of: service, .boolean(false),
        Evidence(.file, place.source, excerpt: "opens no port with TLS"))
    } else {
      configured = .unknown("https.configured", of: service, .offline)
    }
    return [configured] + rest.map { .absent($0, of: service) }
  }

  private var unknownPorts: [Observation] {
    sections.unknown.map { place in
      .unchecked(
        Unchecked(
          what: "the port that \(place.source):\(place.line ?? 0) names",
          why: KeystoreNaming.variable, how: "name it with --port"))
    }
  }

  /// That no port is looked at, where nothing else was named that could be.
  private var noPorts: [Observation] {
    guard ports.isEmpty, request.options.port == nil, request.options.keystore == nil else {
      return []
    }
    let why: String
    if case .failed(let words)? = sections.gap {
      why = words
    } else if sections.files.isEmpty {
      why = "no configuration of it is at hand"
    } else {
      why = "no port with TLS is known from \(sections.files.joined(separator: ", "))"
    }
    return [
      .unjudged(
        Unchecked(
          what: "the HTTPS ports of \(request.product.name)", why: why,
          how: "name the port with --port, or the file that configures it with --config"))
    ]
  }

  /// The product's traits without those of a kind of key that its configuration does not use.
  private func traits(_ naming: KeyNaming) -> [Observation] {
    let unused = [("java-keystore", naming.hasStore), ("pem-files", naming.hasPair)]
      .filter { !$0.1 }.map(\.0)
    guard naming.hasStore != naming.hasPair, sections.gap == nil,
      request.options.keystore == nil
    else { return [] }
    let traits = request.product.traits.filter { !unused.contains($0) }
    guard traits != request.product.traits, let place = naming.place else { return [] }
    return [.known("trait", of: .target, .list(traits), place)]
  }
}
