public import PadlockModel

/// Looks for the product's process and its port on this machine, and for the user it runs as.
public struct ServiceCollector: Collector {
  public init() {}

  public let title = "Look at the service"
  public let how = "Run Padlock on the product's own host, without --no-probe."
  public let offer = CollectorOffer(
    id: "service",
    provides: [
      "service.state", "service.started", "service.user", "listener.bound", "listener.process",
      "listener.held-by-service", "listener.claimants-running",
    ],
    // After connecting, or a service that comes up in between would be called stopped.
    needs: ["service.name", "listener.port", "listener.tcp"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    let listeners = findings.facts.subjects(of: .listener)
    let unit = ServiceUnit(request)
    guard let system = request.system, let installation = request.installation,
      !request.options.noProbe
    else {
      let reason: UnknownReason = request.options.noProbe ? .byChoice : .notApplicable
      return [
        .unknown("service.state", of: service, reason),
        .unknown("service.started", of: service, reason),
        unit.user.map { .known("service.user", of: service, .text($0.name), $0.evidence) }
          ?? .unknown("service.user", of: service, .notApplicable),
      ]
        + Self.unknown(listeners, reason)
    }
    // Sockets first: whoever began to listen since then is no stranger for want of a process.
    let listening = system.listeners()
    let processes = system.processes()
    let state = system.unit(installation.service.name)
    let own = OwnProcesses(
      processes, of: installation, home: request.target.home, request.files,
      mainProcess: state?.mainProcess)
    // A unit that runs another installation says nothing of this one.
    let isOthers = state?.mainProcess.map { own.others.contains($0) } ?? false
    let unseen: String? =
      if !system.seesEveryProcess {
        "this user may not see the processes of others"
      } else if Self.hasLost(processes, holding: listeners, of: listening, findings.facts) {
        "it ended or began while it was looked at"
      } else {
        nil
      }
    var observations = self.state(service, own, isOthers ? nil : state, whyUnseen: unseen)
    observations.append(user(service, own, unit, request))
    guard let listening else {
      return observations
        + Self.unknown(listeners, .failed("this user may not see the sockets of this machine"))
    }
    // A port of the product may be a part's of it, which runs and stops without the product.
    let parts = installation.parts?.services.flatMap(\.process) ?? []
    let holders = parts.isEmpty ? own : own.joined(by: OwnProcesses(processes, parts))
    let sockets = SocketFacts(listening, processes, holders)
    for listener in listeners {
      observations += sockets.observations(listener, findings.facts)
      guard let neighbours = request.neighbours,
        case .integer(let port) = findings.facts["listener.port", listener.id].value
      else {
        observations.append(
          .unknown("listener.claimants-running", of: listener.id, .notApplicable))
        continue
      }
      observations.append(PortClaims(port, neighbours).running(listener.id, processes))
    }
    return observations
  }

  /// Whether a port of the product was held by a process that is no longer there.
  private static func hasLost(
    _ processes: [RunningProcess], holding listeners: [Subject], of sockets: [ListeningSocket]?,
    _ facts: FactSet
  ) -> Bool {
    let ports = Set(listeners.compactMap { facts["listener.port", $0.id].value })
    return (sockets ?? []).contains { socket in
      guard let holder = socket.process, ports.contains(.integer(Int(socket.port))) else {
        return false
      }
      return !processes.contains { $0.id == holder }
    }
  }

  private static let listenerFacts: [FactName] = [
    "listener.bound", "listener.process", "listener.held-by-service", "listener.claimants-running",
  ]

  private static func unknown(_ listeners: [Subject], _ reason: UnknownReason) -> [Observation] {
    listeners.flatMap { listener in
      listenerFacts.map { .unknown($0, of: listener.id, reason) }
    }
  }

  private func state(
    _ service: SubjectID, _ own: OwnProcesses, _ unit: UnitState?, whyUnseen: String?
  ) -> [Observation] {
    var observations: [Observation] = []
    let word: String
    let evidence: Evidence
    if let process = own.longestRunning {
      word = "running"
      evidence = Evidence(
        .system, "process \(process.id)", time: process.started,
        excerpt: "running since \(process.started)")
      observations.append(.known("service.started", of: service, .time(process.started), evidence))
    } else if let unit, unit.active == "active", let process = unit.mainProcess {
      word = "running"
      evidence = Evidence(
        .system, service.name, time: unit.started,
        excerpt: "systemd says active, its main process is \(process)")
      observations.append(
        unit.started.map { .known("service.started", of: service, .time($0), evidence) }
          ?? .unknown("service.started", of: service, .notApplicable))
    } else if let whyUnseen, unit?.active != "failed" {
      return ["service.started", "service.state"].map {
        .unknown($0, of: service, .failed(whyUnseen))
      }
    } else {
      switch unit?.active {
      case "failed": word = "failed"
      case "activating", "reloading": word = "restarting"
      default: word = "stopped"
      }
      evidence = Evidence(
        .system, service.name,
        excerpt: unit.map { "systemd says \($0.active), and no process of it is running" }
          ?? "no process of it is running")
      observations.append(.unknown("service.started", of: service, .notApplicable))
    }
    return observations + [
      .known("service.state", of: service, .text(word), evidence),
      .check(
        CheckRecord(
          id: offer.id, subject: service, title: title, detail: "\(word): \(evidence.excerpt)",
          facts: ["service.state"])),
    ]
  }

  private func user(
    _ service: SubjectID, _ own: OwnProcesses, _ unit: ServiceUnit, _ request: CollectionRequest
  ) -> Observation {
    if let process = own.first {
      let passwd = (try? request.files.contents(of: "/etc/passwd", limit: 4 << 20)) ?? []
      let name = UserTable(passwd: passwd, group: []).name(of: process.user)
      return .known(
        "service.user", of: service, .text(name ?? String(process.user)),
        Evidence(
          .system, "process \(process.id)", excerpt: "runs as \(name ?? "user \(process.user)")")
      )
    }
    if let user = unit.user {
      return .known("service.user", of: service, .text(user.name), user.evidence)
    }
    return .unknown("service.user", of: service, .failed("no process and no unit file names it"))
  }
}
