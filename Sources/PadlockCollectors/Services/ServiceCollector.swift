public import PadlockModel
import PadlockReaders

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
    ], needs: ["service.name", "listener.port"], cost: .quick)

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
        + listeners.flatMap { listener in
          Self.listenerFacts.map { .unknown($0, of: listener.id, reason) }
        }
    }
    let processes = system.processes()
    let own = OwnProcesses(processes, installation.service.process)
    var observations = state(service, own, system.unit(installation.service.name))
    observations.append(user(service, own, unit, request))
    let sockets = SocketFacts(system.listeners(), processes, own)
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

  private static let listenerFacts: [FactName] = [
    "listener.bound", "listener.process", "listener.held-by-service", "listener.claimants-running",
  ]

  private func state(
    _ service: SubjectID, _ own: OwnProcesses, _ unit: UnitState?
  ) -> [Observation] {
    var observations: [Observation] = []
    let word: String
    let evidence: Evidence
    if let process = own.main {
      word = unit?.active == "activating" ? "restarting" : "running"
      evidence = Evidence(
        .system, "process \(process.id)", time: process.started,
        excerpt: "running since \(process.started)")
      observations.append(.known("service.started", of: service, .time(process.started), evidence))
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
    if let process = own.main {
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

/// The processes of one product.
struct OwnProcesses {
  let all: [RunningProcess]

  /// Picks the processes whose command line holds one of `marks`.
  init(_ processes: [RunningProcess], _ marks: [String]) {
    all = processes.filter { process in
      let line = process.arguments.joined(separator: " ")
      return marks.contains { line.contains($0) }
    }
  }

  private static let shells: Set<String> = ["sh", "bash", "dash", "ksh", "su", "sudo", "env"]

  /// The program itself, not the shell that started it; of several the newest.
  var main: RunningProcess? {
    all.filter { process in
      let program = process.arguments.first.map { TargetPath($0).name } ?? ""
      return !Self.shells.contains(program)
    }.max { ($0.started.secondsSince1970, $0.id) < ($1.started.secondsSince1970, $1.id) }
  }
}

/// The product's systemd unit, as its files say.
struct ServiceUnit {
  /// The user it runs as, with the place that says so.
  let user: (name: String, evidence: Evidence)?

  private static let folders = [
    "/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system",
  ]

  init(_ request: CollectionRequest) {
    guard let name = request.installation?.service.name, request.target.platform == .linux else {
      user = nil
      return
    }
    let files = request.files
    var documents: [(path: String, document: ConfigurationDocument)] = []
    for folder in Self.folders where documents.isEmpty {
      let path = "\(folder)/\(name).service"
      guard let bytes = try? files.contents(of: path, limit: 4 << 20),
        let document = try? UnitFile.parse(bytes: bytes)
      else { continue }
      documents.append((path, document))
    }
    guard !documents.isEmpty else {
      user = nil
      return
    }
    for folder in Self.folders.reversed() {
      for dropIn in PathPattern("\(folder)/\(name).service.d/*.conf").matches(in: files) {
        guard let bytes = try? files.contents(of: dropIn, limit: 4 << 20),
          let document = try? UnitFile.parse(bytes: bytes)
        else { continue }
        documents.append((dropIn, document))
      }
    }
    let merged = UnitFile.merge(documents.map(\.document))
    guard let setting = merged.effective("Service.User"), !setting.value.isEmpty else {
      user = ("root", Evidence(.file, documents[0].path, excerpt: "names no User, so root"))
      return
    }
    let path = documents[min(setting.document, documents.count - 1)].path
    user = (
      setting.value.text,
      Evidence(.file, path, line: setting.line, excerpt: "User=\(setting.value.text)")
    )
  }
}

/// Who holds a port of this machine, and where it can be reached.
struct SocketFacts {
  private let sockets: [ListeningSocket]
  private let processes: [RunningProcess]
  private let own: OwnProcesses

  init(_ sockets: [ListeningSocket], _ processes: [RunningProcess], _ own: OwnProcesses) {
    self.sockets = sockets
    self.processes = processes
    self.own = own
  }

  func observations(_ listener: Subject, _ facts: FactSet) -> [Observation] {
    guard case .integer(let port) = facts["listener.port", listener.id].value else { return [] }
    let held = sockets.filter { $0.port == port }
    let addresses = Set(held.map(\.address)).sorted()
    let word =
      if held.isEmpty {
        "nowhere"
      } else if addresses.contains(where: { $0 == "0.0.0.0" || $0 == "::" }) {
        "everywhere"
      } else if addresses.allSatisfy({
        $0.hasPrefix("127.") || $0 == "::1" || $0.hasPrefix("::ffff:127.")
      }) {
        "loopback"
      } else {
        "elsewhere"
      }
    let bound = Evidence(
      .system, "port \(port)",
      excerpt: held.isEmpty
        ? "nothing listens on port \(port)" : "listening on \(addresses.joined(separator: ", "))")
    var observations: [Observation] = [
      .known("listener.bound", of: listener.id, .text(word), bound)
    ]
    guard let id = held.compactMap(\.process).min() else {
      let reason: UnknownReason =
        held.isEmpty ? .notApplicable : .failed("this user may not see whose socket it is")
      return observations + [
        .unknown("listener.process", of: listener.id, reason),
        .unknown("listener.held-by-service", of: listener.id, reason),
      ]
    }
    let arguments = processes.first { $0.id == id }?.arguments ?? []
    // Arguments may hold passwords: the program and the file it runs are enough to know it by.
    let program = arguments.first.map { TargetPath($0).name } ?? "process \(id)"
    let evidence = Evidence(.system, "process \(id)", excerpt: "\(program) holds port \(port)")
    observations.append(
      .known("listener.process", of: listener.id, .text("\(program) (\(id))"), evidence))
    let isOwn = own.all.contains { $0.id == id }
    observations.append(
      .known("listener.held-by-service", of: listener.id, .boolean(isOwn), evidence))
    return observations
  }
}
