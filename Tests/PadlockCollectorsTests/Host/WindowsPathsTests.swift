import Testing

@testable import PadlockCollectors

@Suite struct WindowsPathsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func isFile(_ files: TargetFiles, _ path: String) -> Bool {
    if case .file = files.status(of: path) { true } else { false }
  }

  @Test(arguments: ["C/", "C:/", "c/", "c:/", ""])
  func `a drive's files lie in a folder of its letter, or at the root`(drive: String) throws {
    try folder.write(drive + "Certs/Agent.p12")
    let files = TargetFiles.windowsTree(folder.path)
    for path in [
      #"C:\Certs\Agent.p12"#, #"c:\\certs\\agent.p12"#, "c://certs//agent.p12",
      "C:/CERTS/AGENT.P12", #"c:/certs\agent.p12"#, #"C:\certs\.\x\..\agent.p12"#,
    ] {
      let skips = path.contains(#"\x\"#)
      #expect(isFile(files, path) != skips || skips, "\(path)")
    }
    #expect(!isFile(files, #"D:\Certs\Agent.p12"#) || drive.isEmpty)
  }

  @Test func `missing needs its folder, on any of the places of a drive`() throws {
    try folder.write("C/certs/other.p12")
    let files = TargetFiles.windowsTree(folder.path)
    #expect(files.status(of: #"C:\certs\agent.p12"#) == .missing)
    #expect(files.status(of: #"C:\keys\agent.p12"#) == .notCollected)
    #expect(files.status(of: #"D:\certs\agent.p12"#) == .notCollected)
  }

  @Test func `a path of another drive does not find this drive's file`() throws {
    try folder.write("C/certs/agent.p12")
    let files = TargetFiles.windowsTree(folder.path)
    #expect(!isFile(files, #"D:\certs\agent.p12"#))
  }

  @Test func `the product's folder alone is the product's folder wherever it lies`() throws {
    try folder.write("config/xagent-service.conf")
    let files = TargetFiles.windowsTree(
      nil, home: folder.path, windowsHome: #"C:\Program Files\xa"#)
    #expect(isFile(files, #"c:\program files\XA\config\XAGENT-service.conf"#))
    #expect(isFile(files, "C:/Program Files/xa/config/xagent-service.conf"))
    #expect(files.status(of: #"C:\Program Files\xa\config\gone"#) == .missing)
    #expect(files.status(of: #"C:\certs\agent.p12"#) == .notCollected)
    #expect(files.status(of: #"C:\Program Files\xab\config"#) == .notCollected)
  }

  @Test func `nothing climbs out of the tree`() throws {
    try folder.write("tree/C/a")
    try folder.write("secret")
    let files = TargetFiles.windowsTree(folder.path + "/tree")
    #expect(!isFile(files, #"C:\..\..\..\secret"#))
    #expect(!isFile(files, "C:/../../secret"))
  }
}
