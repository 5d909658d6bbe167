internal import PadlockModel

/// One line of the list of targets.
enum TargetChoice: Hashable, Sendable {
  /// The detected target with this id.
  case detected(String)
  /// A host that was named in an earlier run.
  case remembered(HostMemory.Host)
  /// Looks for targets in a copy of another machine's files.
  case ticket
  case other
}

/// What the user did on the first screen; it is kept when another screen is shown.
struct TargetState: Equatable, Sendable {
  /// A search in a copy of another machine's files: a folder or an archive.
  struct TicketSearch: Equatable, Sendable {
    var id: EffectID
    var path: String
  }

  /// A look into a folder.
  struct Look: Equatable, Sendable {
    var id: EffectID
    var folder: String
  }

  var detected: [DetectedTarget] = []
  /// The search for targets that still runs.
  var detection: EffectID?
  /// Whether to go on with the first target as soon as it is found.
  var goesOnAfterDetection = false
  var ticketSearch: TicketSearch?
  /// Why the last such search found nothing, in a sentence.
  var ticketProblem: String?
  var memory: HostMemory
  /// The folder in which files are looked for first.
  let folder: String
  /// Whether any port may be asked.
  let mayProbe: Bool
  var choice: TargetChoice?
  var listOffset = 0
  /// The fields of targets that were changed, and of another host.
  var forms: [TargetChoice: TargetForm] = [:]
  var formIsOpen = false
  /// Whether ports listen, by line.
  var ports: [TargetChoice: [Int: Liveness]] = [:]
  /// Ports that are being asked.
  var probes: [EffectID: PortProbe] = [:]
  /// Looks into the folders of the open form's paths that are awaited.
  var looks: [TargetForm.Field: Look] = [:]
  /// Whether to go on as soon as these looks show that nothing is wrong.
  var goesOnAfterLook = false

  init(_ setup: WizardSetup) {
    memory = setup.memory
    folder = setup.folder
    mayProbe = setup.mayProbe
  }

  var choices: [TargetChoice] {
    detected.map { .detected($0.id) } + memory.hosts.map { .remembered($0) } + [.ticket, .other]
  }

  /// The line that is chosen, the first one until another is.
  var current: TargetChoice {
    guard let choice, choices.contains(choice) else {
      return choices.first { $0 != .ticket } ?? .other
    }
    return choice
  }

  /// What is to be diagnosed; nil while the fields of another host are not complete.
  var chosen: ChosenTarget? { target(of: current) }

  func detectedTarget(_ choice: TargetChoice) -> DetectedTarget? {
    guard case .detected(let id) = choice else { return nil }
    return detected.first { $0.id == id }
  }

  /// The fields of a line, as they are shown when they are opened.
  func form(of choice: TargetChoice) -> TargetForm {
    if let form = forms[choice] { return form }
    guard case .remembered(let host) = choice else { return TargetForm(detectedTarget(choice)) }
    return TargetForm(host)
  }

  /// A line as a target, with the changes made to it; nil while its fields are not valid.
  func target(of choice: TargetChoice) -> ChosenTarget? {
    guard choice != .ticket, let values = form(of: choice).values else { return nil }
    let origin = detectedTarget(choice)
    return ChosenTarget(
      detected: origin?.id, product: origin?.product, name: origin?.name ?? "HTTPS service",
      host: values.host, port: values.port, home: values.home, keystore: values.keystore,
      tree: origin?.tree, isInArchive: origin?.isInArchive ?? false,
      isHostGuessed: origin.map { $0.isHostGuessed && $0.host == values.host } ?? false)
  }
}

extension WizardState {
  /// Shows what was detected, beside what was found in tickets, and asks each port whether it
  /// listens.
  mutating func takeDetected(_ targets: [DetectedTarget]) -> [Effect] {
    target.detected = targets + target.detected
    let probes = probeAll(targets.map { .detected($0.id) })
    guard target.goesOnAfterDetection, target.choice == nil, screen == .target, overlay == nil
    else {
      return probes
    }
    notice = nil
    return probes + TargetScreen.perform(.next, &self)
  }

  /// Looks for targets in a copy of another machine's files.
  mutating func searchTicket(_ path: String) -> [Effect] {
    let earlier = cancel(target.ticketSearch?.id)
    let id = newEffect()
    target.ticketSearch = .init(id: id, path: path)
    target.ticketProblem = nil
    return earlier + [.detect(id, in: path)]
  }

  /// Ends the search without a target; why stays with the line that it was chosen on.
  mutating func endTicketSearch(because reason: String) {
    target.ticketSearch = nil
    target.ticketProblem = reason
    notice = reason
  }

  /// Shows what was found in a copy of another machine's files, first and chosen.
  mutating func takeTicket(_ search: TargetState.TicketSearch, _ found: [DetectedTarget])
    -> [Effect]
  {
    guard let first = found.first else {
      endTicketSearch(because: "Nothing that Padlock knows is in \(search.path).")
      return []
    }
    target.ticketSearch = nil
    let ids = Set(found.map(\.id))
    target.detected.removeAll { ids.contains($0.id) }
    for id in ids { target.forms[.detected(id)] = nil }
    target.detected += found
    target.choice = .detected(first.id)
    return probeAll(found.map { .detected($0.id) })
  }
}
