import PadlockModel
import PadlockReaders
import Testing

@testable import PadlockCollectors

@Suite struct SettingsTests {
  private func settings(_ script: String, environment: String? = nil) async throws
    -> (ProductSettings, [Observation])
  {
    let folder = try Folder()
    try folder.write("opt/test/bin/start.sh", script)
    if let environment { try folder.write("etc/test.conf", environment) }
    let request = TestProduct.request(files: TargetFiles.tree(folder.path))
    let files = ConfigurationFiles(request, service: SubjectID(.service, "test"))
    let reading = ConfigurationReading(product: TestProduct.product)
    let observations = await ConfigurationCollector().collect(
      request, knowing: Findings(target: request.target))
    return (ProductSettings(files.read.filter { $0.role == .active }, reading), observations)
  }

  @Test(arguments: [
    (
      "--server.port=$PORT",
      "/opt/test/bin/start.sh:2 sets it with a variable that is not known here"
    ),
    ("--server.port=http", "/opt/test/bin/start.sh:2 sets it to “http”, which is no port"),
    ("--server.port=0", "/opt/test/bin/start.sh:2 sets it to “0”, which is no port"),
  ])
  func `a port that is only assumed is said to be`(option: String, why: String) async throws {
    let (_, observations) = try await settings("#!/bin/sh\njava -jar a.jar \(option)\n")
    let expected = Unchecked(
      what: "the port of Test", why: "\(why), so its default 8081 was taken",
      how: "name it with --port")
    #expect(observations.contains(.unchecked(expected)))
    #expect(observations.value("listener.port") == .integer(8081))
    for other in ["", "--server.port=8282"] {
      let (_, told) = try await settings("#!/bin/sh\njava -jar a.jar \(other)\n")
      #expect(!told.contains { if case .unchecked = $0 { true } else { false } })
    }
  }

  @Test(arguments: [
    ("server_tokens", "off", false), ("http/server/server_tokens", "build", false),
    ("secret.enabled", "TRUE", false), ("server_tokens", "Zq7-canary", true),
    ("api_token", "Zq7-canary", true), ("server.ssl.key-store-password", "off", true),
    ("server.port", "8081", false),
  ])
  func `a switch is no secret, unless the product says so`(
    name: String, value: String, isSecret: Bool
  ) {
    let reading = ConfigurationReading(product: TestProduct.product)
    #expect(ProductSettings.isSecret(name, value, reading) == isSecret)
  }

  @Test func `arguments win over system properties, and those over the environment`() async throws {
    let (settings, _) = try await settings(
      """
      #!/bin/sh
      . /etc/test.conf
      java -Dserver.ssl.key-alias=property -Dserver.ssl.key-store-type=JKS -jar a.jar \
      --server.ssl.key-alias=argument

      """,
      environment: """
        export SERVER_SSL_KEY_ALIAS=environment
        export SERVER_SSL_KEY_STORE_TYPE=PKCS12
        export SERVER_SSL_KEY_STORE=/etc/a.p12
        export SERVER_PORT=8282

        """)
    #expect(settings.values["keystore.alias"]?.value.text == "argument")
    #expect(settings.values["keystore.type"]?.value.text == "JKS")
    #expect(settings.values["keystore.path"]?.value.text == "/etc/a.p12")
    #expect(settings.values["keystore.path"]?.file == "/etc/test.conf")
    #expect(settings.values["keystore.path"]?.line == 3)
    #expect(settings.values["server.port"]?.value.text == "8282")
  }

  @Test func `a variable of the environment's file is put into the start line`() async throws {
    let (settings, observations) = try await settings(
      "java -jar a.jar --server.ssl.key-store=$STORE --server.ssl.key-store-password=\"$PW\"\n",
      environment: "STORE=/etc/a.p12\nexport PW='a b'\n")
    #expect(settings.values["keystore.path"]?.value.text == "/etc/a.p12")
    #expect(settings.values["keystore.password"]?.value.text == "a b")
    #expect(observations.value("keystore.password") == .text("configured"))
  }

  @Test func `a variable that nothing sets leaves the setting unknown, not missing`() async throws {
    let (settings, observations) = try await settings(
      """
      java -jar a.jar --server.ssl.key-store=/etc/a.p12 --server.ssl.key-store-password=$PW \
      --server.ssl.key-alias=$NAME --server.ssl.enabled=$ON

      """)
    #expect(settings.values["keystore.password"] == nil)
    #expect(settings.unknown["keystore.password"] != nil)
    for name in ["keystore.password", "keystore.alias", "https.enabled"] {
      let state = observations.state(FactName(name))
      guard case .unknown = state else {
        Issue.record("\(name) is not unknown")
        continue
      }
    }
    guard case .absent = observations.state("https.missing") else {
      Issue.record("something is called missing")
      return
    }
  }

