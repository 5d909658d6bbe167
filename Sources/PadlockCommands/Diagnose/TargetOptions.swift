import ArgumentParser
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork

/// The options that say what is diagnosed and how far the diagnosis may go.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The product: see 'padlock rules list'.", valueName: "id"))
  var product: String?
  @Option(help: ArgumentHelp("The host that clients name.", valueName: "host"))
  var host: String?
  @Option(help: ArgumentHelp("The port; without it every port of the product.", valueName: "port"))
  var port: Int?
  @Option(help: ArgumentHelp("Connect to this address, still naming the host.", valueName: "ip"))
  var address: String?
  @Option(help: ArgumentHelp("The folder where the product is installed.", valueName: "folder"))
  var home: String?
  @Option(
    help: ArgumentHelp("Take this folder for '/': an unpacked copy of a host.", valueName: "folder")
  )
  var root: String?
  @Option(
    help: ArgumentHelp(
      "Judge what somebody sent instead of a machine: a zip, tar or 7z archive, or a folder, in "
        + "whatever layout.", valueName: "file|folder"))
  var bundle: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A configuration file to read instead; repeatable.", valueName: "file"))
  var config: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A log to read instead; repeatable.", valueName: "file"))
  var log: [String] = []
  @Option(
    help: ArgumentHelp("The keystore, or certificate file, to open instead.", valueName: "file"))
  var keystore: String?
  @Option(help: ArgumentHelp("The private key of the certificate file.", valueName: "file"))
  var key: String?
  @Option(help: ArgumentHelp("The type the keystore is declared with.", valueName: "type"))
  var keystoreType: String?
  @Option(help: ArgumentHelp("The alias of the key.", valueName: "alias"))
  var alias: String?
  @OptionGroup var passwords: PasswordOptions
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "What you saw; '-' reads standard input; repeatable.", valueName: "text"))
  var symptom: [String] = []
  @Option(
    help: ArgumentHelp(
      "Answers to the questions that a report lists under what it did not look at, as YAML or "
        + "JSON: 'answers: { question: value }'; or a session that the wizard saved.",
      valueName: "file"))
  var answers: String?
  @OptionGroup var judging: JudgingOptions
  @Flag(help: "Judge files and logs alone; open no connection.")
  var noProbe = false
  @Option(help: ArgumentHelp("Seconds for the whole run.", valueName: "seconds"))
  var deadline = 60.0
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var debugging: DebugOptions

  mutating func validate() throws {
    if let port, !(1...65_535).contains(port) {
      throw ValidationError("--port \(port) is no port: write a number from 1 to 65535.")
    }
    if let address, SocketAddress(literal: address, port: 1) == nil {
      throw ValidationError(
        "--address \(address) is no IP address: write one such as 10.0.0.7 or ::1.")
    }
    guard deadline.isFinite, (0.1...86_400).contains(deadline) else {
      throw ValidationError("--deadline \(deadline) is out of range: write 0.1 to 86400 seconds.")
    }
    if key != nil, keystore == nil, product == nil {
      throw ValidationError("--key needs the certificate file too: name it with --keystore.")
    }
    if let host, host.contains("@") { throw ValidationError(TargetPlace.Refusal.userinfo.sentence) }
    if let host, host.isEmpty || host.contains(where: { $0.isWhitespace || $0 == "/" }) {
      throw ValidationError("--host \(host) is no host: write a name or an address alone.")
    }
    if let folderProblem { throw ValidationError(folderProblem) }
    if let bundleProblem { throw ValidationError(bundleProblem) }
  }

  /// Why a bundle cannot be combined with what else was asked for; nil where it can.
  private var bundleProblem: String? {
    guard bundle != nil else { return nil }
    let others: [(String, Bool, String)] = [
      ("--root", root != nil, "both say where the files are; give one"),
      ("--home", home != nil, "both say where the files are; give one"),
      ("--address", address != nil, "nothing is connected to for a bundle; leave it out"),
      ("--check-revocation", judging.checkRevocation, "nobody is asked for a bundle; leave it out"),
    ]
    return others.first(where: \.1).map { "--bundle and \($0.0): \($0.2)." }
  }

  /// Why the folders that were named cannot be looked into; nil where they can.
  var folderProblem: String? {
    for folder in [root, home == nil || root != nil ? nil : home].compactMap({ $0 }) {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
        isFolder.boolValue
      else { return "\(folder) is no folder: give the one that holds the files." }
    }
    return nil
  }

  /// Checks what only the rules can tell.
  func check(_ rules: RuleSet) throws {
    if let product, rules.product(product) == nil {
      let known = rules.products.map(\.id).sorted().joined(separator: ", ")
      throw CommandFailure.usage("--product \(product) is not known: write one of \(known)")
    }
  }

  var wish: TargetWish {
    TargetWish(
      product: product, host: host, port: port, address: address, home: home.map(located),
      root: root.map(WorkingFolder.path), noProbe: noProbe)
  }

  /// What collectors are told; reads passwords, answers to the rules' questions and standard input.
  ///
  /// In a run without a user a session says what the user saw, unless the command line does.
  func runOptions(
    run: Deadline, rules: RuleSet, replaying replayed: Session? = nil
  ) throws -> RunOptions {
    let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    var options = RunOptions(now: judging.at.flatMap(Timestamp.init(iso8601:)) ?? now, run: run)
    options.host = host
    options.port = port
    options.address = address
    options.configurationFiles = config.map(located)
    options.logFiles = log.map(located)
    options.keystore = keystore.map(located)
    options.key = key.map(located)
    options.checksRevocation = judging.checkRevocation
    options.keystoreType = keystoreType
    options.alias = alias
    options.password = try passwords.password()
    options.keyPassword = try passwords.keyPassword()
    options.answers = try session(rules)?.answers ?? []
    options.reportedTexts = try symptom.map { try $0 == "-" ? StandardInput.read().text : $0 }
    if symptom.isEmpty, let replayed {
      options.reportedTexts = [replayed.words].compactMap { $0 }
      options.chosenSymptom = replayed.symptom
    }
    options.trust = judging.trust.map(WorkingFolder.path)
    options.identity = try judging.clientIdentity.identity(
      password: options.keyPassword ?? options.password)
    options.noProbe = noProbe
    options.timeoutSeconds = judging.timeout
    options.expiresWithinSeconds = DurationText.parse(judging.expiresWithin) ?? 30 * 86_400
    options.proxies = .proxyEnvironment(ProcessInfo.processInfo.environment)
    options.localOffsetSeconds = TimeZone.current.secondsFromGMT()
    return options
  }

  /// The whole path of a file that the user named: below the working folder where it is relative,
  /// and as written where the target's files are in a tree or have Windows paths.
  private func located(_ path: String) -> String {
    let isWindows = TargetPath(path).isWindows
    return root != nil || bundle != nil || isWindows ? path : WorkingFolder.path(path)
  }
}

