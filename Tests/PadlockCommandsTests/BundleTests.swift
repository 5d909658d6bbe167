import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import Synchronization
import TestSupport
import Testing

@testable import PadlockCommands

/// What somebody sent, in whatever layout: the cause comes first, as on the machine itself.
@Suite struct BundleTests {
  /// An agent whose alias names nothing, laid out as a tree that the caller removes.
  private func agent(_ platform: Platform) throws -> (tree: AgentTree, folder: String) {
    var tree = try AgentTree(platform)
    let keystore = platform == .linux ? "/etc/xagent/agent.p12" : "c://certs//agent.p12"
    tree.setOptions(
      AgentTree.options(keystore).map { $0.replacing("key-alias=agent", with: "key-alias=other") })
    return (tree, try tree.laidOut())
  }

  /// The three files that customers send, without their folders.
  private func flat(_ platform: Platform) throws -> Parcel {
    let (tree, folder) = try agent(platform)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    for path in [tree.configuration, tree.keystore, tree.log] {
      let name = String(path.split(separator: "/").last ?? "")
      try parcel.put(path, of: folder, as: name)
    }
    return parcel
  }

  private let cause = ["keystore.alias-missing confirmed"]

  @Test(arguments: [Platform.linux, .windows])
  func `configuration, keystore and log in one flat zip`(platform: Platform) async throws {
    let parcel = try flat(platform)
    let report = try await Parcel.report(
      on: try parcel.pack("zip -q ../parcel.zip * && mv ../parcel.zip ../parcel"))
    #expect(report.errors == cause)
    #expect(report.remarks == [])
    #expect(report.targets.map(\.platform) == [platform])
    #expect(report.targets.map(\.product) == ["xagent"])
    let log = platform == .linux ? "agent-communication-xmatters.log" : "agent.log"
    #expect(report.ledger.map(\.outcome) == [.read, .read, .read])
    #expect(report.ledger.contains { $0.path.hasSuffix("parcel!/\(log)") && $0.bytes > 0 })
    #expect(
      report.facts.contains {
        $0.name == "service.last-start" && $0.state == .value(.text("ready"))
      })
  }

  @Test func `the evidence is that of the machine itself`() async throws {
    let (tree, folder) = try agent(.linux)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let live = try await tree.report()
    let bundle = try await Parcel.report(on: folder)
    #expect(bundle.errors == live.errors)
    #expect(bundle.diagnoses.map(\.evidence) == live.diagnoses.map(\.evidence))
    #expect(bundle.targets == live.targets)
    #expect(bundle.ledger.contains { $0.path == "\(folder)!/\(tree.script)" && $0.bytes > 0 })
    #expect(bundle.generated < live.generated, "a bundle is judged as of its newest file")
  }

  @Test(arguments: [
    "tar -czf ../parcel etc opt var", "tar -cjf ../parcel .", "tar -cJf ../parcel ../sent",
    "zip -qr p . && mv p.zip ../parcel", "bsdtar -c --format 7zip -f ../parcel etc opt var",
  ])
  func `a tree in an archive is judged as --root would`(pack: String) async throws {
    let (tree, folder) = try agent(.linux)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    for path in [tree.script, tree.keystore, tree.log, "etc/hostname"] {
      try parcel.put(path, of: folder)
    }
    let report = try await Parcel.report(on: try parcel.pack(pack))
    #expect(report.errors == cause)
    #expect(report.targets.map(\.host) == ["agent01.example.com"])
  }

  @Test func `an archive in an archive is read, and one in that is not`() async throws {
    let parcel = try flat(.windows)
    let inner =
      "zip -qm logs.zip agent.log && zip -qm other.zip agent.p12 && zip -qm keys.zip other.zip"
    let report = try await Parcel.report(
      on: try parcel.pack("\(inner) && zip -q p * && mv p.zip ../parcel"))
    #expect(report.errors == [])
    #expect(
      report.ledger.contains { $0.path.hasSuffix("parcel!/logs.zip!/agent.log") && $0.bytes > 0 })
    let refused = report.ledger.filter { $0.outcome == .refused }
    #expect(
      refused.map { String($0.path.suffix(18)) }
        == ["keys.zip!/other.zip"].map { String($0.suffix(18)) })
    #expect(report.unchecked.contains { $0.what.contains("agent.p12") })
  }

  @Test func `a folder is used as it is and stays so`() async throws {
    let parcel = try flat(.linux)
    let folder = parcel.scratch.path("sent")
    let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let report = try await Parcel.report(on: folder)
    #expect(report.errors == cause)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
  }

  @Test func `what is not in the bundle is not missing, and what is in it twice is neither`()
    async throws
  {
    let parcel = try flat(.linux)
    let keystore = parcel.scratch.path("sent/agent.p12")
    let manager = FileManager.default
    for folder in ["old", "new"] {
      let place = parcel.scratch.path("sent/\(folder)")
      try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
      try manager.copyItem(atPath: keystore, toPath: "\(place)/agent.p12")
    }
    try manager.removeItem(atPath: keystore)
    for pack in [
      "zip -qr ../p . && mv ../p.zip ../parcel",
      "rm -r old new && zip -q ../q * && mv ../q.zip ../parcel",
    ] {
      let report = try await Parcel.report(on: try parcel.pack(pack))
      #expect(report.errors == [])
      #expect(report.unchecked.contains { $0.what == "the keystore /etc/xagent/agent.p12" })
    }
  }

  @Test func `of a cut tree nothing is said to be missing`() async throws {
    let (tree, folder) = try agent(.linux)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    for path in [tree.script, tree.log] { try parcel.put(path, of: folder) }
    try parcel.put("", as: "etc/xagent/other")
    let order = "tar -b1 -cf ../parcel opt etc var"
    var report = try await Parcel.report(on: try parcel.pack(order))
    #expect(report.errors == ["keystore.missing confirmed"])
    report = try await Parcel.report(
      on: try parcel.pack("\(order) && truncate -s -1100 ../parcel"))
    #expect(report.errors == [])
    #expect(report.outcome == .inconclusive)
    #expect(report.unchecked.contains { $0.what.hasPrefix("the rest of ") })
  }

  @Test func `nginx with its sites behind links, in a tar archive`() async throws {
    let parcel = try Parcel()
    try parcel.put(
      "events {}\nhttp { include /etc/nginx/sites-enabled/*; }\n", as: "etc/nginx/nginx.conf")
    try parcel.put(
      "server { listen 443 ssl; ssl_certificate /etc/ssl/site.pem; ssl_certificate_key /etc/ssl/site.key; }\n",
      as: "etc/nginx/sites-available/site")
    try parcel.scratch.write(try Fixture.bytes("tls/root.pem"), "sent/etc/ssl/site.pem")
    let pack =
      "mkdir etc/nginx/sites-enabled && ln -s /etc/nginx/sites-available/site etc/nginx/sites-enabled/site"
    let report = try await Parcel.report(on: try parcel.pack("\(pack) && tar -czf ../parcel etc"))
    #expect(report.targets.map(\.product) == ["nginx"])
    #expect(
      report.ledger.contains { $0.path.hasSuffix("!/etc/nginx/sites-enabled/site") && $0.bytes > 0 }
    )
    #expect(report.errors.first?.hasPrefix("certificate.") == true, "\(report.errors)")
  }

  @Test(arguments: [Platform.linux, .windows])
  func `files with other names are known by what is in them`(platform: Platform) async throws {
    let (tree, folder) = try agent(platform)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    try parcel.put(tree.configuration, of: folder, as: "ticket/what you asked for (1).txt")
    try parcel.put(tree.log, of: folder, as: "ticket/output.txt")
    try parcel.put(tree.keystore, of: folder, as: "ticket/agent.p12")
    let report = try await Parcel.report(on: parcel.scratch.path("sent"))
    #expect(report.errors == cause)
    #expect(report.targets.map(\.platform) == [platform])
    #expect(report.ledger.map(\.outcome) == [.read, .read, .read])
    let edit = report.diagnoses.first?.evidence.map(\.source) ?? []
    #expect(edit.contains("ticket/what you asked for (1).txt"), "\(edit)")
  }

  @Test func `a log and a keystore alone say what they can`() async throws {
    let (tree, folder) = try agent(.linux)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    try parcel.put(tree.log, of: folder, as: "agent.txt")
    try parcel.put(tree.keystore, of: folder, as: "agent.p12")
    let report = try await Parcel.report(on: parcel.scratch.path("sent"))
    #expect(report.errors == [])
    #expect(report.targets.map(\.product) == ["xagent"])
    #expect(report.ledger.map(\.outcome) == [.read, .read])
  }

  @Test func `another program's files are not taken for a product's`() async throws {
    let parcel = try Parcel()
    try parcel.put(
      "java -jar /srv/shop/shop.jar --server.ssl.key-store=/srv/shop/shop.p12\n", as: "start.sh")
    try parcel.put("server.ssl.enabled=true\n", as: "application.properties")
    try parcel.put(
      "2026-11-20 10:00:02 INFO Tomcat started on port(s): 8443 (http)\n", as: "shop.log")
    try parcel.put("2026/11/20 10:00:02 [error] 7#7: no such file\n", as: "error.log")
    let report = try await Parcel.report(on: parcel.scratch.path("sent"))
    #expect(report.targets == [])
    #expect(report.errors == [])
  }

  @Test func `thousands of loose files take no longer each than a few`() async throws {
    func time(_ count: Int) async throws -> Duration {
      let (tree, folder) = try agent(.linux)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let parcel = try Parcel()
      try parcel.put(tree.script, of: folder, as: "conf/systemd.start.sh")
      try parcel.put(tree.keystore, of: folder, as: "keys/agent.p12")
      for number in 0..<count {
        try parcel.put("", as: "d\(number % 50)/agent-communication-xmatters-\(number).log")
      }
      let start = ContinuousClock.now
      let report = try await Parcel.report(on: parcel.scratch.path("sent"))
      #expect(report.errors == cause)
      return ContinuousClock.now - start
    }
    let few = try await time(100)
    let many = try await time(2_000)
    // One after the other they take twenty times as long; each compared with each, four hundred.
    #expect(many < few * 30, "\(few) for 100 files, \(many) for 2,000")
  }

  @Test func `once the time is up, no more loose files are looked at`() async throws {
    let (tree, folder) = try agent(.linux)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    for number in 0..<100 { try parcel.put("hello\n", as: "notes/\(number).txt") }
    try parcel.put(tree.configuration, of: folder, as: "what you asked for.txt")
    var wish = TargetWish()
    wish.bundle = OpenBundle(
      try EvidenceBundle(parcel.scratch.path("sent"), named: "sent") { false })
    func products(lookingUpTo limit: Int) async throws -> (found: [String], asked: Int) {
      let asked = Mutex(0)
      let detection = TargetDetection(try TestRules.all(), wish) {
        asked.withLock { count in
          count += 1
          return count > limit
        }
      }
      let found = await detection.targets().map(\.target.product)
      return (found, asked.withLock { $0 })
    }
    let whole = try await products(lookingUpTo: .max)
    #expect(whole.found == ["xagent"])
    for limit in [0, 50] {
      let cut = try await products(lookingUpTo: limit)
      #expect(cut.found == [])
      // What is left is asked for once or twice for each installation, and for no file.
      #expect(cut.asked < limit + 200 && whole.asked > 500, "\(cut.asked) of \(whole.asked)")
    }
  }

  @Test func `files that nothing knows are named, and nothing is concluded from them`() async throws
  {
    let parcel = try Parcel()
    try parcel.put("config: true\n", as: "config.yml")
    try parcel.put("hello\n", as: "notes.txt")
    let report = try await Parcel.report(on: parcel.scratch.path("sent"))
    #expect(report.targets == [])
    #expect(report.outcome == .inconclusive)
    #expect(report.ledger.map(\.outcome) == [.refused, .refused])
  }
}

