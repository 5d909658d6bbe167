import Foundation
import TestSupport
import Testing

/// Faults made by software of others, each on a machine of its own, and what Padlock says of them.
@Suite(
  .serialized,
  .enabled(if: Machine.obstacle == nil, "\(Machine.obstacle ?? "")"),
  .enabled(if: Supplies.obstacle == nil, "\(Supplies.obstacle ?? "")"))
struct MatrixTests {
  @Test(arguments: Matrix.chosen.filter { $0.first != nil })
  func `the fault comes first`(_ fault: FaultCase) throws {
    let first = try #require(fault.first)
    let (report, run, line) = try look(at: fault)
    #expect(report.diagnoses.first?.id == first, line)
    #expect(report.diagnoses.first?.certainty == fault.certainty, line)
    let found = Set(report.diagnoses.map(\.id))
    #expect(found.isSuperset(of: fault.also), line)
    // Whatever else is an error is a consequence of what was expected.
    let others = report.diagnoses.filter {
      $0.severity == "error" && !fault.reached.contains($0.id) && $0.causedBy.isEmpty
    }
    #expect(others.isEmpty, line)
    let isError = report.diagnoses.contains { $0.severity == "error" && $0.certainty != "possible" }
    #expect(run.code == (isError ? 1 : 0), line)
    #expect(Supplies.secrets.allSatisfy { !run.everything.contains($0) }, line)
  }

  @Test(arguments: Matrix.chosen.filter { $0.first == nil })
  func `an odd system is healthy`(_ system: FaultCase) throws {
    let (report, run, line) = try look(at: system)
    #expect(report.diagnoses.allSatisfy { $0.severity != "error" }, line)
    let warnings = report.diagnoses.filter { $0.severity == "warning" }.map(\.id)
    #expect(Set(warnings).isSubset(of: system.also), line)
    #expect(Set(report.diagnoses.map(\.id)).isSuperset(of: system.also), line)
    #expect(report.outcome == "healthy", line)
    #expect(run.code == 0, line)
  }

  private func look(
    at system: FaultCase
  ) throws -> (ReportView, Command.Result, Comment) {
    try Supplies.prepare()
    let began = ContinuousClock.now
    let machine = try Machine()
    let options = try system.make(machine)
    let view = system.view == .files ? ["--no-probe"] : []
    let (report, run) = try machine.diagnose(options + view, by: system.user)
    let seconds = Double((ContinuousClock.now - began) / .milliseconds(1)) / 1_000
    let found = report.diagnoses.first.map { "\($0.id) \($0.certainty)" } ?? report.outcome
    print(
      "matrix  \(system.peer.rawValue), \(system.view.rawValue)  \(system.how)  ->  \(found)  "
        + String(format: "%.1f s", seconds))
    return (
      report, run,
      Comment("\(system.how): \(report.outcome)\n\(report.summary)\n\(run.errors)")
    )
  }
}
