/// Brings the spellings that Spring's relaxed binding accepts to one canonical name.
///
/// `server.ssl.keyStore`, `server.ssl.key_store`, `SERVER_SSL_KEYSTORE` and `SERVER_SSL_KEY_STORE`
/// all become `server.ssl.key-store`. A name of the environment has lost where its dots and dashes
/// were, so it is looked up among the known names
/// (`org.springframework.boot.context.properties.source.ConfigurationPropertyName`).
public struct SpringNames: Sendable {
  private let byElements: [String: String]
  private let byLetters: [String: String]

  /// Knows the names of Spring Boot's web server, and `names` besides.
  public init(names: [String] = []) {
    var byElements: [String: String] = [:]
    var byLetters: [String: String] = [:]
    for name in Self.serverNames + names {
      byElements[Self.elementForm(name)] = name
      byLetters[Self.letterForm(name)] = name
    }
    self.byElements = byElements
    self.byLetters = byLetters
  }

  /// The canonical name of `key`: lower case, elements parted by dots, words by dashes.
  public func canonical(_ key: String) -> String {
    if let known = byElements[Self.elementForm(key)] { return known }
    if !key.contains("."), key == key.uppercased(), key.contains("_") {
      let known = byLetters[Self.letterForm(key)]
      return known ?? key.lowercased().replacing("_", with: ".")
    }
    return Self.dashed(key)
  }

  /// Without dashes and underscores, in lower case; the dots stay.
  private static func elementForm(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" }
  }

  private static func letterForm(_ name: String) -> String {
    elementForm(name).filter { $0 != "." }
  }

  private static func dashed(_ key: String) -> String {
    var result = ""
    var previous: Character = "."
    for character in key {
      if character == "_" {
        result.append("-")
      } else {
        if character.isUppercase, previous.isLowercase || previous.isNumber { result.append("-") }
        result += character.lowercased()
      }
      previous = character
    }
    return result
  }

  /// Names of `ServerProperties`, `Ssl` and `ManagementServerProperties`, Spring Boot 2 and 3.
  private static let serverNames =
    [
      "server.port", "server.address", "server.http2.enabled", "server.servlet.context-path",
      "management.server.port", "management.server.address",
      "management.endpoints.web.base-path", "spring.config.location",
      "spring.config.additional-location", "spring.profiles.active",
    ] + sslNames(of: "server.ssl") + sslNames(of: "management.server.ssl")

  private static func sslNames(of prefix: String) -> [String] {
    [
      "enabled", "bundle", "ciphers", "client-auth", "enabled-protocols", "protocol", "key-alias",
      "key-password", "key-store", "key-store-password", "key-store-type", "key-store-provider",
      "trust-store", "trust-store-password", "trust-store-type", "trust-store-provider",
      "certificate", "certificate-private-key", "trust-certificate",
    ].map { "\(prefix).\($0)" }
  }
}
