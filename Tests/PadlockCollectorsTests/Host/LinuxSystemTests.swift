import Testing

@testable import PadlockCollectors

@Suite struct LinuxSystemTests {
  @Test func `sockets that listen, in both families`() {
    let table = """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1
         1: 00000000:1F92 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12346 1
         2: 0100007F:1F91 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 12347 1
         3: 00000000000000000000000001000000:1F93 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 9 1
         4: 0000000000000000FFFF00000100007F:1F94 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 8 1
         5: broken
         6: 01:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1

      """
    #expect(
      SocketTable.listening(table) == [
        .init(address: "127.0.0.1", port: 8081, inode: 12345),
        .init(address: "0.0.0.0", port: 8082, inode: 12346),
        .init(address: "::1", port: 8083, inode: 9),
        .init(address: "::ffff:127.0.0.1", port: 8084, inode: 8),
      ])
    #expect(SocketTable.listening("") == [])
  }

  @Test func `a command's own brackets and blanks do not shift the fields`() throws {
    let rest = "S 17 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1 2"
    for name in ["java", "a) (b", "x y"] {
      let status = try #require(ProcessStatus("42 (\(name)) \(rest)"))
      #expect(status.parent == 17)
      #expect(status.startTicks == 987654)
    }
    #expect(ProcessStatus("42 (java) S 17") == nil)
    #expect(ProcessStatus("nothing") == nil)
  }

  @Test func `a command that hangs or fails says nothing`() {
    #expect(ShortCommand.output(["echo", "a"], seconds: 20) == "a\n")
    #expect(ShortCommand.output(["false"], seconds: 20) == nil)
    #expect(ShortCommand.output(["sleep", "60"], seconds: 0.1) == nil)
    #expect(ShortCommand.output(["no-such-command-here"], seconds: 20) == nil)
  }
}
