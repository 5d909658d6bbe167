import Foundation

/// The ways in which configuration, launch lines, logs and tickets hold secrets.
///
/// Each writes a value as the program that reads it expects: quoted, escaped or encoded.
enum PlantedShape: String, CaseIterable, Sendable {
  case jvmOption, launchFlag, quotedFlag, wrapperLine, environment, quotedEnvironment, windowsSet
  case properties, spacedProperties, commented, yaml, quotedYAML, json, jsonWithinJSON
  case element, attribute, namedProperty, entry, cdata
  case storepass, keypass, passin, passwordOption, curlUser
  case userinfo, databaseAddress, query, laterQuery
  case bearer, basic, proxyAuthorization, cookie, apiKeyHeader, consulToken
  case curlHeader, basicDirective
  case privateKey, directive, headerDirective, pythonLiteral

  /// Whether it takes any value, also with line feeds, control characters and quotes.
  var isForAnyValue: Bool {
    switch self {
    case .quotedYAML, .json, .jsonWithinJSON, .element, .attribute, .namedProperty, .entry,
      .userinfo, .databaseAddress, .query, .laterQuery, .basic, .quotedFlag, .quotedEnvironment:
      true
    default: false
    }
  }

  /// A line, or a few, with `value` in it.
  func text(_ value: String) -> String {
    let quoted = "'" + value.replacing("'", with: #"'\''"#) + "'"
    switch self {
    case .jvmOption: return "java -Dserver.ssl.key-store-password=\(value) -jar agent.jar"
    case .launchFlag: return "java -jar agent.jar --server.ssl.key-password=\(value) --debug"
    case .quotedFlag: return "java -jar agent.jar --server.ssl.trust-store-password=\(quoted)"
    case .wrapperLine: return "wrapper.java.additional.20=-Dserver.ssl.key-password=\(value)"
    case .environment: return "export XMATTERS_KEY=\(value)"
    case .quotedEnvironment: return "API_KEY=\(quoted)"
    case .windowsSet: return "set OWNER_API_KEY=\(value)"
    case .properties: return "WEBSOCKET_SECRET=\(value)"
    case .spacedProperties: return "server.ssl.trust-store-password = \(value)"
    case .commented: return "# keystore.password=\(value)"
    case .yaml: return "  token: \(value)"
    case .quotedYAML: return "password: \(json(value))"
    case .json: return #"{"acl_master_token": \#(json(value)), "port": 8500}"#
    case .jsonWithinJSON:
      return #"{"message": \#(json(#"{"apiKey": \#(json(value))}"#)), "level": "info"}"#
    case .element: return "<password>\(xml(value))</password>"
    case .attribute: return "<Connector keystorePass=\"\(xml(value))\" port=\"8443\"/>"
    case .namedProperty: return "<property name=\"db.password\" value=\"\(xml(value))\"/>"
    case .entry: return "<entry key=\"secretToken\">\(xml(value))</entry>"
    case .cdata: return "<passphrase><![CDATA[\(value)]]></passphrase>"
    case .storepass: return "keytool -list -storepass \(value) -keystore agent.jks"
    case .keypass: return "keytool -genkey -keypass \(value) -alias agent"
    case .passin: return "openssl pkcs12 -in agent.p12 -passin pass:\(value) -nodes"
    case .passwordOption: return "tool --password \(value) --port 1"
    case .curlUser: return "curl -u admin:\(value) https://localhost/"
    case .userinfo: return "at https://hook:\(percent(value))@example.com/path"
    case .databaseAddress:
      return "db_uri: postgresql://asterisk:\(percent(value))@localhost/asterisk"
    case .query: return "GET /api?apiKey=\(percent(value))&page=2 HTTP/1.1"
    case .laterQuery: return "POST /hook?page=2&access_token=\(percent(value)) HTTP/1.1"
    case .bearer: return "Authorization: Bearer \(value)"
    case .basic:
      return "Authorization: Basic " + Data("admin:\(value)".utf8).base64EncodedString()
    case .proxyAuthorization: return "Proxy-Authorization: Basic \(value)"
    case .cookie: return "Cookie: JSESSIONID=\(value); Path=/"
    case .apiKeyHeader: return "X-Api-Key: \(value)"
    case .consulToken: return "X-Consul-Token: \(value)"
    case .curlHeader: return "curl -H 'Authorization: Bearer \(value)' https://localhost/"
    case .basicDirective:
      return
        "  proxy_set_header Authorization \"Basic \(Data("agent:\(value)".utf8).base64EncodedString())\";"
    case .privateKey:
      return """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        \(value)
        AAAA
        -----END ENCRYPTED PRIVATE KEY-----
        """
    case .directive: return "  secure_link_secret \(value);"
    case .headerDirective: return "  proxy_set_header Authorization \"Bearer \(value)\";"
    case .pythonLiteral: return "connecting with {'user': 'admin', 'password': '\(value)'}"
    }
  }

  private func json(_ value: String) -> String {
    let text = try? JSONEncoder().encode(value)
    return String(decoding: text ?? Data(), as: UTF8.self)
  }

  private func xml(_ value: String) -> String {
    value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }

  private func percent(_ value: String) -> String {
    value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
