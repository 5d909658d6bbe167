import Foundation
import TestSupport
import Testing

/// Faults that hide faults: each repair brings the next one to light.
@Suite(
  .serialized,
  .enabled(if: Machine.obstacle == nil, "\(Machine.obstacle ?? "")"),
  .enabled(if: Supplies.obstacle == nil, "\(Supplies.obstacle ?? "")"))
struct ChainTests {
  /// A fault on top of others, and the step that repairs it.
  struct Link: Sendable {
    let first: String
    let repair: @Sendable (Machine) throws -> Void

    init(_ first: String, repair: @escaping @Sendable (Machine) throws -> Void) {
      self.first = first
      self.repair = repair
    }
  }

  struct Chain: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable (Machine) throws -> Void
    let links: [Link]
    var testDescription: String { name }
  }

  static let chains: [Chain] = [
    Chain(
      name: "no file, then an alias that it lacks, then another host's certificate",
      make: { try $0.agent(store: "nowhere.p12", alias: "nope") },
      links: [
        Link("keystore.missing") { try $0.agent(store: "wrong-name.p12", alias: "nope") },
        Link("keystore.alias-missing") { try $0.agent(store: "wrong-name.p12") },
        Link("certificate.name-mismatch") { try $0.agent() },
      ]),
    Chain(
      name: "a PEM file, then a keystore without a key, then another host's certificate",
      make: { try $0.agent(store: "certificate.jks", type: "JKS", alias: nil) },
      links: [
        Link("keystore.not-a-keystore") {
          try $0.agent(store: "certificate-only.jks", type: "JKS", alias: nil)
        },
        Link("keystore.no-private-key") { try $0.agent(store: "wrong-name.p12") },
        Link("certificate.name-mismatch") { try $0.agent() },
      ]),
    Chain(
      name: "half a file, then a certificate without its key, then another host's certificate",
      make: { try $0.agent(store: "truncated.jks", type: "JKS") },
      links: [
        Link("keystore.not-a-keystore") {
          try $0.agent(store: "certificate-only.jks", type: "JKS")
        },
        Link("keystore.alias-not-a-key") { try $0.agent(store: "wrong-name.p12") },
        Link("certificate.name-mismatch") { try $0.agent() },
      ]),
  ]

  @Test(arguments: chains)
  func `each repair of three faults brings the next to light`(_ chain: Chain) throws {
    try Supplies.prepare()
    let machine = try Machine()
    try chain.make(machine)
    try machine.startAgent()
    for (place, link) in chain.links.enumerated() {
      let (report, run) = try machine.diagnose(Machine.agentOptions)
      let line = Comment("\(link.first) expected\n\(report.summary)")
      #expect(run.code == 1, line)
      #expect(report.diagnoses.first?.id == link.first, line)
      #expect(report.diagnoses.first?.certainty == "confirmed", line)
      // What it hides is named as not judged, and not concluded.
      if let next = chain.links.dropFirst(place + 1).first {
        #expect(report.masked.contains { $0.id == next.first }, line)
        #expect(!report.diagnoses.contains { $0.id == next.first }, line)
      }
      try link.repair(machine)
      try machine.restartAgent()
    }
    let (report, run) = try machine.diagnose(Machine.agentOptions)
    #expect(report.outcome == "healthy", "\(report.summary)")
    #expect(run.code == 0)
  }
}
