/// The proxy settings that other programs would take from an environment.
///
/// Probes never use them; they are reported because a browser or `curl` on the same machine does.
public struct ProxyEnvironment: Equatable, Sendable {
  /// One variable that is set to something.
  public struct Setting: Equatable, Sendable {
    /// The variable as it is spelled, `https_proxy` or `HTTPS_PROXY`.
    public let variable: String
    /// Its value without the user name and password that it may contain.
    public let value: String
  }

  /// The settings in the order of their names.
  public let settings: [Setting]

  /// Whether a proxy is named, not only exceptions from one.
  public var namesProxy: Bool {
    settings.contains { $0.variable.lowercased() != "no_proxy" }
  }

  private static let variables: Set<String> = [
    "http_proxy", "https_proxy", "all_proxy", "no_proxy",
  ]

  /// Reads them from `environment`; the caller decides whose that is.
  public static func proxyEnvironment(_ environment: [String: String]) -> ProxyEnvironment {
    ProxyEnvironment(
      settings:
        environment
        .filter { variables.contains($0.key.lowercased()) && !$0.value.isEmpty }
        .sorted { $0.key < $1.key }
        .map { Setting(variable: $0.key, value: withoutCredentials($0.value)) })
  }

  /// `http://user:word@proxy:3128` is `http://proxy:3128`.
  private static func withoutCredentials(_ value: String) -> String {
    guard let at = value.lastIndex(of: "@") else { return value }
    // A password may have a slash, which should have been written as %2F.
    let scheme = value[..<at].firstRange(of: "://").map { value[..<$0.upperBound] } ?? ""
    return String(scheme + value[value.index(after: at)...])
  }
}
