import Foundation
import Testing

@testable import PadlockCommands

/// Paths that no shell has seen.
@Suite struct TypedPathTests {
  @Test func `a path that is typed may begin at home`() {
    let home = NSHomeDirectory()
    #expect(WorkingFolder.typed("~/report.json") == home + "/report.json")
    #expect(WorkingFolder.typed("/tmp/~/report.json") == "/tmp/~/report.json")
    #expect(WorkingFolder.typed("report~.json") == "report~.json")
  }
}
