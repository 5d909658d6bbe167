import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Every line of the table of hostile servers, as the real program sees it.
  @Suite struct HostileServerTests {
    /// How many runs there are at once: most of them wait.
    private static let width = 10

    @Test func `each server ends by its deadline with the right diagnosis and in bounded memory`()
      async throws
    {
      let certificates = try HostileCertificates()
      try await withThrowingTaskGroup(of: HostileRun.self) { group in
        var waiting = HostileServer.all[...]
        while let server = waiting.popFirst() {
          if HostileServer.all.count - waiting.count > Self.width, let run = try await group.next()
          {
            Self.expectSound(run)
          }
          group.addTask { try await HostileRun(server, certificates) }
        }
        for try await run in group { Self.expectSound(run) }
      }
    }

    @Test func `the page of the table is up to date`() throws {
      try expectGoldenSection(HostileServer.table, "servers", of: "docs/reliability.md")
    }

    @Test func `the table is long, and each of its lines is another one in its part`() {
      #expect(HostileServer.all.count >= 30)
      for part in HostileServer.parts {
        #expect(Set(part.servers.map(\.how)).count == part.servers.count, "\(part.title)")
      }
    }

    private static func expectSound(_ run: HostileRun) {
      let faults = run.faults
      #expect(faults.isEmpty, "\(run.server.how): \(faults.joined(separator: "; ")); \(run)")
    }
  }
}
