import Testing

@testable import PadlockCommands

@Suite struct InventoryTests {
  private func inventory(_ text: String) -> Inventory {
    var inventory = Inventory(products: ["generic", "xagent"], usual: "generic")
    inventory.add(text, from: "hosts.txt")
    return inventory
  }

  @Test func `a line has a host, a product, a name and an address`() throws {
    let inventory = inventory(
      """
      # the second floor

      agent01.example.com:8443 xagent name=floor-2 address=10.0.0.7  # moved
      https://portal.example.com/path
      [2001:db8::1]:8443
      2001:db8::2
      [2001:db8::3]
      agent02\txagent\r
      """)
    #expect(inventory.problems == [])
    #expect(inventory.remarks == [])
    #expect(
      inventory.entries == [
        Inventory.Entry(
          host: "agent01.example.com", port: 8443, address: "10.0.0.7", product: "xagent",
          name: "floor-2"),
        entry("portal.example.com", 443, name: "https://portal.example.com/path"),
        entry("2001:db8::1", 8443, name: "[2001:db8::1]:8443"),
        entry("2001:db8::2", nil, name: "2001:db8::2"),
        entry("2001:db8::3", nil, name: "[2001:db8::3]"),
        Inventory.Entry(
          host: "agent02", port: nil, address: nil, product: "xagent", name: "agent02"),
      ])
  }

  private func entry(_ host: String, _ port: Int?, name: String) -> Inventory.Entry {
    Inventory.Entry(host: host, port: port, address: nil, product: "generic", name: name)
  }

  @Test(arguments: [
    ("agent01:99999", "number from 1 to 65535"), ("agent01 nginy", "write one of generic, xagent"),
    ("agent01 xagent generic", "second product"), ("agent01 nmae=x", "write name=… or address=…"),
    ("agent01 address=here", "no IP address"), ("agent01 name=", "1 to 200"),
    ("[web]", "groups are not read"), ("user:secret@agent01", "leave out what stands before"),
    ("agent01:", "is no host"), ("999.1.1.1:1", "is no IP address"),
    ("1.2.3:1", "is no IP address"),
    ("ftp://agent01/", "is no host"), ("agent01;reboot:443", "is no host"),
    ("\u{1B}[2Jagent01:443", "is no host"), (String(repeating: "a", count: 300), "253"),
  ])
  func `a line that is wrong is named with its place and what to write`(
    line: String, words: String
  ) throws {
    let inventory = inventory("good.example:443\n\(line)")
    let problem = try #require(inventory.problems.first)
    #expect(problem.hasPrefix("hosts.txt:2: "), "\(problem)")
    #expect(problem.contains(words), "\(problem)")
    #expect(!problem.contains("\u{1B}"))
    #expect(!problem.contains("secret"))
    #expect(problem.count < 200)
  }

  @Test func `a place that is named twice is looked at once, and that is said`() {
    let inventory = inventory("agent01:443\nAGENT01:443 name=other\nagent01:444")
    #expect(inventory.entries.map(\.name) == ["agent01:443", "agent01:444"])
    #expect(
      inventory.remarks == [
        "hosts.txt:2: other stands in hosts.txt:1 already; it is looked at once."
      ])
  }

  @Test func `of many lines that cannot be used the first are named and the others counted`() {
    let inventory = inventory(String(repeating: "agent01:0\n", count: 25))
    #expect(inventory.problems.count == 20)
    #expect(inventory.moreProblems == 5)
  }

  @Test func `a list of more hosts than there may be is refused once`() {
    var inventory = Inventory(products: ["generic"], usual: "generic", mostHosts: 5)
    for number in 0...10 {
      inventory.add(line: "h\(number):1", at: "line")
    }
    #expect(inventory.entries.count == 5)
    #expect(inventory.problems.count == 1)
  }
}
