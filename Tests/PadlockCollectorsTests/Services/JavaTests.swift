import Foundation
import Glibc
import PadlockModel
import Testing

@testable import PadlockCollectors

@Suite struct JavaTests {
  @Test(arguments: [
    ("1.8.0_292", 8, 292), ("1.8.0", 8, 0), ("11.0.4", 11, 4), ("17", 17, 0), ("17.0.21+9", 17, 21),
    ("9-ea", 9, 0), ("1.7.0_80-b15", 7, 80), ("21.0.2", 21, 2),
  ])
  func `versions as java.version writes them`(text: String, major: Int, update: Int) {
    #expect(JavaVersion(text) == JavaVersion(major: major, update: update))
  }

  @Test func `text without a number is no version`() {
    #expect(JavaVersion("") == nil)
    #expect(JavaVersion("unknown") == nil)
    #expect(JavaVersion("99999999999999999999999") == nil)
  }

  @Test func `the release file of a Java that the product brings along`() throws {
    let folder = try Folder()
    try folder.write(
      "C/Program Files/xa/jre/windows/jdk-11.0.4/release",
      "IMPLEMENTOR=\"AdoptOpenJDK\"\r\nJAVA_VERSION=\"11.0.4\"\r\nOS_NAME=\"Windows\"\r\n")
    let request = TestProduct.request(
      files: TargetFiles.windowsTree(folder.path), platform: .windows,
      home: #"C:\Program Files\xa"#, javaHomes: [#"jre\windows\*"#])
    let release = JavaRelease.find(request)
    #expect(release?.version == JavaVersion(major: 11, update: 4))
    #expect(release?.place == #"C:\Program Files\xa\jre\windows\jdk-11.0.4\release"#)
  }

  @Test func `no release file, or one without a version, is nothing known`() throws {
    let folder = try Folder()
    try folder.write("opt/test/jre/release", "OS_NAME=\"Linux\"\n")
    let files = TargetFiles.tree(folder.path)
    #expect(JavaRelease.find(TestProduct.request(files: files, javaHomes: ["jre"])) == nil)
    #expect(JavaRelease.find(TestProduct.request(files: files)) == nil)
  }
}

@Suite struct ServiceUnitTests {
  private func user(_ files: [String: String]) throws -> (name: String, evidence: Evidence)? {
    let folder = try Folder()
    for (path, text) in files { try folder.write(path, text) }
    return ServiceUnit(TestProduct.request(files: TargetFiles.tree(folder.path))).user
  }

  @Test func `the unit's user, with file and line`() throws {
    let user = try user([
      "usr/lib/systemd/system/test.service": "[Unit]\nUser=no\n[Service]\nUser=xmatters\n"
    ])
    #expect(user?.name == "xmatters")
    #expect(user?.evidence.source == "/usr/lib/systemd/system/test.service")
    #expect(user?.evidence.line == 4)
  }

  @Test func `the administrator's unit hides the package's, and a drop-in wins over both`() throws {
    let package = "[Service]\nUser=package\n"
    var found = try user([
      "lib/systemd/system/test.service": package,
      "etc/systemd/system/test.service": "[Service]\nUser=own\n",
    ])
    #expect(found?.name == "own")
    found = try user([
      "lib/systemd/system/test.service": package,
      "etc/systemd/system/test.service.d/override.conf": "[Service]\nUser=dropin\n",
    ])
    #expect(found?.name == "dropin")
    #expect(found?.evidence.source == "/etc/systemd/system/test.service.d/override.conf")
  }

  @Test(arguments: [
    ("/opt/test/bin/start.sh --quiet", FactValue.boolean(false)),
    ("-/opt/test/bin/start.sh", .boolean(false)), ("/bin/sh /opt/test/bin/start.sh", nil),
  ])
  func `a script that nobody may execute is a fault where it is the unit's program`(
    command: String, expected: FactValue?
  ) async throws {
    let folder = try Folder()
    try folder.write("opt/test/bin/start.sh", "java -jar xa.jar\n", mode: 0o640)
    try folder.write("opt/test/bin/other.sh", mode: 0o755)
    try folder.write("etc/systemd/system/test.service", "[Service]\nExecStart=\(command)\n")
    let request = TestProduct.request(
      files: TargetFiles.tree(folder.path), configuration: [TestProduct.script])
    var findings = Findings(target: request.target)
    for observation in await ConfigurationCollector().collect(request, knowing: findings) {
      findings.add(observation)
    }
    let seen = await PermissionCollector().collect(request, knowing: findings)
    #expect(seen.value("file.service-can-execute") == expected)
  }

  @Test(
    .enabled(if: geteuid() == 0, "only root gives files away"),
    arguments: [("", FactValue.boolean(false)), ("SupplementaryGroups=keys\n", nil)])
  func `a unit that adds groups may let its user read what the user alone may not`(
    addition: String, expected: FactValue?
  ) async throws {
    let folder = try Folder()
    try folder.write("opt/test/bin/start.sh", "java -jar a --server.ssl.key-store=keys/a.p12\n")
    try folder.write("srv/service/keys/a.p12", mode: 0o640)
    try folder.write("etc/passwd", "xa:x:4242:4242::/:/bin/sh\n")
    try FileManager.default.setAttributes(
      [.ownerAccountID: 4_243], ofItemAtPath: folder.path + "/etc/passwd")
    try folder.write(
      "etc/systemd/system/test.service",
      "[Service]\nUser=xa\nWorkingDirectory=/srv/service\n" + addition)
    let request = TestProduct.request(files: TargetFiles.tree(folder.path))
    var findings = Findings(target: request.target)
    for observation in await ConfigurationCollector().collect(request, knowing: findings) {
      findings.add(observation)
    }
    for observation in await ServiceCollector().collect(request, knowing: findings) {
      findings.add(observation)
    }
    let keystores = findings.facts.subjects(of: .keystore).map(\.id.name)
    #expect(keystores == ["/srv/service/keys/a.p12"])
    let seen = await PermissionCollector().collect(request, knowing: findings)
    #expect(seen.value("keystore.service-can-read") == expected)
  }

  @Test func `a unit without a user runs as root, no unit says nothing`() throws {
    #expect(
      try user(["etc/systemd/system/test.service": "[Service]\nType=simple\n"])?.name == "root")
    #expect(try user([:]) == nil)
  }
}
