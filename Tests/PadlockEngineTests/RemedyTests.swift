import PadlockModel
import Testing

@testable import PadlockEngine

/// Which of a rule's remedies a diagnosis carries.
@Suite struct RemedyTests {
  private static let failed = Condition.line("service.state", .text("failed"))

  private func titles(_ observations: [Observation]) -> [String] {
    let java = Condition.line("service.java-version", .integer(8))
    func remedy(_ title: String, _ applies: Condition) -> Remedy {
      Remedy(title: title, platform: nil, applies: applies, steps: [RemedyStep()], verify: nil)
    }
    var rule = Rule("r", .error, confirmed: Self.failed)
    rule.remedies = [
      remedy("always", .all([])), remedy("Java 8", java), remedy("another", .none([java])),
    ]
    let known: [Observation] = [
      .known("service.state", of: Part.service, .text("failed"), .probe)
    ]
    return Engine(rule).report(Findings(Part.observations + known + observations)).diagnoses
      .flatMap(\.remedies).map(\.title)
  }

  private func java(_ version: Int) -> [Observation] {
    [.known("service.java-version", of: Part.service, .integer(version), .file)]
  }

  @Test func `one whose condition is known to be false is left out`() {
    #expect(titles(java(8)) == ["always", "Java 8"])
    #expect(titles(java(11)) == ["always", "another"])
  }

  @Test func `one of which nobody knows whether it applies is shown`() {
    #expect(titles([]) == ["always", "Java 8", "another"])
  }
}