  @Test func `an argument that is unknown hides a property that is known`() async throws {
    let (settings, _) = try await settings(
      "java -Dserver.ssl.key-alias=property -jar a.jar --server.ssl.key-alias=$NAME\n")
    #expect(settings.values["keystore.alias"] == nil)
  }

  @Test func `a secret never stands in the evidence`() async throws {
    let (settings, observations) = try await settings(
      "java -jar a.jar --server.ssl.key-store-password=Sup3rSecret --server.ssl.key-pasword=Sup3r2\n"
    )
    #expect(settings.misspelled.map(\.meant) == ["server.ssl.key-password"])
    let text = "\(settings.options) \(settings.misspelled) \(observations)"
    #expect(!text.contains("Sup3r"))
  }

  @Test(arguments: [
    ("", "", 0), ("kitten", "sitting", 3), ("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2),
    ("key-store", "key-stor", 1), ("keystore", "key-store", 1), ("ab", "ba", 2),
  ])
  func `the edit distance is Levenshtein's`(a: String, b: String, distance: Int) {
    #expect(EditDistance.between(a, b) == distance)
    #expect(EditDistance.between(b, a) == distance)
  }

  @Test(
    arguments: [
      ("server.ssl.key-stor", "server.ssl.key-store"), ("sever.ssl.enabled", "server.ssl.enabled"),
      ("server.ssl.nothing-like-it", nil), ("server.ssl.key-store", nil), ("server.port", nil),
      ("spring.profiles.active", nil), ("websocket.host", nil),
    ] as [(String, String?)])
  func `a name near an option is that option misspelled`(name: String, meant: String?) {
    let reading = ConfigurationReading(product: TestProduct.product)
    if meant == nil, name.hasPrefix("server.ssl.n") {
      #expect(reading.misspelling(of: name) != nil)
    } else {
      #expect(reading.misspelling(of: name) == meant)
    }
  }

  @Test(arguments: [
    ("a.conf.bak", true), ("a.conf~", true), ("a.conf.2026-11-20", true), ("a.conf-old", true),
    ("a.conf_orig", true), ("a.conf (1)", true), ("Copy of a.conf", true), ("a - Copy.conf", true),
    ("a - Copy (2).conf", true), ("a.conf", false), ("a.conf.template", false),
    ("a.conf.swp", false), (".a.conf.swp", false), ("a.config", false), ("b.conf.bak", false),
    ("Copy of b.conf", false),
  ])
  func `names that read like copies`(name: String, isCopy: Bool) {
    #expect(ConfigurationFiles.isCopy(name, of: "a.conf") == isCopy)
  }
}

@Suite struct KeystoreNamingTests {
  private func path(_ written: String, _ platform: Platform) -> String? {
    let home = platform == .linux ? "/opt/test" : #"C:\Program Files\xa"#
    let request = TestProduct.request(
      files: TargetFiles.tree("/nonexistent"), platform: platform, home: home)
    let document = ConfigurationDocument(settings: [
      Setting(key: "server.ssl.key-store", value: ConfiguredValue(written), line: 7)
    ])
    let read = ReadConfiguration(
      path: "/f", file: TestProduct.script, role: .active, document: document)
    let settings = ProductSettings([read], ConfigurationReading(product: TestProduct.product))
    return KeystoreNaming(request, settings).observations(SubjectID(.service, "test"))
      .value("keystore.path")?.description
  }

  @Test(
    arguments: [
      ("/etc/a.p12", "/etc/a.p12"), ("file:/etc/a.p12", "/etc/a.p12"),
      ("file:///etc/a.p12", "/etc/a.p12"), ("FILE:/etc/a.p12", "/etc/a.p12"),
      ("file://localhost/etc/a.p12", "/etc/a.p12"), ("file:/etc/my%20key.p12", "/etc/my key.p12"),
      ("file:/etc/100%.p12", "/etc/100%.p12"), ("/etc/100%25.p12", "/etc/100%25.p12"),
      ("keys/a.p12", "/opt/test/keys/a.p12"), ("classpath:a.p12", nil), ("", nil),
    ] as [(String, String?)])
  func `paths on Linux`(written: String, found: String?) {
    #expect(path(written, .linux) == found)
  }

  @Test(arguments: [
    ("c://path//to//f.jks", #"c:\path\to\f.jks"#), ("C:/path/f.jks", #"C:\path\f.jks"#),
    (#"C:\path\f.jks"#, #"C:\path\f.jks"#), (#"C:\\path\\f.jks"#, #"C:\path\f.jks"#),
    ("file:///C:/path/f.jks", #"C:\path\f.jks"#), ("file:C:/path/f.jks", #"C:\path\f.jks"#),
    (#"\\server\share\f.jks"#, #"\\server\share\f.jks"#),
    ("file:///C:/my%20keys/f.jks", #"C:\my keys\f.jks"#),
    ("keys/f.jks", #"C:\Program Files\xa\keys\f.jks"#),
  ])
  func `paths on Windows`(written: String, found: String) {
    #expect(path(written, .windows) == found)
  }
}
