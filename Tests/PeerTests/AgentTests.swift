import Foundation
import TestSupport
import Testing

/// The agent's faults on a real Tomcat and real keystores, found by the real binary.
@Suite(.serialized, .enabled(if: Workshop.isEquipped, "needs Java and Tomcat: scripts/test"))
struct AgentTests {
  /// Three rounds, each fault once in each (a fault's second kind of keystore only in the first);
  /// the log goes on from fault to fault.
  @Test(.timeLimit(.minutes(10)))
  func `each fault of a running agent is the first diagnosis, in whatever order they come`() throws
  {
    let workshop = try Workshop.shared()
    var random = SplitMix(state: 20_261_121)
    for round in 1...3 {
      let agent = try LiveAgent(workshop, "live\(round)")
      let faults = AgentFault.allCases.filter { round == 1 || !$0.isVariant }
      for fault in faults.shuffled(using: &random) {
        try agent.start(fault)
        defer { agent.stop() }
        let (report, code, printed) = try workshop.diagnose([
          "--home", agent.home, "--host", "localhost", "--port", String(agent.port),
          "--trust", workshop.root, "--log", agent.log,
        ])
        let run = Comment("\(fault), round \(round): \(report.outcome)\n\(report.summary)")
        expect(fault, report, code, printed, certainty: "confirmed", run)
        expect(consequencesOf: fault, in: report, run)
        #expect(report.unexplained.allSatisfy { !$0.current }, run)
        if round == 1 { try expectFromFiles(fault, like: agent, workshop) }
      }
    }
  }

  /// Nothing but the files: no log, no probe.
  @Test(arguments: AgentFault.allCases.filter { $0 != .changedAfterStart })
  func `each fault is found from the files alone`(_ fault: AgentFault) throws {
    try expectFromFiles(fault, like: nil, try Workshop.shared())
  }

  /// The same fault in a tree; with the log and the times of `agent`, where one is given.
  private func expectFromFiles(
    _ fault: AgentFault, like agent: LiveAgent?, _ workshop: Workshop
  ) throws {
    let tree = workshop.folder + "/tree"
    try? FileManager.default.removeItem(atPath: tree)
    try workshop.layOut(fault, at: tree, isRooted: true)
    if let agent {
      let copy = tree + "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"
      try Command.need(["/bin/cp", "-p", agent.log, copy])
      let dated =
        ["/opt/xmatters/xa/bin/systemd.start.sh", "/etc/xmatters/xa/xa.conf"]
        .map { tree + $0 } + (fault.store.map { ["\(tree)/etc/xagent/\($0)"] } ?? [])
      try Command.need(
        ["/bin/touch", "-r", agent.home + "/bin/systemd.start.sh"] + dated)
    }
    // The tree's machine and this one lie in different zones where it has a log.
    let (report, code, printed) = try workshop.diagnose(
      ["--no-probe", "--root", tree], zone: agent == nil ? nil : "Asia/Kolkata")
    let run = Comment("\(fault) from files: \(report.outcome)\n\(report.summary)")
    // Whether the service runs is for a probe to say.
    let certainty = fault == .changedAfterStart ? "likely" : "confirmed"
    expect(fault, report, code, printed, certainty: certainty, run)
    #expect(report.faults.allSatisfy { $0.id != "network.port-refused" }, run)
  }

  private func expect(
    _ fault: AgentFault, _ report: ReportView, _ code: Int32, _ printed: String,
    certainty: String, _ run: Comment
  ) {
    #expect(report.schema == "padlock.report/1")
    #expect(report.diagnoses.allSatisfy { $0.certainty != "possible" }, run)
    #expect(AgentFault.secrets.allSatisfy { !printed.contains($0) }, run)
    guard let diagnosis = fault.diagnosis else {
      #expect(code == 0, run)
      #expect(report.outcome == "healthy", run)
      // Whether there is a copy outside the agent's folder is up to this machine.
      #expect(
        report.diagnoses.allSatisfy { $0.id == "xagent.custom-config-not-backed-up" }, run)
      #expect(report.checks.allSatisfy { ["passed", "notice"].contains($0.result) }, run)
      return
    }
    #expect(code == 1, run)
    #expect(report.outcome == "problems", run)
    let first = report.diagnoses.first
    #expect(first?.id == diagnosis, run)
    #expect(first?.rank == 1, run)
    #expect(first?.certainty == certainty, run)
    #expect(first?.severity == "error", run)
    #expect(first?.rootCause == true, run)
    let expected = [diagnosis] + fault.consequences
    #expect(report.faults.allSatisfy { expected.contains($0.id) }, run)
  }

  private func expect(
    consequencesOf fault: AgentFault, in report: ReportView, _ run: Comment
  ) {
    var cause = fault.diagnosis ?? ""
    for (place, consequence) in fault.consequences.enumerated() {
      let found = report.diagnoses.dropFirst(place + 1).first
      #expect(found?.id == consequence, run)
      #expect(found?.certainty == "confirmed", run)
      #expect(found?.causedBy.contains { $0.hasPrefix(cause + " ") } == true, run)
      cause = consequence
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same order in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
