import PadlockModel
import Testing

@testable import PadlockCollectors

/// A machine with these processes, sockets and this unit.
struct TestSystem: SystemAccess {
  var running: [RunningProcess] = []
  var sockets: [ListeningSocket]? = []
  var state: UnitState?
  var seesEveryProcess = true
  var firstUnprivilegedPort = 1024

  func processes() -> [RunningProcess] { running }
  func listeners() -> [ListeningSocket]? { sockets }
  func unit(_ name: String) -> UnitState? { state }
  func executable(of process: Int) -> String? { nil }
  var user: UserIdentity { UserIdentity(name: "root", id: 0, groups: [0]) }

  static func process(_ id: Int, parent: Int = 1, _ arguments: String...) -> RunningProcess {
    RunningProcess(
      id: id, parent: parent, user: 0, arguments: arguments,
      started: Timestamp(secondsSince1970: 1_795_000_000 + Int64(id)))
  }
}

@Suite struct OwnProcessesTests {
  private static let marks = ["/opt/xa/bin/xa.jar", "com.example.Application"]

  private func isOwn(_ arguments: [String]) -> Bool {
    let process = RunningProcess(
      id: 7, parent: 1, user: 0, arguments: arguments, started: Timestamp(secondsSince1970: 0))
    return OwnProcesses([process], Self.marks).main != nil
  }

  @Test(arguments: [
    ["java", "-Xmx1g", "-jar", "/opt/xa/bin/xa.jar", "--server.port=8443"],
    ["/usr/lib/jvm/jre/bin/java", "-cp", "/opt/lib/a.jar:/opt/xa/bin/xa.jar", "Launcher"],
    ["jsvc.exec", "-cp", "/x.jar", "com.example.Application"],
    ["/opt/xa/bin/xa.jar"],
  ])
  func `what runs the file or the class is the product`(arguments: [String]) {
    #expect(isOwn(arguments))
  }

  @Test(arguments: [
    ["vi", "/opt/xa/bin/xa.jar.conf"], ["vi", "/opt/xa/bin/xa.jar"],
    ["grep", "-r", "com.example.Application", "/var/log"], ["tail", "-f", "/opt/xa/bin/xa.jar"],
    ["sh", "-c", "java -jar /opt/xa/bin/xa.jar"], ["unzip", "-l", "/opt/xa/bin/xa.jar"],
    ["java", "-jar", "/opt/scanner.jar", "/opt/xa/bin/xa.jar"],
    ["java", "-jar", "/opt/xa/bin/xa.jar.old"], ["java", "-cp", "/x", "com.example.Application2"],
    [],
  ])
  func `what only names the file is not`(arguments: [String]) {
    #expect(!isOwn(arguments))
  }

  @Test func `a master reads the files, and the newest worker tells when`() {
    let own = OwnProcesses(
      [
        TestSystem.process(5, "server: master process /usr/sbin/server -g daemon on;"),
        TestSystem.process(7, parent: 5, "server: worker process"),
        TestSystem.process(9, parent: 5, "server: worker process"),
        TestSystem.process(11, parent: 1, "server: workers"),
        TestSystem.process(12, parent: 1, "grep", "server: worker process"),
      ], ["server: master process", "server: worker process"])
    #expect(own.all.map(\.id) == [5, 7, 9])
    #expect(own.main?.id == 9)
    #expect(own.longestRunning?.id == 9)
    #expect(own.first?.id == 5)
    let java = OwnProcesses(
      [
        TestSystem.process(5, "jsvc.exec", "-cp", "/x.jar", "com.example.Application"),
        TestSystem.process(7, parent: 5, "jsvc.exec", "-cp", "/x.jar", "com.example.Application"),
      ], Self.marks)
    #expect(java.first?.id == 7)
  }

  @Test func `the unit's main process and what it started belong to it`() {
    let own = OwnProcesses(
      [
        TestSystem.process(5, "/bin/sh", "/srv/start.sh"),
        TestSystem.process(6, parent: 5, "wrapper"), TestSystem.process(7, parent: 6, "java"),
        TestSystem.process(8, "java"),
      ], ["/nowhere"], mainProcess: 5)
    #expect(own.all.map(\.id) == [5, 6, 7])
    #expect(own.main?.id == 7)
  }

  @Test func `a script that the program just started is not the program`() {
    let own = OwnProcesses(
      [
        TestSystem.process(5, "/bin/sh", "/srv/start.sh"),
        TestSystem.process(6, parent: 5, "java", "-jar", "/opt/xa/bin/xa.jar"),
        TestSystem.process(7, parent: 6, "python3", "/srv/job.py"),
      ], Self.marks, mainProcess: 5)
    #expect(own.all.map(\.id) == [5, 6, 7])
    #expect(own.main?.id == 6)
    #expect(own.longestRunning?.id == 6)
  }

