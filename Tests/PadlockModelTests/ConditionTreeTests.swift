import Foundation
import PadlockModel
import Testing

/// A report that was saved is shown again as it was.
@Suite struct ConditionTreeTests {
  private static let reasons: [UnknownReason] = [
    .notCollected, .notApplicable, .byChoice, .offline, .declined, .failed("it is a folder"),
    .failed(""), .failed("failed: twice"), .failed("declined"),
  ]

  private func readBack(_ tree: ConditionTree) throws -> ConditionTree {
    try JSONDecoder().decode(ConditionTree.self, from: try JSONEncoder().encode(tree))
  }

  @Test func `a tree that is read back is the same`() throws {
    let listener = SubjectID(.listener, "[::1]:8081")
    let seen = Evidence(
      .log, "agent.log", line: 3, time: Timestamp(secondsSince1970: 1_790_000_000),
      excerpt: "it failed", about: "it-failed")
    let known = ConditionTree.fact(
      .init(
        fact: "listener.tcp", subject: listener, expected: "refused", value: "refused",
        reason: nil, result: .yes, evidence: [seen, Evidence(.user, "reported", excerpt: "")]))
    let compared = ConditionTree.fact(
      .init(
        fact: "entry.alias", subject: .target, expected: "same-as target.host", value: "a",
        reason: .offline, result: .unknown, evidence: [],
        operands: [FactKey("target.host"), FactKey("keystore.path", SubjectID(.keystore, "a:b"))]))
    let unknown = Self.reasons.map { reason in
      ConditionTree.fact(
        .init(
          fact: "keystore.opens", subject: SubjectID(.keystore, ""), expected: "true", value: nil,
          reason: reason, result: .unknown, evidence: []))
    }
    let tree = ConditionTree.all(
      [
        .any([known, .none([compared], .unknown)], .yes), .any(unknown, .unknown), .all([], .yes),
        .none([known], .no),
      ], .no)
    #expect(try readBack(tree) == tree)
  }

  @Test func `what an older report leaves out is taken for what it was`() throws {
    let text =
      #"{"fact":"keystore.opens","expected":"true","unknown":"offline","result":"unknown"}"#
    let tree = try JSONDecoder().decode(ConditionTree.self, from: Data(text.utf8))
    #expect(tree.leaves.first?.reason == .offline && tree.leaves.first?.subject == .target)
  }

  @Test(arguments: ["nonsense:a", "listener", ""])
  func `a subject of no kind is refused`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SubjectID.self, from: try JSONEncoder().encode(text))
    }
  }
}
