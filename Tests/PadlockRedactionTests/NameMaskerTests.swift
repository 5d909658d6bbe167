import PadlockRedaction
import Testing

@Suite struct NameMaskerTests {
  static func mask(_ text: String) -> String {
    var masker = NameMasker(
      hosts: ["agent01.example.com", "*.shop.example.org", "localhost", "xivo"], users: ["jane"])
    return masker.mask(text)
  }

  @Test(arguments: [
    ("agent01.example.com", "<host 1>"),
    ("https://Agent01.Example.com:8081/health", "https://<host 1>:8081/health"),
    ("xagent@agent01.example.com:8081", "xagent@<host 1>:8081"),
    ("CN=other.example.com, O=Example", "CN=<host 1>, O=Example"),
    ("the name is agent01.", "the name is <host 1>."),
    ("*.shop.example.org", "*.<host 1>"),
    ("agent01.example.com and agent01.example.com", "<host 1> and <host 1>"),
    ("10.0.0.7:443 refused", "<address 1>:443 refused"),
    ("[fe80::1%eth0]:443", "[<address 1>%eth0]:443"),
    ("connect to 2001:db8:0:0:0:0:0:1", "connect to <address 1>"),
    ("jane@example.net wrote", "<mail 1> wrote"),
    ("/home/mary/agent.jks", "/home/<user 1>/agent.jks"),
    ("C:\\Users\\mary\\agent.jks", "C:\\Users\\<user 1>\\agent.jks"),
    ("runs as jane", "runs as <user 1>"),
    ("ping xivo", "ping <host 1>"),
  ])
  func `names are replaced`(text: String, masked: String) {
    #expect(Self.mask(text) == masked)
  }

  @Test(arguments: [
    "localhost:8081", "127.0.0.1:443", "[::1]:8443", "0.0.0.0", "/home/root/.keystore",
    "java.security.UnrecoverableKeyException: Cannot recover key", "/etc/xagent/agent.jks",
    "server.ssl.key-store=file:agent.jks", "OpenSSL 3.0.22", "1.2.840.113549.1.1.11",
    "SHA-256 AB:12:CD:34:AB:12:CD:34:AB:12:CD:34:AB:12:CD:34", "2026-11-20T10:14:09Z",
    "00:1b:44:11:3a:b7", "10:14:09", "xivo-auth.service", "std::string", "example", "",
  ])
  func `what is no name stays`(text: String) {
    #expect(Self.mask(text) == text)
  }

  @Test func `a name has one stand-in in all texts, whatever its letter case`() {
    var masker = NameMasker(hosts: ["a1.example.com", "b2.example.com"])
    #expect(masker.mask("b2.example.com 10.0.0.7") == "<host 1> <address 1>")
    #expect(masker.mask("A1.example.com B2.EXAMPLE.COM") == "<host 2> <host 1>")
    #expect(masker.mask("10.0.0.8 10.0.0.7") == "<address 2> <address 1>")
    #expect(masker.names[.host] == ["b2.example.com", "A1.example.com"])
    #expect(masker.names[.address] == ["10.0.0.7", "10.0.0.8"])
  }
}
