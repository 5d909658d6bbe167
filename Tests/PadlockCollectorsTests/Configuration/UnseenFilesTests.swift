import PadlockModel
import Testing

@testable import PadlockCollectors

/// What is not in the files that were read may stand in the one that was not.
@Suite struct UnseenFilesTests {
  private func observe(
    _ files: [String: String], _ adjust: (inout RunOptions) -> Void = { _ in }
  ) async throws -> [Observation] {
    let folder = try Folder()
    for (path, text) in files { try folder.write(path, text) }
    let request = TestProduct.request(files: TargetFiles.tree(folder.path), adjust)
    return await ConfigurationCollector().collect(
      request, knowing: Findings(target: request.target))
  }

  private static let tooLarge = String(repeating: "#", count: 4 << 20 | 1)

  @Test func `nothing is said to be unset where the start script could not be read`() async throws {
    let seen = try await observe([
      "etc/test.conf": "export SERVER_PORT=8282\n", "opt/test/bin/start.sh": Self.tooLarge,
    ])
    for name in ["https.configured", "https.enabled", "https.missing"] as [FactName] {
      #expect(
        seen.state(name) == .unknown(.failed("/opt/test/bin/start.sh could not be read")),
        "\(name.rawValue)")
    }
    #expect(seen.value("listener.port") == .integer(8282))
  }

  @Test func `a tree without the start script says nothing of its settings`() async throws {
    let seen = try await observe(["etc/test.conf": "export SERVER_PORT=8282\n"])
    #expect(seen.value("https.configured") == nil)
  }

  @Test func `what a readable file sets is known all the same`() async throws {
    let seen = try await observe([
      "etc/test.conf": "export SERVER_SSL_KEY_STORE=/etc/a.jks\n",
      "opt/test/bin/start.sh": Self.tooLarge,
    ])
    #expect(seen.value("https.configured") == .boolean(true))
    #expect(seen.value("keystore.path") == .text("/etc/a.jks"))
    #expect(seen.value("keystore.password") == nil)
    #expect(seen.value("https.missing") == nil)
  }

  @Test func `a file of very many settings is refused, and its faults stay few`() async throws {
    let many = (0...10_000).map { "v\($0)=1\n" }.joined()
    var seen = try await observe(["opt/test/bin/start.sh": "java -jar a\n", "etc/test.conf": many])
    #expect(
      seen.contains {
        guard case .fact(let key, let state) = $0 else { return false }
        return key.name == "file.state" && state.value == .text("too-large")
      })
    #expect(seen.value("https.configured") == nil)
    let faulty = String(repeating: "a=b;c=d\n", count: 2_000)
    seen = try await observe(["opt/test/bin/start.sh": "java -jar a\n", "etc/test.conf": faulty])
    let evidence = seen.flatMap { observation -> [Evidence] in
      guard case .fact(let key, .known(_, let evidence)) = observation,
        key.name == "file.defects"
      else { return [] }
      return evidence
    }
    #expect(evidence.count == 100)
  }

  @Test func `a start script that is read and sets nothing is known to`() async throws {
    let seen = try await observe([
      "opt/test/bin/start.sh": "java -jar xa.jar\n", "etc/test.conf": "",
    ])
    #expect(seen.value("https.configured") == .boolean(false))
  }
}

/// What stands in a configuration and must not leave it.
@Suite struct KeptSettingsTests {
  @Test func `a private key in the place of its file is neither shown nor forgotten`() async throws
  {
    let folder = try Folder()
    let key = "-----BEGIN PRIVATE KEY-----MIIEvQIBADAN-----END PRIVATE KEY-----"
    try folder.write(
      "opt/test/bin/start.sh",
      "java -jar a '--server.ssl.certificate-private-key=\(key)' --server.ssl.enabled=true\n")
    let request = TestProduct.request(files: TargetFiles.tree(folder.path))
    let seen = await ConfigurationCollector().collect(
      request, knowing: Findings(target: request.target))
    #expect(!String(describing: seen).contains("MIIEvQ"))
    #expect(seen.value("https.configured") == .boolean(true))
    let places = request.workbench.read { $0.secrets.map(\.source) }
    #expect(places.contains("/opt/test/bin/start.sh:1"))
  }
}
