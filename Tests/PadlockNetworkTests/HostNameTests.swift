import PadlockNetwork
import Testing

@Suite struct HostNameTests {
  @Test(arguments: [
    ("Agent01.Example.", "agent01.example"), ("bücher.example", "xn--bcher-kva.example"),
    ("BÜCHER.example", "xn--bcher-kva.example"), ("münchen.de", "xn--mnchen-3ya.de"),
    ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("under_score.example", "under_score.example"),
    (" host ", "host"), ("", ""),
  ])
  func `a name becomes what the network uses`(given: String, ascii: String) {
    let name = HostName(given)
    #expect(name.ascii == ascii)
    #expect(name.literal == nil)
    #expect(name.serverName == (ascii.isEmpty ? nil : ascii))
  }

  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7", AddressFamily.ipv4, "192.0.2.7"),
    ("[2001:DB8::1]", "2001:db8::1", .ipv6, "[2001:db8::1]"),
    ("0:0:0:0:0:0:0:1", "::1", .ipv6, "[::1]"),
  ])
  func `an address is never sent as a name`(
    given: String, ascii: String, family: AddressFamily, urlHost: String
  ) {
    let name = HostName(given)
    #expect(name.ascii == ascii)
    #expect(name.literal == family)
    #expect(name.serverName == nil)
    #expect(name.urlHost == urlHost)
  }

  @Test func `a zone is not part of what a certificate names`() {
    let name = HostName("fe80::1%lo")
    #expect(name.literal == .ipv6)
    #expect(name.withoutZone == "fe80::1")
    #expect(name.urlHost == "[fe80::1]")
  }
}
