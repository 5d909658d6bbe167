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

  @Test func `exceptions alone name no proxy`() {
    #expect(!ProxyEnvironment.proxyEnvironment(["no_proxy": "*"]).namesProxy)
  }
}
