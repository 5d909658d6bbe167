import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork

/// What the user said about where the target is.
struct TargetWish: Sendable {
  var product: String?
  var host: String?
  var port: Int?
  var address: String?
  var home: String?
  var root: String?
  var noProbe = false
  /// What somebody sent, in place of any machine; ``root`` is then a folder of it, or nil for files
  /// in whatever folders.
  var bundle: OpenBundle?
}

/// A target with the way to its files and its machine.
struct FoundTarget: Sendable {
  var target: Target
  let product: Product
  let installation: Installation?
  let files: any FileAccess
  let system: (any SystemAccess)?
  /// Whether the host follows from this machine and nobody named it: names are not judged then.
  let isHostGuessed: Bool
  /// Whether nothing may be probed because the target's machine is not at hand.
  let isOutOfReach: Bool
  /// What else is installed on its machine; nil where that is not known.
  var neighbours: [Neighbour]?
  /// Which files of a bundle are its own although their names do not tell.
  var fit: LooseFit?
  /// What was observed of it where it is; nothing more is looked at then.
  var recorded: RecordedTarget?
}

extension FoundTarget {
  /// A service that is looked at from outside alone.
  static func remote(
    _ product: Product, _ wish: TargetWish, files: any FileAccess, system: (any SystemAccess)?
  ) -> FoundTarget {
    let host = wish.host ?? wish.address ?? "localhost"
    let target = Target(
      id: wish.identifier(product, host), product: product.id, name: product.name, host: host,
      port: wish.port ?? product.listeners.first?.defaultPort ?? 443,
      isOffline: wish.noProbe || wish.bundle != nil)
    return FoundTarget(
      target: target, product: product, installation: nil, files: files, system: system,
      isHostGuessed: wish.host == nil, isOutOfReach: wish.bundle != nil)
  }
}

extension TargetWish {
  fileprivate func identifier(_ product: Product, _ host: String) -> String {
    let port = port ?? product.listeners.first?.defaultPort
    return "\(product.id)@\(host)" + (port.map { ":\($0)" } ?? "")
  }
}

/// Finds out what there is to diagnose.
struct TargetDetection: Sendable {
  let rules: RuleSet
  let wish: TargetWish
  let machine: ThisMachine
  /// Whether the time for it is up; what was not looked at until then is not found.
  let isOver: @Sendable () -> Bool

  init(
    _ rules: RuleSet, _ wish: TargetWish, isOver: @escaping @Sendable () -> Bool = { false }
  ) {
    self.init(rules: rules, wish: wish, machine: .ownNamesAndAddresses(), isOver: isOver)
  }

  private init(
    rules: RuleSet, wish: TargetWish, machine: ThisMachine, isOver: @escaping @Sendable () -> Bool
  ) {
    self.rules = rules
    self.wish = wish
    self.machine = machine
    self.isOver = isOver
  }

  /// The same for what is found elsewhere.
  private func looking(at wish: TargetWish) -> TargetDetection {
    TargetDetection(rules: rules, wish: wish, machine: machine, isOver: isOver)
  }

  /// The targets, none where nothing is installed and nothing was named.
  func targets() async -> [FoundTarget] {
    guard let bundle = wish.bundle else { return await targetsHere() }
    if let recording = bundle.recording { return recorded(recording, bundle.evidence) }
    var found: [FoundTarget] = []
    for tree in bundle.evidence.trees {
      var wish = wish
      wish.root = tree
      for target in await looking(at: wish).targetsHere()
      where !found.contains(where: { $0.target.id == target.target.id }) {
        found.append(target)
      }
    }
    return found.contains { $0.installation != nil } ? found : await targetsHere()
  }

  /// The targets that somebody observed, as they were seen.
  private func recorded(_ recording: Recording, _ bundle: EvidenceBundle) -> [FoundTarget] {
    recording.targets.filter { recorded in
      wish.product.map { $0 == recorded.findings.target.product } ?? true
    }.map { recorded in
      let target = recorded.findings.target
      let product =
        rules.product(target.product) ?? Product(id: target.product, name: target.name)
      let installation = product.installations.first { $0.platform == target.platform }
      return FoundTarget(
        target: target, product: product, installation: installation,
        files: TargetFiles.loose(bundle, of: product, installation), system: nil,
        isHostGuessed: false, isOutOfReach: true, recorded: recorded)
    }
  }