  @Test(arguments: [
    // One program of two was started again.
    ([(5, 1, "/opt/a"), (6, 1, "/opt/b"), (9, 1, "/opt/a")], 6, 9),
    // A wrapper started its program again, through a shell.
    ([(5, 1, "/opt/a"), (8, 5, "/bin/sh"), (9, 8, "/opt/b")], 9, 9),
    // A worker of one program is younger than the other program.
    ([(5, 1, "/opt/a"), (6, 1, "/opt/b"), (7, 5, "/opt/b")], 6, 7),
    ([(5, 1, "/opt/a"), (9, 5, "/opt/a")], 9, 9),
  ])
  func `of several programs the one that runs longest is known`(
    processes: [(Int, Int, String)], longest: Int, newest: Int
  ) {
    let own = OwnProcesses(
      processes.map { id, parent, program in TestSystem.process(id, parent: parent, program) },
      ["/opt/a", "/opt/b"])
    #expect(own.longestRunning?.id == longest)
    #expect(own.main?.id == newest)
  }

  @Test(arguments: [[], ["a"], ["a", "b"]])
  func `processes that are their own ancestors end the search`(marks: [String]) {
    let own = OwnProcesses(
      [TestSystem.process(5, parent: 6, "a"), TestSystem.process(6, parent: 5, "b")], marks,
      mainProcess: 5)
    #expect(own.all.map(\.id) == [5, 6])
    #expect(own.longestRunning != nil)
  }

  @Test func `marks below the usual home are looked for below the real one`() throws {
    let installation = Installation(
      platform: .linux, homes: ["/opt/xa"],
      service: ServiceDefinition(name: "xa", process: Self.marks), restart: "")
    let folder = try Folder()
    let files = TargetFiles.tree(folder.path)
    func marks(_ home: String) -> [String] {
      OwnProcesses.marks(of: installation, home: home, files)
    }
    let own = "/srv/agent/bin/xa.jar"
    #expect(marks("/opt/xa") == Self.marks)
    #expect(marks("/srv/agent") == Self.marks + [own])
    // Two installations on one machine are apart; a link to one is the same.
    try folder.write("opt/xa/bin/xa.jar")
    try folder.write("srv/agent/bin/xa.jar")
    #expect(marks("/srv/agent") == [Self.marks[1], own])
    try folder.link("srv/linked", to: "/opt/xa")
    #expect(marks("/srv/linked") == Self.marks + ["/srv/linked/bin/xa.jar"])
  }

  @Test(arguments: [
    (["server"], true),
    (["server", "-c", "/srv/one/conf/server.conf"], true),
    (["server", "-c", "/srv/two/conf/server.conf"], false),
    (["server", "-p", "/srv/one/", "-c", "conf/server.conf"], true),
    (["server", "-p", "/srv/two/", "-c", "conf/server.conf"], false),
    (["server", "-p/srv/two"], false),
    (["server", "-p", "/srv/two", "-c", "/srv/one/conf/server.conf"], true),
    (["server", "-p", "/srv/one", "-c", "/srv/two/conf/server.conf"], false),
    (["server", "-p", "/srv/linked"], true),
    (["server", "-p", "two"], true),
    (["server", "-p", "/srv/gone"], true),
    (["server", "-p"], true),
    (["server: master process server -c /srv/two/conf/server.conf"], false),
  ])
  func `a process whose arguments name another home is another installation's`(
    arguments: [String], isOwn: Bool
  ) throws {
    let folder = try Folder()
    for name in ["one", "two"] { try folder.write("srv/\(name)/conf/server.conf") }
    try folder.link("srv/linked", to: "/srv/one")
    try folder.link("etc/server", to: "/srv/one/conf")
    let installation = Installation(
      platform: .linux, homes: ["/etc/server"],
      service: ServiceDefinition(
        name: "server", process: ["server", "server: master process"], homeArguments: ["-c", "-p"]),
      restart: "")
    for home in ["/srv/one/conf", "/etc/server"] {
      let process = RunningProcess(
        id: 7, parent: 1, user: 0, arguments: arguments, started: Timestamp(secondsSince1970: 0))
      let worker = TestSystem.process(8, parent: 7, "server")
      let own = OwnProcesses(
        [process, worker], of: installation, home: home, TargetFiles.tree(folder.path),
        mainProcess: 7)
      #expect(own.all.map(\.id) == (isOwn ? [7, 8] : []))
      #expect(own.others == (isOwn ? [] : [7, 8]))
    }
  }
}

@Suite struct ServiceStateTests {
  private func observe(
    _ system: TestSystem, service: ServiceDefinition = ServiceDefinition(name: "test"),
    files: [String] = []
  ) async throws -> [Observation] {
    let folder = try Folder()
    for file in files { try folder.write(file) }
    let request = TestProduct.request(
      files: TargetFiles.tree(folder.path), service: service, system: system)
    var findings = Findings(target: request.target)
    for observation in await ConfigurationCollector().collect(request, knowing: findings) {
      findings.add(observation)
    }
    return await ServiceCollector().collect(request, knowing: findings)
  }

