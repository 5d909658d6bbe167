import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRules
import TestSupport
import Testing

@testable import PadlockCommands

/// The shell collector in the shells of old and small systems, on files of a made-up product.
@Suite struct CollectorScriptTests {
  enum Shell: String, CaseIterable, Sendable {
    case dash = "/bin/dash"
    case bash = "/bin/bash"
    case busybox = "/bin/busybox"

    /// How a script is run in it; `sh` has what others take from the system.
    var words: [String] { self == .busybox ? [rawValue, "sh"] : [rawValue] }
  }

  /// What must never leave, by where it stands.
  private static let secrets = [
    "store-Pa55", "key Pa55 with blanks", "xml&Pa55", "attr1bute", "yamlPa55", "jsonPa55",
    "urlPa55",
    "query5ecret", "tok.en.Pa55", "argument5", "pass-in-5", "carried5", "MIIEvQIBADANBgkq",
    "cdata5",
    "listed5ecret", "e5caped", "cookie5", "user5ecret", "PLA1N5",
    "5E551047",
  ]

  private static let launch = """
    #!/bin/sh
    export XMATTERS_KEY="PLA1N5"
    exec java -Dserver.ssl.key-password='key Pa55 with blanks' -jar x.jar \
    --server.ssl.key-store-password=store-Pa55 --server.ssl.key-alias=agent \
    --server.ssl.key-store=@KEYSTORE@ --password-file=/etc/made-up/pw
    """

  private static let settings = """
    <agent port="8081">
      <password>xml&amp;Pa55</password>
      <property name="apiKey" value="attr1bute"/>
      <entry key="db.password"><![CDATA[cdata5]]></entry>
      <url>https://bob:urlPa55@host.example.com/x?apiKey=query5ecret&amp;y=1</url>
    </agent>
    password: yamlPa55
    {"password": "jsonPa55", "user": "bob", "text": "{\\"secret\\": \\"e5caped\\"}"}
    Authorization: Bearer tok.en.Pa55
    Cookie: JSESSIONID=cookie5
    keytool -list -storepass argument5 -keystore agent.jks
    openssl pkcs12 -passin pass:pass-in-5 -in agent.p12
    args: ["--token", "listed5ecret"]
    private_key: /etc/made-up/site.key
    Master-Key: 5E551047
    curl --user bob:user5ecret https://host.example.com/
    store.password = first\\
        carried5
    -----BEGIN PRIVATE KEY-----
    MIIEvQIBADANBgkq
    -----END PRIVATE KEY-----
    """

  private static let log = """
    2026-11-20 10:00:00 ERROR the keystore password was incorrect: store-Pa55
    2026-11-20 10:00:01 INFO (argument5) [xml&Pa55]
    """

  /// A product whose files lie below `folder`.
  private func script(_ folder: String) -> String {
    let installation = Installation(
      platform: .linux, homes: [folder + "/opt/made up*"],
      configuration: [
        ConfigurationFile(path: "bin/start.sh", reader: .launchLine),
        ConfigurationFile(path: "conf/Agent.XML", reader: .xml, ignoresCase: true),
      ],
      logs: [LogFile(path: folder + "/log/*.log")], service: ServiceDefinition(name: "made-up"),
      restart: "")
    let product = Product(
      id: "made-up", name: "Made Up",
      listeners: [ProductListener(name: "lan", defaultPort: 8081)], installations: [installation])
    return CollectorScript(rules: RuleSet(products: [product]), version: "0").text
  }

  /// Files of the product with what must not leave, and the collector for it.
  func layOut() throws -> Scratch {
    let scratch = try Scratch()
    let keystore = try scratch.write(try Fixture.bytes("keystores/aliases.jks"), "etc/agent.jks")
    let launch = Self.launch.replacing("@KEYSTORE@", with: keystore)
    try scratch.write(launch, "opt/made up 2/bin/start.sh")
    try scratch.write(Self.settings, "opt/made up 2/conf/agent.xml")
    try scratch.write(Self.log, "log/a.log")
    try scratch.write(script(scratch.folder), "collector.sh")
    return scratch
  }

