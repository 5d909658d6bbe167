import Foundation
import PadlockModel
import PadlockRedaction
import PadlockWizard
import TestSupport
import Testing

@testable import PadlockCommands

/// The wizard's reports on their way into files.
@Suite struct WizardWritingTests {
  private let scratch: Scratch
  private let writing = WizardWriting(rendering: ReportGuard(Masker()))
  private let report = Report(
    tool: .init(name: "padlock", version: "1", rules: .init(packs: 1, count: 1, digest: "0")),
    generated: Timestamp(secondsSince1970: 0), outcome: .healthy)

  init() throws { scratch = try Scratch() }

  /// How the saving came out, in a word, and its path or reason.
  private func save(
    _ path: String, format: String = "json", replaces: Bool = false
  ) -> (outcome: String, text: String) {
    var (_, effects) = WizardState.starting(
      with: WizardSetup(targets: nil, symptoms: []))
    guard case .detect(let id, _) = effects.removeFirst() else { return ("no id", "") }
    let order = SaveOrder(format: format, path: path, replaces: replaces)
    switch writing.save(id, report, order) {
    case .saved(_, let path): return ("saved", path)
    case .fileExists(_, let path): return ("exists", path)
    case .saveFailed(_, let reason): return ("failed", reason)
    default: return ("something else", "")
    }
  }

  @Test func `a file that is there is replaced only where that is ordered`() throws {
    let path = scratch.path("report.json")
    #expect(save(path) == ("saved", path))
    #expect(scratch.text("report.json").contains("padlock.report/1"))
    #expect(save(path, format: "text") == ("exists", path))
    #expect(scratch.text("report.json").contains("padlock.report/1"))
    #expect(save(path, format: "text", replaces: true) == ("saved", path))
    #expect(!scratch.text("report.json").contains("padlock.report/1"))
  }

  @Test func `a tilde is the home`() {
    let folder = "padlock-\(UUID().uuidString)"
    let failed = save("~/\(folder)/report.json", replaces: true)
    #expect(failed.outcome == "failed")
    #expect(failed.text.contains(NSHomeDirectory()))
    #expect(failed.text.contains("its folder is not there"))
  }

  @Test func `what cannot be written says why`() {
    #expect(save(scratch.path("no/such/report.txt")).outcome == "failed")
    #expect(save(scratch.folder, replaces: true).outcome == "failed")
  }
}
