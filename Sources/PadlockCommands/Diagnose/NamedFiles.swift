import PadlockCollectors
import PadlockModel

/// Gives each file that the user named to the one of several targets that it belongs to.
struct NamedFiles {
  /// What several targets have an equal claim on.
  struct Doubt {
    /// The option and its value, as it was written.
    let option: String
    let products: [Product]
  }

  private let requests: [CollectionRequest]
  /// The target of each configuration file, log, and of the keystore; nil where there is doubt.
  private var configurations: [Int?] = []
  private var logs: [Int?] = []
  private var keystore: Int?
  private(set) var doubts: [Doubt] = []

  /// - Parameters:
  ///   - options: what the user named.
  ///   - requests: how each target is looked at without it.
  init(_ options: RunOptions, _ requests: [CollectionRequest]) {
    self.requests = requests
    guard requests.count > 1 else { return }
    configurations = options.configurationFiles.map { path in
      owner("--config \(path)") { $0.claim(onConfiguration: path) }
    }
    logs = options.logFiles.map { path in owner("--log \(path)") { $0.claim(onLog: path) } }
    if let words = Self.aboutKeystore(options) {
      keystore = owner(words) { $0.claim(onKeystore: options.keystore) }
    }
  }

  /// What the target at `index` is told: the files that are its own.
  func options(for index: Int) -> RunOptions {
    var options = requests[index].options
    guard requests.count > 1 else { return options }
    options.configurationFiles = Self.own(options.configurationFiles, configurations, index)
    options.logFiles = Self.own(options.logFiles, logs, index)
    if keystore != index {
      options.keystore = nil
      options.keystoreType = nil
      options.alias = nil
      options.password = nil
      options.keyPassword = nil
    }
    return options
  }

  private static func own(_ paths: [String], _ owners: [Int?], _ index: Int) -> [String] {
    zip(paths, owners).filter { $0.1 == index }.map(\.0)
  }

  private mutating func owner(
    _ option: String, _ claim: (CollectionRequest) -> FileClaim
  ) -> Int? {
    let claims = requests.map(claim)
    let best = claims.max()
    let owners = claims.indices.filter { claims[$0] == best }
    if owners.count == 1 { return owners.first }
    doubts.append(Doubt(option: option, products: owners.map { requests[$0].product }))
    return nil
  }

  /// The first option that says something of the keystore.
  private static func aboutKeystore(_ options: RunOptions) -> String? {
    if let path = options.keystore { return "--keystore \(path)" }
    if let type = options.keystoreType { return "--keystore-type \(type)" }
    if let alias = options.alias { return "--alias \(alias)" }
    if options.password != nil { return "the keystore's password" }
    return options.keyPassword == nil ? nil : "--key-password-file"
  }
}

extension NamedFiles.Doubt {
  /// What the user is told.
  var sentence: String {
    let names = products.map(\.name).joined(separator: " or ")
    let ids = products.map(\.id).joined(separator: " or --product ")
    return "\(option) may belong to \(names), which are all here: say which with --product \(ids)"
  }
}
