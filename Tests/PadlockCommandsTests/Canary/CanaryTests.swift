import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports
import TestSupport
import Testing

@testable import PadlockCommands

/// No secret of any product's configuration, environment, logs or launch lines leaves in any form.
@Suite struct CanaryTests {
  @Test(arguments: CanaryHost.Kind.allCases)
  func `none of the planted secrets leaves in anything that is shown`(
    kind: CanaryHost.Kind
  ) async throws {
    let rules = try TestRules.all()
    let host = try CanaryHost(kind, messages: rules.messages)
    #expect(host.values.count >= 40)
    let canaries = Canaries(host.values)
    let run = try await CanaryRun(host, rules)
    for output in CanaryRun.outputs {
      let found = try await output.texts(run).reduce(into: Set()) {
        $0.formUnion(canaries.found(in: $1))
      }
      #expect(found.isEmpty, "\(output.name): \(found.sorted())")
    }
  }

  @Test(arguments: [CanaryHost.Kind.agent, .xivo])
  func `none of the planted secrets is in anything that the wizard shows`(
    kind: CanaryHost.Kind
  ) async throws {
    let host = try CanaryHost(kind, messages: TestRules.all().messages)
    let canaries = Canaries(host.values)
    for wizard in CanaryRun.wizards {
      let found = try await wizard.texts(host).reduce(into: Set()) {
        $0.formUnion(canaries.found(in: $1))
      }
      #expect(found.isEmpty, "\(wizard.name): \(found.sorted())")
    }
  }

  @Test func `the planted lines are shown, and so is an alias that looks like a secret`()
    async throws
  {
    let rules = try TestRules.all()
    let run = try await CanaryRun(CanaryHost(.agent, messages: rules.messages), rules)
    let text = try run.report(as: .json)
    #expect(text.contains("\"\(CanaryHost.alias)\""))
    #expect(run.outcome.report.symptoms.count > 30, "\(run.outcome.report.symptoms.count)")
    #expect(text.components(separatedBy: "<secret ").count > 30)
  }
}

extension RuleSet {
  /// Texts of symptoms that stand for themselves, one of each.
  var messages: [String] {
    symptoms.compactMap { $0.texts.first?.text }.filter {
      $0.utf8.count > 20 && !$0.contains("<") && !$0.contains("\n") && !$0.contains("\"")
    }
  }
}