  @Test(arguments: [
    ("10.1.2.3", "10.1.2.3:8081"), ("fd00::5", "[fd00::5]:8081"), ("0.0.0.0", "localhost:8081"),
    ("::", "localhost:8081"), ("eth0", "localhost:8081"),
  ])
  func `where no host is named, the port is looked for where it is bound`(
    address: String, expected: String
  ) async throws {
    let folder = try Folder()
    try folder.write("opt/test/bin/start.sh", "java -jar a --server.address=\(address)\n")
    var request = TestProduct.request(
      files: TargetFiles.tree(folder.path), system: TestSystem()
    ) { $0.judgesNames = false }
    var seen = await ConfigurationCollector().collect(
      request, knowing: Findings(target: request.target))
    #expect(seen.value("listener.name") == .text(expected))
    request = TestProduct.request(files: TargetFiles.tree(folder.path), system: TestSystem())
    seen = await ConfigurationCollector().collect(
      request, knowing: Findings(target: request.target))
    #expect(seen.value("listener.name") == .text("localhost:8081"))
  }

  @Test func `no process where all are seen is a stopped service`() async throws {
    #expect(try await observe(TestSystem()).value("service.state") == .text("stopped"))
  }

  @Test func `no process where others' are hidden says nothing`() async throws {
    let seen = try await observe(TestSystem(seesEveryProcess: false))
    #expect(seen.value("service.state") == nil)
    #expect(seen.state("service.state") != nil)
  }

  @Test func `sockets that are hidden are not said to be closed`() async throws {
    #expect(try await observe(TestSystem()).value("listener.bound") == .text("nowhere"))
    let seen = try await observe(TestSystem(sockets: nil))
    #expect(seen.value("listener.bound") == nil)
    #expect(seen.state("listener.bound") != nil)
  }

  @Test func `systemd's word counts where processes are hidden`() async throws {
    let started = Timestamp(secondsSince1970: 1_795_000_000)
    let unit = UnitState(active: "active", user: nil, started: started, mainProcess: 77)
    var seen = try await observe(TestSystem(state: unit, seesEveryProcess: false))
    #expect(seen.value("service.state") == .text("running"))
    #expect(seen.value("service.started") == .time(started))
    let failed = UnitState(active: "failed", user: nil, started: nil, mainProcess: nil)
    seen = try await observe(TestSystem(state: failed, seesEveryProcess: false))
    #expect(seen.value("service.state") == .text("failed"))
  }

  @Test func `a unit that takes its time is running as soon as its process is`() async throws {
    let unit = UnitState(active: "activating", user: nil, started: nil, mainProcess: 9)
    let seen = try await observe(
      TestSystem(running: [TestSystem.process(9, "java", "-jar", "x.jar")], state: unit))
    #expect(seen.value("service.state") == .text("running"))
  }

  @Test(arguments: [("/opt/test", "running"), ("/srv/two", "stopped")])
  func `a unit that runs another installation says nothing of this one`(
    home: String, state: String
  ) async throws {
    let seen = try await observe(
      TestSystem(
        running: [TestSystem.process(9, "server", "--home=\(home)")],
        state: UnitState(active: "active", user: nil, started: nil, mainProcess: 9)),
      service: ServiceDefinition(name: "test", process: ["server"], homeArguments: ["--home="]),
      files: ["opt/test/server.conf", "srv/two/server.conf"])
    #expect(seen.value("service.state") == .text(state))
  }

  @Test func `of two holders of a port the product's own counts`() async throws {
    let seen = try await observe(
      TestSystem(
        running: [TestSystem.process(4, "nginx"), TestSystem.process(9, "java")],
        sockets: [
          ListeningSocket(address: "127.0.0.1", port: 8081, process: 4),
          ListeningSocket(address: "10.0.0.5", port: 8081, process: 9),
        ], state: UnitState(active: "active", user: nil, started: nil, mainProcess: 9)))
    #expect(seen.value("listener.held-by-service") == .boolean(true))
  }

  @Test func `whoever held the port and is gone makes no stranger, and no stopped service`()
    async throws
  {
    let sockets = [ListeningSocket(address: "::", port: 8081, process: 4)]
    let seen = try await observe(
      TestSystem(running: [TestSystem.process(9, "sh")], sockets: sockets))
    #expect(seen.value("listener.bound") == .text("everywhere"))
    for name: FactName in ["listener.held-by-service", "listener.process", "service.state"] {
      #expect(seen.value(name) == nil, "\(name)")
      #expect(seen.state(name) != nil, "\(name)")
    }
    let after = try await observe(
      TestSystem(running: [TestSystem.process(4, "sh")], sockets: sockets))
    #expect(after.value("service.state") == .text("stopped"))
    #expect(after.value("listener.held-by-service") == .boolean(false))
  }

  @Test func `a process that writes its options into its name does not show them`() async throws {
    let seen = try await observe(
      TestSystem(
        running: [TestSystem.process(4, "/usr/bin/proxy --password=hunter2 serving")],
        sockets: [ListeningSocket(address: "::", port: 8081, process: 4)]))
    #expect(seen.value("listener.process") == .text("proxy (4)"))
    #expect(seen.value("listener.held-by-service") == .boolean(false))
  }
}
