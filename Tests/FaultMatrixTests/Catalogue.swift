import Foundation
import TestSupport

/// The ids that every rule set has to have, from `Tests/Fixtures/catalogue.tsv`.
enum Catalogue {
  struct Entry: Hashable, Sendable {
    let id: String
    let severity: String
  }

  static let entries: [Entry] =
    ((try? String(contentsOfFile: Fixture.path("catalogue.tsv"), encoding: .utf8)) ?? "")
    .split(separator: "\n").filter { !$0.hasPrefix("#") }
    .compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      return fields.count == 2 ? Entry(id: fields[0], severity: fields[1]) : nil
    }

  /// What the program itself lists.
  static func listed() throws -> Set<Entry> {
    let output = try Command.need([BuiltProgram.path, "rules", "list", "--format", "json"])
    struct Row: Decodable {
      let id: String
      let severity: String
    }
    return Set(
      try JSONDecoder().decode([Row].self, from: Data(output.utf8))
        .map { Entry(id: $0.id, severity: $0.severity) })
  }
}
