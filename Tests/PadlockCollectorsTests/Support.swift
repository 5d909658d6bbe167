import PadlockModel
import PadlockNetwork

@testable import PadlockCollectors

/// A product with the settings that these tests need.
enum TestProduct {
  static let product = Product(
    id: "test", name: "Test", traits: ["java-keystore"],
    listeners: [ProductListener(name: "lan", portSetting: "server.port", defaultPort: 8081)],
    settings: [
      SettingDefinition(name: "https.enabled", keys: ["server.ssl.enabled"]),
      SettingDefinition(name: "keystore.path", keys: ["server.ssl.key-store"], isRequired: true),
      SettingDefinition(name: "keystore.type", keys: ["server.ssl.key-store-type"]),
      SettingDefinition(
        name: "keystore.password", keys: ["server.ssl.key-store-password"], isSecret: true,
        isRequired: true, publishedDefaults: ["changeit"]),
      SettingDefinition(name: "keystore.alias", keys: ["server.ssl.key-alias"]),
      SettingDefinition(name: "server.port", keys: ["server.port", "SERVER_PORT"]),
      SettingDefinition(name: "server.address", keys: ["server.address"]),
    ],
    options: OptionFamily(
      prefix: "server.ssl.", isRelaxed: true,
      known: [
        "server.ssl.enabled", "server.ssl.key-alias", "server.ssl.key-password",
        "server.ssl.key-store", "server.ssl.key-store-password", "server.ssl.key-store-type",
      ]))

  static let script = ConfigurationFile(
    path: "bin/start.sh", reader: .launchLine, markers: ["-jar"], takesSettings: true)
  static let environment = ConfigurationFile(path: "/etc/test.conf", reader: .environment)

  static func request(
    files: any FileAccess, platform: Platform = .linux, home: String? = "/opt/test",
    configuration: [ConfigurationFile] = [script, environment], javaHomes: [String] = [],
    service: ServiceDefinition = ServiceDefinition(name: "test"),
    system: (any SystemAccess)? = nil, symptoms: [Symptom] = [],
    _ adjust: (inout RunOptions) -> Void = { _ in }
  ) -> CollectionRequest {
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    adjust(&options)
    let installation = Installation(
      platform: platform, homes: home.map { [$0] } ?? [], configuration: configuration,
      service: service, restart: "restart", javaHomes: javaHomes)
    return CollectionRequest(
      target: Target(
        id: "test@localhost", product: "test", name: "Test", host: "localhost", home: home,
        platform: platform),
      product: product, installation: installation, options: options, files: files, system: system,
      workbench: Workbench(), symptoms: symptoms)
  }
}

extension [Observation] {
  /// The state of the first fact of that name.
  func state(_ name: FactName) -> FactState? {
    for case .fact(let key, let state) in self where key.name == name { return state }
    return nil
  }

  func value(_ name: FactName) -> FactValue? { state(name)?.value }
}
