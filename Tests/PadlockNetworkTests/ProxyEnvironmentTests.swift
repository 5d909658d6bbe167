import PadlockNetwork
import Testing

@Suite struct ProxyEnvironmentTests {
  @Test func `settings are reported in order, without credentials`() {
    let proxies = ProxyEnvironment.proxyEnvironment([
      "https_proxy": "http://me:word@proxy.example:3128", "HTTP_PROXY": "user:word@proxy:80",
      "NO_PROXY": "localhost", "all_proxy": "", "PATH": "/bin",
    ])
    #expect(proxies.settings.map(\.variable) == ["HTTP_PROXY", "NO_PROXY", "https_proxy"])
    #expect(
      proxies.settings.map(\.value)
        == ["proxy:80", "localhost", "http://proxy.example:3128"])
    #expect(proxies.namesProxy)
  }

  @Test(arguments: [
    ("http://user:hunter/2222@proxy:3128", "http://proxy:3128"),
    ("user:a://b@proxy:80", "user:a://proxy:80"),
    ("http://us@er:word@proxy", "http://proxy"), ("http://proxy:3128/", "http://proxy:3128/"),
  ])
  func `what stands before the last sign of a host is left out, whatever it holds`(
    value: String, shown: String
  ) {
    #expect(ProxyEnvironment.proxyEnvironment(["http_proxy": value]).settings[0].value == shown)
  }

  @Test func `exceptions alone name no proxy`() {
    #expect(!ProxyEnvironment.proxyEnvironment(["no_proxy": "*"]).namesProxy)
  }
}