  /// The targets of the machine, or the files, that the wish names.
  private func targetsHere() async -> [FoundTarget] {
    let candidates = rules.products.filter { product in
      wish.product.map { $0 == product.id } ?? !product.installations.isEmpty
    }.sorted { $0.id < $1.id }
    var found: [FoundTarget] = []
    for product in candidates {
      for (installation, fit) in installations(of: product) {
        if let target = installed(product, installation, fit) {
          found.append(target)
          break
        }
      }
    }
    // What is part of another product is looked at with it.
    if wish.product == nil {
      let included = Set(found.flatMap(\.product.includes))
      found.removeAll { included.contains($0.product.id) }
    }
    // A folder that was named says which product is meant, whatever its port is by its files.
    if wish.product == nil, wish.home == nil, let port = wish.port {
      var matching: [FoundTarget] = []
      for target in found where await ports(of: target).contains(port) { matching.append(target) }
      found = matching
    }
    // Beside others, a server that is configured without TLS is not what HTTPS needs.
    if wish.product == nil, wish.home == nil, wish.port == nil, found.count > 1 {
      var secure: [FoundTarget] = []
      for target in found where await !opensPlainPortsAlone(target) { secure.append(target) }
      if !secure.isEmpty { found = secure }
    }
    if found.isEmpty, let product = wish.product.flatMap(rules.product) ?? generic() {
      found = [remote(product)]
    }
    return found.map { target in
      var target = target
      target.neighbours = neighbours(of: target)
      return target
    }
  }

  /// The other products in the target's machine or tree; nil for a target without files, and where
  /// its own folder is all there is of it.
  private func neighbours(of target: FoundTarget) -> [Neighbour]? {
    guard let installation = target.installation, wish.root != nil || isThisMachine,
      installation.platform == .linux || wish.root != nil
    else { return nil }
    var wish = wish
    wish.product = nil
    wish.home = nil
    let others = looking(at: wish)
    return rules.products.filter { product in
      product.id != target.product.id && !target.product.includes.contains(product.id)
        && !product.includes.contains(target.product.id)
    }.compactMap { product in
      let found = product.installations.lazy.filter { $0.platform == installation.platform }
        .compactMap { others.installed(product, $0) }.first
      return found.flatMap { Neighbour(request($0, reading: target.files)) }
    }
  }

  /// A product's installations; for loose files that first of which most is there.
  private func installations(of product: Product) -> [(Installation, LooseFit?)] {
    guard let bundle = wish.bundle?.evidence, wish.root == nil else {
      return product.installations.map { ($0, nil) }
    }
    return product.installations.lazy.filter { _ in !isOver() }.map {
      ($0, LooseFit(bundle, product, $0, isOver: isOver))
    }.sorted { $0.1 > $1.1 }
  }

  /// Any service, where the user named a host, a port or a file.
  private func generic() -> Product? {
    guard wish.product == nil, wish.host != nil || wish.port != nil || wish.address != nil else {
      return nil
    }
    return rules.service("generic")
  }

  /// Whether the host that was named, if any, is this machine.
  private var isThisMachine: Bool {
    guard wish.root == nil, wish.bundle == nil, wish.address == nil else { return false }
    return wish.host.map { machine.isNamed(by: HostName($0)) } ?? true
  }

  private func installed(
    _ product: Product, _ installation: Installation, _ fit: LooseFit? = nil
  ) -> FoundTarget? {
    if wish.root == nil, wish.home == nil, wish.bundle == nil, !isThisMachine { return nil }
    guard let files = files(for: installation, of: product) else { return nil }
    if let fit {
      let home = LooseFit.home(of: installation)
      guard fit.isPresent || holds(installation, home: home, files) else { return nil }
      var target = make(product, installation, home: home, files)
      target.fit = fit
      return target
    }
    let homes =
      wish.home.map { home in
        installation.platform == .windows && wish.root == nil
          ? [installation.homes.first ?? home] : [home]
      } ?? installation.homes
    for pattern in homes {
      // Of several versions side by side the newest is the one that is used.
      for home in PathPattern(pattern).matches(in: files).reversed()
      where holds(installation, home: home, files) {
        return make(product, installation, home: home, files)
      }
    }
    return nil
  }

  private func files(
    for installation: Installation, of product: Product
  ) -> (any FileAccess)? {
    if let bundle = wish.bundle?.evidence, wish.root == nil {
      return TargetFiles.loose(bundle, of: product, installation)
    }
    return switch (installation.platform, wish.root) {
    case (.linux, nil): TargetFiles.live()
    case (.linux, let root?): TargetFiles.tree(root, of: wish.bundle?.evidence)
    case (.windows, let root?): TargetFiles.windowsTree(root, of: wish.bundle?.evidence)
    case (.windows, nil):
      wish.home.map {
        TargetFiles.windowsTree(nil, home: $0, windowsHome: installation.homes.first)
      }
    }
  }

