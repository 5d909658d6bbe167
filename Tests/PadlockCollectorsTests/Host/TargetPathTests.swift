import Testing

@testable import PadlockCollectors

@Suite struct TargetPathTests {
  @Test(arguments: [
    (#"C:\Program Files\xa"#, true, true), ("c:/x", true, true), (#"\\server\share\x"#, true, true),
    ("/opt/xa", false, true), ("bin/xa.sh", false, false), (#"config\x.conf"#, false, false),
    ("é:/x", false, false), ("", false, false), ("C", false, false),
  ])
  func `a drive or a share makes a Windows path`(text: String, isWindows: Bool, isAbsolute: Bool) {
    #expect(TargetPath(text).isWindows == isWindows)
    #expect(TargetPath(text).isAbsolute == isAbsolute)
  }

  @Test(arguments: [
    (#"C:\certs\agent.p12"#, "agent.p12", #"C:\certs"#), ("C:/certs/a", "a", "C:/certs"),
    ("/etc/a", "a", "/etc"), ("/a", "a", "/"), (#"/etc/a\b"#, #"a\b"#, "/etc"),
  ])
  func `name and folder are cut at the target's own separator`(
    text: String, name: String, folder: String
  ) {
    #expect(TargetPath(text).name == name)
    #expect(TargetPath(text).folder == folder)
  }

  @Test func `an absolute path stays, another goes below in the folder's notation`() {
    #expect(TargetPath("/opt/xa").appending("bin/x") == "/opt/xa/bin/x")
    #expect(TargetPath("/opt/xa/").appending("bin") == "/opt/xa/bin")
    #expect(TargetPath("/opt/xa").appending("/etc/x") == "/etc/x")
    #expect(TargetPath(#"C:\xa"#).appending("config/x") == #"C:\xa\config\x"#)
    #expect(TargetPath(#"C:\"#).appending("x") == #"C:\x"#)
    #expect(TargetPath(#"C:\xa"#).appending(#"D:\x"#) == #"D:\x"#)
  }

  @Test(arguments: [
    ("/opt/xmatters/xa/agent.p12", "/opt/xmatters/xa", true),
    ("/opt/xmatters/xa2/agent.p12", "/opt/xmatters/xa", false),
    ("/opt/xmatters/xa", "/opt/xmatters/xa", false),
    ("/opt/xmatters/xa/../keys/agent.p12", "/opt/xmatters/xa", false),
    ("/opt//xmatters/./xa/agent.p12", "/opt/xmatters/xa/", true),
    ("/OPT/xmatters/xa/agent.p12", "/opt/xmatters/xa", false),
    (#"c:\PROGRAM files\xa\keys\a"#, #"C:\Program Files\xa"#, true),
    ("c:/program files/xa/a", #"C:\Program Files\xa"#, true),
    (#"D:\Program Files\xa\a"#, #"C:\Program Files\xa"#, false),
  ])
  func `lying below a folder goes by whole components`(path: String, folder: String, isBelow: Bool)
  {
    #expect(TargetPath(path).isBelow(folder) == isBelow)
  }
}

@Suite struct PathPatternTests {
  @Test func `of some years of daily logs the newest is among those found`() throws {
    let folder = try Folder()
    for number in 10_000..<11_200 { try folder.write("var/log/agent\(number).log", "") }
    let found = PathPattern("/var/log/agent*.log").matches(in: TargetFiles.tree(folder.path))
    #expect(found.count == 1_200)
    #expect(found.last == "/var/log/agent11199.log")
  }

  @Test(arguments: [
    ("a.log", "*.log", true), ("a.log.1", "*.log", false), ("a.2026.log", "a*.log", true),
    ("a.log", "a*.log", true), ("alog", "a*log", true), ("aa", "a*a", true), ("a", "a*a", false),
    ("abcbd", "a*b*d", true), ("abd", "a*b*d", true), ("ad", "a*b*d", false), ("", "*", true),
  ])
  func `a star stands for any part of a name`(name: String, pattern: String, fits: Bool) {
    #expect(PathPattern.fits(name, pattern) == fits)
  }

  @Test func `a pattern finds what exists, a plain path is itself`() throws {
    let folder = try Folder()
    try folder.write("home/a/x.conf")
    try folder.write("home/b/x.conf")
    try folder.write("home/c/y.conf")
    let files = TargetFiles.tree(folder.path)
    #expect(
      PathPattern("/home/*/x.conf").matches(in: files) == ["/home/a/x.conf", "/home/b/x.conf"])
    #expect(PathPattern("/home/*/z").matches(in: files) == [])
    #expect(PathPattern("/no/such").matches(in: files) == ["/no/such"])
    #expect(PathPattern("/*/c/*.conf").matches(in: files) == ["/home/c/y.conf"])
  }

  @Test func `on Windows the letters of a pattern match in either case`() throws {
    let folder = try Folder()
    try folder.write("C/xa/xalog/Agent.LOG")
    let files = TargetFiles.windowsTree(folder.path)
    #expect(PathPattern(#"C:\xa\xalog\*.log"#).matches(in: files) == [#"C:\xa\xalog\Agent.LOG"#])
    #expect(PathPattern("").matches(in: files) == [""])
    #expect(PathPattern(#"*"#).matches(in: files) == [])
  }
}
