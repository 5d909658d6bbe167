import Testing

@testable import PadlockCollectors

@Suite struct PathResolverTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("etc/agent.p12")
    try folder.write("srv/keys/agent.p12")
  }

  private func resolve(_ path: String, ignoresCase: Bool = false) -> PathResolver.Outcome {
    PathResolver(root: folder.path, ignoresCase: ignoresCase)
      .resolve(path.split(separator: "/").map(String.init))
  }

  private func found(_ path: String) -> PathResolver.Outcome { .found(folder.path + path) }

  @Test func `a relative link is followed from its own folder`() throws {
    try folder.link("etc/current", to: "../srv/keys")
    #expect(resolve("/etc/current/agent.p12") == found("/srv/keys/agent.p12"))
  }

  @Test func `on this machine what lies above a link's target is found as the system finds it`()
    throws
  {
    try folder.link("opt/home", to: "../srv/keys")
    try folder.write("srv/store/agent.p12")
    let path = folder.path + "/opt/home/../store/agent.p12"
    let status = TargetFiles.live().status(of: path)
    guard case .file = status else {
      Issue.record("it is \(status)")
      return
    }
  }

  @Test func `an absolute link begins at the root of the tree`() throws {
    try folder.link("etc/keys", to: "/srv/keys")
    try folder.link("etc/passwd", to: "/etc/agent.p12")
    #expect(resolve("/etc/keys/agent.p12") == found("/srv/keys/agent.p12"))
    #expect(resolve("/etc/passwd") == found("/etc/agent.p12"))
  }

  @Test(arguments: ["../../../../../../../../etc/agent.p12", "/../../etc/agent.p12"])
  func `nothing climbs over the root`(target: String) throws {
    try folder.link("deep/link", to: target)
    #expect(resolve("/deep/link") == found("/etc/agent.p12"))
    #expect(resolve("/../../../etc/agent.p12") == found("/etc/agent.p12"))
  }

  @Test func `a link to a file outside the tree finds nothing`() throws {
    try folder.link("escape", to: "/proc/self/environ")
    #expect(resolve("/escape") == .missing(folderExists: false))
  }

  @Test func `circles and long chains are tangled`() throws {
    try folder.link("a", to: "b")
    try folder.link("b", to: "a")
    try folder.link("self", to: "self/self")
    #expect(resolve("/a") == .tangled)
    #expect(resolve("/self/x") == .tangled)
    for number in 0..<45 { try folder.link("chain/\(number)", to: "\(number + 1)") }
    #expect(resolve("/chain/0") == .tangled)
    #expect(resolve(String(repeating: "/etc/..", count: 300)) == .tangled)
  }

  @Test func `a missing file tells whether its folder is there`() throws {
    try folder.link("etc/dangling", to: "/srv/keys/gone.p12")
    try folder.link("etc/far", to: "/mnt/share/gone.p12")
    #expect(resolve("/etc/gone") == .missing(folderExists: true))
    #expect(resolve("/var/lib/gone") == .missing(folderExists: false))
    #expect(resolve("/etc/dangling") == .missing(folderExists: true))
    #expect(resolve("/etc/far") == .missing(folderExists: false))
    #expect(resolve("/etc/agent.p12/below") == .missing(folderExists: false))
  }

  @Test func `letters match in either case only where that is asked`() throws {
    try folder.write("Program Files/XA/Config.conf")
    #expect(resolve("/PROGRAM files/xa/config.CONF") == .missing(folderExists: false))
    #expect(
      resolve("/PROGRAM files/xa/config.CONF", ignoresCase: true)
        == found("/Program Files/XA/Config.conf"))
    #expect(
      resolve("/program files/xa/other.conf", ignoresCase: true) == .missing(folderExists: true))
  }

  @Test func `the exact name wins over another case`() throws {
    try folder.write("case/NAME")
    try folder.write("case/name")
    #expect(resolve("/case/name", ignoresCase: true) == found("/case/name"))
  }
}