  @Test(arguments: Shell.allCases)
  func `it takes what is there and leaves every secret`(shell: Shell) throws {
    let scratch = try layOut()
    let bundle = scratch.path("bundle.tar.gz")
    let run = try Command.run(shell.words + [scratch.path("collector.sh"), "-n", "-o", bundle])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.isEmpty)
    try FileManager.default.createDirectory(
      atPath: scratch.path("out"), withIntermediateDirectories: false)
    try Command.need(["/bin/tar", "-xzf", bundle, "-C", scratch.path("out")])
    let files = "out/padlock-bundle/files" + scratch.folder
    let start = scratch.text(files + "/opt/made up 2/bin/start.sh")
    #expect(start.contains("--server.ssl.key-alias=agent --server.ssl.key-store=/"))
    #expect(start.contains("--password-file=/etc/made-up/pw"))
    #expect(start.contains("export XMATTERS_KEY=\"secret-"))
    let settings = scratch.text(files + "/opt/made up 2/conf/agent.xml")
    #expect(settings.contains("<agent port=\"8081\">"))
    #expect(settings.contains("private_key: /etc/made-up/site.key\n"), "a path is no key")
    #expect(
      scratch.text(files + "/log/a.log").contains("the keystore password was incorrect: secret-"))
    // The same secret has the same stand-in wherever it is.
    let standIn = try #require(start.firstMatch(of: /key-store-password=(secret-[0-9]+)/)?.1)
    #expect(scratch.text(files + "/log/a.log").contains("incorrect: \(standIn)\n"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path(files + "/etc/agent.jks")))
    let everything = try Command.run(["/bin/grep", "-r", "", scratch.path("out")]).output
    for secret in Self.secrets { #expect(!everything.contains(secret), "\(secret)") }
    #expect(!run.everything.contains("Pa55"))
  }

  @Test(arguments: Shell.allCases)
  func `it leaves secrets of every shape, and random ones, in all shells`(shell: Shell) throws {
    let scratch = try layOut()
    let shapes = PlantedShape.allCases
    let values = shapes.indices.map { "Sekr3t+\($0).\(["Wq", "Zj", "Xk"][$0 % 3])vB7n" }
    let random = RandomSecretTests.planted(seed: 21, count: 120)
    let planted =
      zip(shapes, values).map { RandomSecretTests.Planted(value: $1, line: $0.text($1)) } + random
    #expect(planted.count >= 140)
    try scratch.write(
      planted.map { $0.line + "\n" }.joined(), "opt/made up 2/conf/agent.xml")
    // What is known from the configuration is no secret's shape in the log.
    #expect(shapes.count >= 40)
    try scratch.write(values.map { "INFO tried \($0) twice\n" }.joined(), "log/a.log")
    let bundle = scratch.path("bundle.tar.gz")
    try Command.need(shell.words + [scratch.path("collector.sh"), "-n", "-o", bundle])
    let everything = try Command.run(["/bin/tar", "-xzOf", bundle]).output
    #expect(everything.contains("INFO tried secret-"))
    for one in planted {
      #expect(!one.isSearched || !everything.contains(one.value), "\(one.line)")
      #expect(!everything.contains("\n\(one.line)\n"), "\(one.line)")
    }
  }

  @Test func `the lists say what was copied and what was not`() throws {
    struct Manifest: Decodable {
      struct File: Decodable { let path: String }
      struct Refused: Decodable {
        let path: String
        let why: String
      }
      let schema: String
      let files: [File]
      let refused: [Refused]
    }
    let scratch = try layOut()
    try Command.need([
      "/bin/sh", scratch.path("collector.sh"), "-n", "-o", scratch.path("bundle.tar.gz"),
    ])
    try Command.need(["/bin/tar", "-xzf", scratch.path("bundle.tar.gz"), "-C", scratch.folder])
    let decoder = JSONDecoder()
    let list = try decoder.decode(
      BundledFiles.self, from: Data(scratch.text("padlock-bundle/files.json").utf8))
    let keystore = try #require(list.files.first { $0.path.hasSuffix("/etc/agent.jks") })
    #expect(keystore.member == nil)
    #expect(keystore.why == "a keystore stays where it is")
    #expect(keystore.bytes == (try Fixture.bytes("keystores/aliases.jks")).count)
    let start = try #require(list.files.first { $0.path.hasSuffix("/bin/start.sh") })
    #expect(start.member == "files" + start.path)
    #expect(start.why == nil)
    let manifest = try decoder.decode(
      Manifest.self, from: Data(scratch.text("padlock-bundle/manifest.json").utf8))
    #expect(manifest.schema == "padlock.bundle/1")
    #expect(manifest.files.contains { $0.path == "files.json" })
    #expect(manifest.refused.map(\.path) == [keystore.path])
  }

  @Test func `a bundle of it is judged, and what it left is there`() throws {
    let scratch = try layOut()
    try scratch.write("", "opt/made up 2/bin/.old")
    try scratch.write("", "etc/agent.jks.bak")
    let bundle = scratch.path("bundle.tar.gz")
    try Command.need(["/bin/sh", scratch.path("collector.sh"), "-n", "-o", bundle])
    let evidence = try EvidenceBundle(bundle, named: "bundle.tar.gz") { false }
    defer { evidence.remove() }
    let root = try #require(evidence.trees.first)
    #expect(evidence.trees.count == 1)
    let files = TargetFiles.tree(root, of: evidence)
    #expect(files.status(of: scratch.path("etc/agent.jks")) == .notCollected)
    // It looked for every log there, and for no other file.
    #expect(files.status(of: scratch.path("log/b.log")) == .missing)
    #expect(files.status(of: scratch.path("log/b.txt")) == .notCollected)
    #expect(files.status(of: scratch.path("opt/made up 2/bin/start.cmd")) == .notCollected)
    // What it saw beside its copies is known by name, and so is what it did not see.
    #expect(files.listedNames(in: scratch.path("opt/made up 2/bin")) == [".old", "start.sh"])
    #expect(files.listedNames(in: scratch.path("etc")) == ["agent.jks", "agent.jks.bak"])
    #expect(files.listedNames(in: scratch.path("opt")) == nil)
    #expect(files.status(of: scratch.path("etc/agent.jks.bak")) == .notCollected)
    let start = scratch.path("opt/made up 2/bin/start.sh")
    guard case .file(let copy) = files.status(of: start),
      case .file(let original) = TargetFiles.live().status(of: start)
    else {
      Issue.record("the start script is not in the bundle")
      return
    }
    #expect(copy.changed == original.changed)
  }

  @Test func `wrong words and a file that is there are refused in a sentence`() throws {
    let scratch = try layOut()
    let collector = scratch.path("collector.sh")
    let there = try scratch.write("mine", "there.tar.gz")
    let taken = try Command.run(["/bin/sh", collector, "-n", "-o", there])
    #expect(taken.code == 1)
    #expect(taken.errors == "collector: \(there) is there already; -o names another file\n")
    #expect(scratch.text("there.tar.gz") == "mine")
    let wrong = try Command.run(["/bin/sh", collector, "-p", "http"])
    #expect(wrong.code == 1)
    #expect(wrong.errors == "collector: -p needs a number, not http\n")
    #expect(try Command.run(["/bin/sh", collector, "--quiet"]).code == 1)
    let help = try Command.run(["/bin/sh", collector, "-h"])
    #expect(help.code == 0)
    #expect(help.output.hasPrefix("Collects what HTTPS on this machine depends on"))
  }

  @Test func `the embedded products are in it, and nothing is left to fill in`() throws {
    let rules = try EmbeddedRules.load()
    let text = CollectorScript(rules: rules, version: "1.2.3").text
    for product in rules.products
    where product.installations.contains(where: { $0.platform == .linux }) {
      #expect(text.contains("# \(product.name)\n"), "\(product.id)")
    }
    #expect(!text.contains(/@[A-Z]+@/))
    #expect(text.hasPrefix("#!/bin/sh\n"))
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "old shells read it in any locale")
  }
}
