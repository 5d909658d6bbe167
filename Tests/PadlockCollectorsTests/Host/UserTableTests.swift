import Testing

@testable import PadlockCollectors

@Suite struct UserTableTests {
  private let table = UserTable(
    passwd: Array(
      """
      root:x:0:0:root:/root:/bin/bash
      # a comment
      xmatters:x:998:997::/opt/xmatters:/sbin/nologin
      broken:x
      odd:x:notanumber:5::/:/bin/sh

      """.utf8),
    group: Array("ssl:x:40:nobody,xmatters\nxmatters:x:997:\nwheel:x:10:xmattersx\n".utf8))

  @Test func `a user has the primary group and those that list the name`() {
    let user = table.identity("xmatters")
    #expect(user == UserIdentity(name: "xmatters", id: 998, groups: [997, 40]))
  }

  @Test func `an id without a name, a broken line and a missing user are nil`() {
    #expect(table.identity("odd") == nil)
    #expect(table.identity("broken") == nil)
    #expect(table.identity("nobody") == nil)
    #expect(table.name(of: 998) == "xmatters")
    #expect(table.name(of: 5) == nil)
  }
}
