import PadlockModel
import TestSupport
import Testing

@testable import PadlockCollectors

@Suite struct RotatedLogsTests {
  @Test(arguments: [
    "agent.log.1", "agent.log.12.gz", "agent.log.gz", "agent.log.xz", "agent.log.2.zst",
    "agent.log-20210209", "agent.log-20210209.gz", "agent.log.2021-02-09",
    "agent.log.2021-02-09.0.gz",
    "agent-2021-02-09.log", "agent-2021-02-09.1.log.gz", "agent.2021-02-09.log",
    "agent_20210209.log.xz",
    "agent.1.log", "agent.log",
  ])
  func `is a part of agent.log`(name: String) {
    #expect(RotatedName.origins(of: name).contains("agent.log"))
  }

  @Test(arguments: [
    "agent.log.old.txt", "agent2.log", "xagent.log", "agent.login", "agent-debug.log",
    "agent.log.1a", "agent.txt", "agent.log.tar", ".1", "1", "", ".gz",
  ])
  func `is none of it`(name: String) {
    #expect(!RotatedName.origins(of: name).contains("agent.log"))
  }

  private func files(_ folder: LogFolder, _ path: String) -> (read: [String], older: Int) {
    RotatedLogs(files: folder.files, localOffset: 0).files(of: path)
  }

  @Test func `the newest comes first, by what is in it and else by its last change`() throws {
    let folder = try LogFolder()
    try folder.write("log/a.log.1", ["cut line", "2021-02-09 10:00:00 INFO b"])
    try folder.write("log/old", ["2021-02-07 10:00:00 INFO b"])
    try folder.shell("gzip -c log/old >log/a.log.3.gz")
    try folder.write("log/a.log.2", ["2021-02-08 10:00:00 INFO b"])
    try folder.write("log/a.log", ["no time"])
    try folder.write("log/b.log", ["2021-02-10 10:00:00 INFO b"])
    for name in ["a.log.1", "a.log.2", "a.log.3.gz"] { folder.changed("log/\(name)", at: 0) }
    folder.changed("log/a.log", at: 1_613_000_000)
    let found = files(folder, "/log/a.log")
    #expect(found.read == ["/log/a.log", "/log/a.log.1", "/log/a.log.2", "/log/a.log.3.gz"])
    #expect(found.older == 0)
    #expect(files(folder, "/log/*.log").read.first == "/log/a.log")
    #expect(files(folder, "/none/a.log").read == ["/none/a.log"])
    #expect(files(folder, "/none/*.log").read.isEmpty)
  }

  @Test func `on Windows the case of a name does not make two files of it`() throws {
    let folder = try LogFolder()
    try folder.write("C/xa/log/Agent.log", ["x"])
    try folder.write("C/xa/log/agent.LOG.1", ["x"])
    let found = RotatedLogs(files: TargetFiles.windowsTree(folder.path("")), localOffset: 0)
      .files(of: "C:\\xa\\log\\agent.log")
    #expect(Set(found.read) == ["C:\\xa\\log\\Agent.log", "C:\\xa\\log\\agent.LOG.1"])
  }

  @Test func `six files of a log are read, and the others counted`() throws {
    let folder = try LogFolder()
    for day in 10...19 {
      try folder.write("a-2021-02-\(day).log", ["2021-02-\(day) 10:00:00 INFO"])
    }
    let found = files(folder, "/a.log")
    #expect(found.read == (14...19).reversed().map { "/a-2021-02-\($0).log" })
    #expect(found.older == 4)
  }

  @Test func `logs that were named belong together where their names do`() throws {
    let folder = try LogFolder()
    try folder.write("a.log", ["2021-02-09 10:00:00 INFO"])
    try folder.write("a.log.1", ["2021-02-08 10:00:00 INFO"])
    try folder.write("b.log", ["2021-02-08 10:00:00 INFO"])
    let logs = RotatedLogs(files: folder.files, localOffset: 0).logs(
      of: ["/a.log.1", "/b.log", "/a.log"])
    #expect(logs == [["/a.log", "/a.log.1"], ["/b.log"]])
  }
}