/// The folder that relative paths begin in.
enum WorkingFolder {
  static func path(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// A path that was typed where no shell reads it: `~` begins at home.
  static func typed(_ path: String) -> String { NSString(string: path).expandingTildeInPath }
}

/// Where passwords come from: never from the command line.
struct PasswordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read the keystore's password from the first line.", valueName: "file"))
  var passwordFile: String?
  @Option(
    help: ArgumentHelp("Read the keystore's password from this variable.", valueName: "name"))
  var passwordEnv: String?
  @Option(help: ArgumentHelp("Read the key's password from the first line.", valueName: "file"))
  var keyPasswordFile: String?

  func password() throws -> Secret? {
    if let passwordFile { return try Self.read(passwordFile) }
    guard let passwordEnv else { return nil }
    guard let value = ProcessInfo.processInfo.environment[passwordEnv] else {
      throw CommandFailure.usage("--password-env \(passwordEnv): the variable is not set.")
    }
    return Secret(value)
  }

  func keyPassword() throws -> Secret? { try keyPasswordFile.map(Self.read) }

  private static func read(_ path: String) throws -> Secret {
    do {
      let bytes = try TargetFiles.live().contents(of: WorkingFolder.path(path), limit: 1 << 16)
      let line = bytes.prefix { $0 != 0x0A }
      return Secret(bytes: Array(line.last == 0x0D ? line.dropLast() : line))
    } catch {
      throw CommandFailure.usage(
        "\(path): \(FailureWords.text(error)); give a file whose first line is the password.")
    }
  }
}

/// Rules other than those built in.
struct RuleOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Use the rules of this folder instead of those built in; repeatable.", valueName: "folder"))
  var rules: [String] = []
}

/// Why a file could not be read, in words.
enum FailureWords {
  static func text(_ failure: FileFailure) -> String {
    switch failure {
    case .missing, .notCollected: "it is not there"
    case .denied: "this user may not read it"
    case .isFolder: "it is a folder"
    case .isSpecial: "it is no regular file"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .outsideTree: "its links lead nowhere"
    case .failed(let words): words
    }
  }
}