/// What Padlock recorded where the files come from, judged elsewhere.
@Suite struct RecordedBundleTests {
  /// The report of a run on loopback, and the bundle that `padlock collect` makes of it.
  private func collected(
    _ adjust: (inout RunOptions) -> Void = { _ in }
  ) async throws -> (Report, Parcel) {
    var tree = try AgentTree(.linux)
    tree.startWithPlainHTTP()
    let folder = try tree.laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let listener = try LoopbackListener.answering(
      Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
    defer { listener.stop() }
    var wish = TargetWish(product: "xagent", host: "localhost", root: folder)
    wish.port = Int(listener.port)
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.host = "localhost"
    options.port = wish.port
    options.timeoutSeconds = 30
    adjust(&options)
    let run = DiagnosisRun(
      rules: try TestRules.all(), wish: wish, options: options, watch: { _ in })
    let outcome = await run.perform(on: try await run.targets())
    let parcel = try Parcel()
    let bundle = try CollectedBundle(outcome, try TestRules.all(), redactsHosts: false)
    try parcel.scratch.write(try bundle.packed(), "parcel")
    return (outcome.report.masked(by: Masker(outcome.secrets)), parcel)
  }

  /// Changes a bundle by a shell command that runs in its folder.
  private func changed(_ parcel: Parcel, by command: String) throws -> String {
    let unpack = "unzip -q ../parcel && cd padlock-bundle"
    return try parcel.pack(
      "\(unpack) && \(command) && cd .. && zip -qr ../p . && mv ../p.zip ../parcel")
  }

  @Test func `a bundle gives the diagnoses of its run, with their evidence`() async throws {
    let (live, parcel) = try await collected()
    let report = try await Parcel.report(on: parcel.scratch.path("parcel"))
    #expect(live.errors.first?.hasSuffix("confirmed") == true)
    #expect(!live.diagnoses.flatMap(\.evidence).isEmpty)
    #expect(report.diagnoses == live.diagnoses)
    #expect(report.facts == live.facts)
    #expect(report.checks == live.checks)
    #expect(report.outcome == live.outcome)
    #expect(report.targets == live.targets)
    #expect(report.generated == live.generated)
    #expect(report.unchecked == live.unchecked, "nothing of it was changed")
    #expect(report.ledger.contains { $0.path.hasSuffix("!/padlock-bundle/observations.json") })
    let other = try await Parcel.report(
      on: parcel.scratch.path("parcel"), ["--symptom", "net::ERR_SSL_PROTOCOL_ERROR"])
    #expect(other.symptoms.count == report.symptoms.count + 1)
  }

  @Test func `two runs over one bundle differ in nothing but how long they took`() async throws {
    let (_, parcel) = try await collected()
    _ = try parcel.pack("unzip -q ../parcel && cp -r padlock-bundle/files ../loose")
    for path in ["parcel", "loose"] {
      var pages: [String] = []
      for _ in 0..<2 {
        var report = try await Parcel.report(on: parcel.scratch.path(path))
        report.timings = [:]
        pages.append(try renderJSON(report))
      }
      #expect(pages[0] == pages[1])
      #expect(pages[0].contains("\"xagent\""))
    }
  }

  @Test func `a recording that cannot be read is said, and its files are judged`() async throws {
    let (_, parcel) = try await collected()
    let report = try await Parcel.report(
      on: try changed(
        parcel, by: "sed -i 's,padlock.observations/1,padlock.observations/9,' *.json"))
    #expect(report.targets.map(\.product) == ["xagent"])
    #expect(report.ledger.contains { $0.path.hasSuffix("/systemd.start.sh") && $0.bytes > 0 })
    let evidence = try EvidenceBundle(parcel.scratch.path("parcel"), named: "b.zip") { false }
    let bundle = OpenBundle(evidence)
    defer { bundle.remove() }
    #expect(bundle.recording == nil)
    #expect(bundle.failures.contains { $0.contains("is no recording that can be judged") })
  }

  @Test func `what was changed after the bundle was made is said, and what was not is not`()
    async throws
  {
    let (live, parcel) = try await collected()
    let report = try await Parcel.report(
      on: try changed(
        parcel,
        by: "sed -i s/8081/8082/ files.json && echo >>report.txt && rm report.json && : >new"))
    let added = report.unchecked.filter { !live.unchecked.contains($0) }
    let name = parcel.scratch.path("parcel")
    #expect(
      added.map { "\($0.what): \($0.why)" } == [
        "padlock-bundle/report.json of \(name): it was taken away after the bundle was made",
        "padlock-bundle/report.txt of \(name): it was changed after the bundle was made",
      ])
    #expect(report.diagnoses == live.diagnoses)
    #expect(report.outcome == live.outcome)
  }

  @Test func `a bundle of a run that was stopped says so, and one made of it says it too`()
    async throws
  {
    let (live, parcel) = try await collected { $0.run = Deadline(after: .zero) }
    let report = try await Parcel.report(on: parcel.scratch.path("parcel"))
    #expect(live.outcome == .inconclusive && report.outcome == .inconclusive)
    #expect(report.unchecked.contains { $0.why == "the run was stopped before it was done" })
  }
}
