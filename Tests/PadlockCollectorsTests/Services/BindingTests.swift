import PadlockModel
import Testing

@testable import PadlockCollectors

@Suite struct BindingTests {
  private let listener = SubjectID(.listener, "localhost:443")
  private let service = SubjectID(.service, "test")

  private func mayBind(
    port: Int, user: String, unit: String = "[Service]\n", first: Int = 1024
  ) async throws -> FactState? {
    let folder = try Folder()
    try folder.write("etc/systemd/system/test.service", unit)
    var system = TestSystem()
    system.firstUnprivilegedPort = first
    var findings = Findings(
      target: Target(
        id: "test", product: "test", name: "Test", host: "localhost", home: nil,
        platform: .linux))
    let seen = Evidence(.system, "test", excerpt: "")
    for observation in [
      Observation.subject(Subject(service, name: "test")),
      .subject(Subject(listener, name: "localhost:\(port)", within: [service])),
      .known("service.user", of: service, .text(user), seen),
      .known("listener.host", of: listener, .text("localhost"), seen),
      .known("listener.port", of: listener, .integer(port), seen),
    ] { findings.add(observation) }
    let request = TestProduct.request(files: TargetFiles.tree(folder.path), system: system)
    return await BindingCollector().collect(request, knowing: findings)
      .state("listener.service-may-bind")
  }

  @Test func `ordinary users may open high ports, root any`() async throws {
    #expect(try await mayBind(port: 8443, user: "nobody")?.value == .boolean(true))
    #expect(try await mayBind(port: 443, user: "root")?.value == .boolean(true))
    #expect(try await mayBind(port: 443, user: "nobody", first: 80)?.value == .boolean(true))
    #expect(try await mayBind(port: 443, user: "nobody")?.value == .boolean(false))
  }

  @Test func `a unit that grants capabilities leaves it open`() async throws {
    let unit = "[Service]\nUser=nobody\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n"
    guard case .unknown(.failed) = try await mayBind(port: 443, user: "nobody", unit: unit) else {
      Issue.record("not unknown")
      return
    }
  }
}
