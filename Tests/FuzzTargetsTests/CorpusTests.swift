import Foundation
import FuzzTargets
import Testing

/// What fuzzing found interesting, read again; ``FuzzTarget`` says what must hold.
@Suite struct CorpusTests {
  private static let corpora = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Corpora")

  private static func inputs(of folder: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: corpora.appendingPathComponent(folder), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `what must hold of every input holds of the corpus`(target: FuzzTarget) throws {
    let inputs = try Self.inputs(of: target.rawValue)
    #expect(!inputs.isEmpty)
    for input in inputs {
      let bytes = Array(try Data(contentsOf: input))
      #expect(throws: Never.self, "\(input.lastPathComponent)") { try target.check(bytes) }
    }
  }

  @Test func `each corpus is that of a target`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpora.path)
    #expect(folders.sorted() == FuzzTarget.allCases.map(\.rawValue).sorted())
  }
}
