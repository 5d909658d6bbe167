import PadlockModel
import Testing

@testable import PadlockCollectors

@Suite struct PortClaimsTests {
  private let listener = SubjectID(.listener, "localhost:8081")
  private let neighbours = ["second", "first", "elsewhere"].map { name in
    Neighbour(
      product: name,
      ports: [name == "elsewhere" ? 9_000 : 8_081: Evidence(.file, name, line: 3, excerpt: "port")],
      process: ["com.example.\(name)"])
  }

  private func process(_ arguments: String...) -> RunningProcess {
    RunningProcess(
      id: 7, parent: 1, user: 0, arguments: arguments,
      started: Timestamp(secondsSince1970: 1_790_000_000))
  }

  @Test func `claimants are those with the port, each with its place`() {
    let observation = PortClaims(8_081, neighbours).claimed(listener)
    guard case .fact(_, .known(.list(let products), let evidence)) = observation else {
      Issue.record("not known")
      return
    }
    #expect(products == ["first", "second"])
    #expect(evidence.map(\.source) == ["first", "second"])
    #expect(
      PortClaims(8_082, neighbours).claimed(listener)
        == .absent("listener.claimed-by", of: listener))
  }

  @Test func `a claimant runs by its process, not by a shell that names it`() {
    let claims = PortClaims(8_081, neighbours)
    let running = claims.running(listener, [process("java", "com.example.second.Main")])
    #expect([running].value("listener.claimants-running") == .list(["second"]))
    for idle in [
      process("sh", "-c", "com.example.first"), process("java", "com.example.elsewhere"),
    ] {
      #expect(
        claims.running(listener, [idle])
          == .absent("listener.claimants-running", of: listener))
    }
  }
}
