public import ArgumentParser
import Foundation
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockReaders
import PadlockRedaction
public import PadlockReports

/// `padlock fleet`: which of many hosts have a problem, and why.
struct FleetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet",
    abstract: "Probes many hosts, and says which of them have a problem and why.",
    discussion: """
      HOSTS is a file, '-' for standard input, or HOST:PORT; several may be given. A line of a file \
      is 'host[:port] [product] [name=…] [address=…]'; '#' begins a comment. Each host is judged as \
      'padlock --non-interactive HOST:PORT' judges it from another machine.

      Exit codes are those of one host: 1 where any has a problem at or above --fail-on, 2 where \
      any is inconclusive or was not reached in time, 0 where none is.
      """)

  @Argument(help: ArgumentHelp("A file, '-', or HOST:PORT.", valueName: "hosts"))
  var hosts: [String]
  @Option(
    help: ArgumentHelp("The product of hosts for which the list names none.", valueName: "id"))
  var product = "generic"
  @Option(
    help: ArgumentHelp(
      "Keep finished rows in this file, as JSON lines, and leave out the hosts that are in it.",
      valueName: "file"))
  var resume: String?
  @Flag(help: "One handshake with each host: no second hello, and no request for a page.")
  var handshakeOnly = false

  @OptionGroup var judging: JudgingOptions
  @Option(help: ArgumentHelp("Read the key's password from the first line.", valueName: "file"))
  var keyPasswordFile: String?
  @Option(help: ArgumentHelp("Seconds for one host that answers.", valueName: "seconds"))
  var deadline = 60.0
  @Option(help: ArgumentHelp("Seconds for all hosts.", valueName: "seconds"))
  var runDeadline = 3_600.0
  @OptionGroup var ruleOptions: RuleOptions

  @Option(help: "How the result is written; json is one object a line.")
  var format: FleetFormat = .text
  @OptionGroup var writing: WritingOptions
  @OptionGroup var redaction: RedactionOptions
  @Option(help: "The least severe diagnosis that makes the exit code 1.")
  var failOn: FailOn = .error

  mutating func validate() throws {
    guard runDeadline.isFinite, (0.1...86_400).contains(runDeadline) else {
      throw ValidationError(
        "--run-deadline \(runDeadline) is out of range: write 0.1 to 86400 seconds.")
    }
    var target = try target()
    try target.validate()
  }

  /// The options of one host that hold for all.
  private func target() throws -> TargetOptions {
    var target = try TargetOptions.parse([])
    target.product = product
    target.judging = judging
    target.passwords.keyPasswordFile = keyPasswordFile
    target.deadline = deadline
    return target
  }

  /// The options that one of the hosts needs to be judged alone as it is here.
  var optionsOfOne: [String] {
    judging.words + (keyPasswordFile.map { ["--key-password-file", $0] } ?? [])
      + ruleOptions.rules.flatMap { ["--rules", $0] }
  }

  func run() async throws {
    let rules = try RuleLoading.rules(ruleOptions.rules)
    let target = try target()
    if rules.service(product) == nil { try target.check(rules) }
    let inventory = try inventory(rules)
    try checkOutput()
    let kept = try resume.map { path throws(CommandFailure) in
      try KeptRows(WorkingFolder.path(path))
    }
    let interruption = Interruption()
    let run = Deadline(after: .seconds(runDeadline), cancelledBy: interruption.flag)
    let options = try target.runOptions(run: run, rules: rules)
    for path in options.trust where !TrustStore().adding(path: path).unreadable.isEmpty {
      throw CommandFailure.usage(
        "--trust \(path): it is not there, cannot be read or holds no certificate; nothing was probed."
      )
    }
    let fleet = FleetRun(
      rules: rules, options: options, hostTime: .seconds(deadline), handshakeOnly: handshakeOnly)
    let secrets = await fleet.secrets
    var writing = FleetWriting(
      self, rules, secrets, inventory.entries, kept, now: options.now)
    if let earlier = writing.aboutEarlierRows { StandardError.line("padlock: \(earlier)") }
    await fleet.perform(writing.open) { index, row in
      if !writing.take(row, at: index) { interruption.flag.raise() }
    }
    try writing.finish(wasStopped: interruption.flag.isRaised)
  }

  /// A long run must not end with what cannot be written, or in the place of what it began with.
  private func checkOutput() throws {
    guard let output = writing.output else { return }
    let place = URL(fileURLWithPath: output).resolvingSymlinksInPath().path
    for other in hosts + [resume].compactMap(\.self)
    where URL(fileURLWithPath: other).resolvingSymlinksInPath().path == place {
      throw CommandFailure.usage(
        "-o \(output) is what --resume or the list names; name another file.")
    }
    try Output.demandWritable(WorkingFolder.path(output))
  }

  private func inventory(_ rules: RuleSet) throws -> Inventory {
    var inventory = Inventory(
      products: rules.products.map(\.id) + ["generic"], usual: product)
    for word in hosts {
      if word == "-" {
        let content = try StandardInput.read()
        if content.cutAt != nil {
          throw CommandFailure.usage("standard input is larger than \(StandardInput.limit) bytes")
        }
        inventory.add(content.text, from: "standard input")
      } else if FileManager.default.fileExists(atPath: word) {
        inventory.add(try Self.text(of: word), from: word)
      } else if word.contains(":") {
        inventory.add(line: word, at: word)
      } else {
        throw CommandFailure.usage(
          "\(word) is no file that there is; for a single host write HOST:PORT.")
      }
    }
    // An address may hold a token.
    var masker = Masker()
    for problem in inventory.problems {
      StandardError.line("padlock: \(masker.mask(problem, from: "the list"))")
    }
    if inventory.moreProblems > 0 {
      StandardError.line("padlock: \(inventory.moreProblems) more lines cannot be used.")
    }
    if !inventory.problems.isEmpty {
      throw CommandFailure.usage("the list of hosts cannot be used as it is; nothing was probed.")
    }
    for remark in inventory.remarks.prefix(20) {
      StandardError.line("padlock: \(masker.mask(remark, from: "the list"))")
    }
    if inventory.remarks.count > 20 {
      StandardError.line("padlock: \(inventory.remarks.count - 20) more hosts are named twice.")
    }
    guard !inventory.entries.isEmpty else {
      throw CommandFailure.usage("no host is named: write one a line, as host[:port] [product].")
    }
    return inventory
  }

  private static func text(of path: String) throws -> String {
    do throws(FileFailure) {
      let bytes = try TargetFiles.live().contents(
        of: WorkingFolder.path(path), limit: StandardInput.limit)
      return TextEncoding.text(of: bytes)
    } catch {
      throw CommandFailure.usage("\(path): \(FailureWords.text(error)).")
    }
  }
}

extension FleetFormat: ExpressibleByArgument {
  /// `jsonl` is what many call one object a line.
  public init?(argument: String) { self.init(rawValue: argument == "jsonl" ? "json" : argument) }
}