  /// Whether one of the product's own configuration files or folders, or of its services, is there.
  private func holds(_ installation: Installation, home: String, _ files: any FileAccess) -> Bool {
    let services = installation.parts?.services.filter { $0.configuration != nil } ?? []
    if services.contains(where: { $0.isPresent(in: files) }) { return true }
    return installation.configuration.contains { file in
      let path = TargetPath(home).appending(file.path)
      return PathPattern(path, ignoringCase: file.ignoresCase).matches(in: files).contains { path in
        switch files.status(of: path) {
        case .file, .folder, .special, .denied: true
        case .missing, .notCollected: false
        }
      }
    }
  }

  private func make(
    _ product: Product, _ installation: Installation, home: String, _ files: any FileAccess
  ) -> FoundTarget {
    let isLive = isThisMachine && installation.platform == .linux
    let host = wish.host ?? wish.address ?? ownName(isLive, files)
    let target = Target(
      id: wish.identifier(product, host), product: product.id, name: product.name, host: host,
      port: wish.port, home: home, platform: installation.platform,
      isOffline: wish.noProbe || !isLive)
    let isNamed = wish.host != nil || wish.address != nil
    return FoundTarget(
      target: target, product: product, installation: installation, files: files,
      system: isLive ? LinuxSystem() : nil,
      isHostGuessed: wish.host == nil,
      isOutOfReach: wish.bundle != nil || !isLive && !isNamed)
  }

  /// A service of which no files are at hand.
  private func remote(_ product: Product) -> FoundTarget {
    .remote(
      product, wish, files: files(of: product), system: isThisMachine ? LinuxSystem() : nil)
  }

  /// The files of a service that is not known to be installed.
  private func files(of product: Product) -> any FileAccess {
    switch (wish.root, wish.bundle?.evidence) {
    case (let root?, let bundle): TargetFiles.tree(root, of: bundle)
    case (nil, let bundle?): TargetFiles.loose(bundle, of: product, nil)
    case (nil, nil): TargetFiles.live()
    }
  }

  /// How clients would call the machine: its name where that is its own, else localhost; in a tree
  /// what its `/etc/hostname` says.
  private func ownName(_ isLive: Bool, _ files: any FileAccess) -> String {
    guard isLive else {
      let bytes = (try? files.contents(of: "/etc/hostname", limit: 4_096)) ?? []
      let name = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first
      return name.map(String.init) ?? "localhost"
    }
    return "localhost"
  }

  /// What reads the target's configuration alone, from the files given.
  private func request(
    _ detected: FoundTarget, reading files: any FileAccess
  ) -> CollectionRequest {
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 0), run: Deadline(after: .seconds(5)))
    options.noProbe = true
    var target = detected.target
    target.port = nil
    return CollectionRequest(
      target: target, product: detected.product, installation: detected.installation,
      options: options, files: files, system: detected.system, workbench: Workbench(), symptoms: [])
  }

  /// Whether each section of its configuration opens its port without TLS, and all were understood.
  private func opensPlainPortsAlone(_ detected: FoundTarget) async -> Bool {
    guard detected.product.sections != nil else { return false }
    var isPlain = false
    for observation in await configuration(of: request(detected, reading: detected.files)) {
      switch observation {
      case .unchecked: return false
      case .fact(let key, .known(.boolean(false), _)) where key.name == "https.configured":
        isPlain = true
      default: break
      }
    }
    return isPlain
  }

  private func configuration(of request: CollectionRequest) async -> [Observation] {
    await ConfigurationCollector().collect(request, knowing: Findings(target: request.target))
  }

  /// The ports that its configuration opens, as far as that is told by it.
  func ports(of detected: FoundTarget) async -> Set<Int> {
    let request = request(detected, reading: detected.files)
    let observations = await configuration(of: request)
    let others = Neighbour(request).map { Set($0.ports.keys) } ?? []
    return observations.reduce(into: others) { ports, observation in
      if case .fact(let key, .known(.integer(let port), _)) = observation,
        key.name == "listener.port"
      {
        ports.insert(port)
      }
    }
  }
}

extension RuleSet {
  /// A product by its id; `generic` is any service, also where the rules have no such product.
  func service(_ id: String) -> Product? {
    product(id) ?? (id == "generic" ? Product(id: id, name: "HTTPS service") : nil)
  }
}
