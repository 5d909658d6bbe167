import OpenSSLBridge
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockRedaction

/// Looks at many hosts from outside: connects to all of them, and goes on where one answers.
///
/// Each host is judged by the same collectors and rules as it would be alone; only what a run finds
/// on its own machine is left out. What waits for an answer is one socket in one poller, so that
/// silent hosts cost little; evaluation begins when it is known how connecting went.
struct FleetRun: Sendable {
  let rules: RuleSet
  /// What holds for every host; its `run` ends all of them.
  let options: RunOptions
  /// The most time for one host, once it has answered.
  let hostTime: Duration
  /// Whether there is one handshake with each, and nothing beyond it.
  let handshakeOnly: Bool

  private let engine: Engine
  private let poller = ConnectPoller()
  private let lookups = Turnstile(places: 32)
  private let connects = Turnstile(places: 4)
  /// For hosts that answer, which are spoken to, and for the others, which are judged at once.
  private let probes = Turnstile(places: 64)
  private let judgements = Turnstile(places: 8)

  /// The most hosts that are connected to at a time; less where the system allows fewer files.
  private static let mostAtOnce = 4_096
  /// Descriptors for what is no first connection.
  private static let reserve = 256

  init(
    rules: RuleSet, options: RunOptions, hostTime: Duration, handshakeOnly: Bool = false
  ) {
    self.rules = rules
    var options = options
    options.anchors = TrustAnchors(adding: options.trust)
    self.options = options
    engine = Engine(
      rules: rules, now: options.now, howToObserve: CollectorCatalogue.howToObserve)
    self.hostTime = hostTime
    self.handshakeOnly = handshakeOnly
  }

  /// Looks at `entries` and hands over the row of each with its place among them, as they end;
  /// those that a stop cut short have none.
  func perform(_ entries: [Inventory.Entry], each: (Int, FleetRow) -> Void) async {
    let atOnce = max(1, min(Self.mostAtOnce, FileDescriptors.raiseLimit() - Self.reserve))
    await withTaskGroup(of: (Int, FleetRow?).self) { group in
      var rest = entries.enumerated().makeIterator()
      func start() {
        guard options.run.interruption == nil, let (index, entry) = rest.next() else { return }
        group.addTask { (index, await row(of: entry)) }
      }
      for _ in 0..<atOnce { start() }
      for await (index, row) in group {
        if let row { each(index, row) }
        start()
      }
    }
  }

  /// What the options hold that must not leave.
  var secrets: SecretVault {
    get async {
      await DiagnosisRun(rules: rules, wish: TargetWish(), options: options, watch: { _ in })
        .perform(on: []).secrets
    }
  }

  private func row(of entry: Inventory.Entry) async -> FleetRow? {
    guard let product = rules.service(entry.product) else { return nil }
    let firstLook = await firstLook(at: entry, product)
    let answers = firstLook.attempts.values.contains { $0.outcome == .connected }
    return await (answers ? probes : judgements).pass {
      guard options.run.interruption == nil else { return nil }
      let outcome = await outcome(of: entry, product, firstLook)
      return options.run.interruption == nil ? FleetRow(entry, outcome) : nil
    }
  }

  /// Looks the host up and connects to each of its ports.
  private func firstLook(at entry: Inventory.Entry, _ product: Product) async -> FirstLook {
    var look = FirstLook()
    let name = HostName(entry.host)
    let ports = Self.ports(of: entry, product)
    var addresses: [SocketAddress] = []
    if let address = entry.address {
      addresses = [SocketAddress(literal: address, port: 0)].compactMap { $0 }
    } else {
      let outcome = await name.literal == nil ? lookups.pass { await resolve(name) } : resolve(name)
      look.resolutions[name] = outcome
      if case .addresses(let found) = outcome { addresses = found }
    }
    for port in ports {
      for address in addresses.map({ $0.with(port: port) }) {
        look.attempts[address] = await connect(to: address)
      }
    }
    return look
  }

  private func resolve(_ name: HostName) async -> ResolutionOutcome {
    await Resolver.resolve(
      name, port: 0, timeout: max(options.timeout, Resolver.patience), before: options.run)
  }

  /// No network lies between this machine and itself that could be burdened.
  private func connect(to address: SocketAddress) async -> TCPAttempt {
    func attempt() async -> TCPAttempt {
      await poller.connect(to: address, timeout: options.timeout, before: options.run)
    }
    return address.isLoopback ? await attempt() : await connects.pass(address.text, attempt)
  }

  /// The port asked for, else those that are declared and open to others, as collectors take them.
  private static func ports(of entry: Inventory.Entry, _ product: Product) -> [UInt16] {
    if let port = entry.port { return [UInt16(clamping: port)] }
    return product.listeners.filter { listener in
      !listener.isLocal && (listener.service == nil || listener == product.listeners.first)
    }.map { UInt16(clamping: $0.defaultPort) }
  }

  /// What the rules say of one host, by probes alone.
  private func outcome(
    of entry: Inventory.Entry, _ product: Product, _ firstLook: FirstLook
  ) async -> DiagnosisRun.Outcome {
    let wish = TargetWish(
      product: entry.product, host: entry.host, port: entry.port, address: entry.address)
    var options = options
    (options.host, options.port, options.address) = (entry.host, entry.port, entry.address)
    options.firstLook = firstLook
    options.run = Deadline(
      after: min(hostTime, options.run.remaining), cancelledBy: options.run.cancellation)
    var diagnosis = DiagnosisRun(rules: rules, wish: wish, options: options, watch: { _ in })
    diagnosis.waves = CollectorCatalogue.waves
    diagnosis.listsFacts = false
    diagnosis.sharedEngine = engine
    if handshakeOnly { diagnosis.collector = Self.upToTheHandshake }
    let target = FoundTarget.remote(product, wish, files: TargetFiles.live(), system: nil)
    return await diagnosis.perform(on: [target])
  }

  /// What would open a second connection is left out.
  @Sendable private static func upToTheHandshake(_ id: String) -> (any Collector)? {
    guard let one = CollectorCatalogue(rawValue: id) else { return nil }
    return switch one {
    case .hellos, .answer, .health, .revocation: LeftOutCollector(one.collector)
    default: one.collector
    }
  }
}

extension FleetRow {
  /// What of a host's report matters among many.
  init(_ entry: Inventory.Entry, _ outcome: DiagnosisRun.Outcome) {
    let report = outcome.report
    let versions = outcome.verdicts.flatMap { verdict in
      verdict.findings.facts.states.filter { $0.key.name == "listener.tls-version" }
    }
    let version = versions.min { $0.key < $1.key }?.value.value
    let tls: String? = if case .text(let text)? = version { text } else { nil }
    let leaf = report.certificates.filter { !$0.isCA }.min { $0.notAfter < $1.notAfter }
    self.init(
      host: entry.host, port: entry.port, address: entry.address, product: entry.product,
      name: entry.name, target: report.targets.first?.id ?? entry.name, outcome: report.outcome,
      diagnoses: report.diagnoses.sorted { $0.rank < $1.rank }.prefix(20).map(Finding.init),
      tls: tls,
      certificate: leaf.map {
        Certificate(
          subject: $0.subject, names: Array($0.subjectAlternativeNames.prefix(20)),
          notAfter: $0.notAfter)
      }, unchecked: report.unchecked.count,
      failures: Array(outcome.verdicts.flatMap(\.findings.failures).prefix(5)),
      generated: report.generated)
  }

  /// The line of an inventory that it answers.
  var entry: Inventory.Entry {
    Inventory.Entry(host: host, port: port, address: address, product: product, name: name)
  }
}
