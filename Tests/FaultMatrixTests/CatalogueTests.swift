import TestSupport
import Testing

/// What the rules must have, and that every part of it is reached in a test.
@Suite struct CatalogueTests {
  @Test func `every id of the catalogue is a rule with its severity`() throws {
    #expect(Catalogue.entries.count == 135)
    let listed = try Catalogue.listed()
    let missing = Catalogue.entries.filter { !listed.contains($0) }
    #expect(missing.isEmpty, "\(missing.count): \(missing.map(\.id).joined(separator: " "))")
  }

  @Test func `every id of the catalogue is reached from files or sockets, or it says why not`() {
    let matrix = Set(Matrix.cases.flatMap(\.reached))
    let missing = Catalogue.entries.map(\.id).filter {
      !matrix.contains($0) && Reach.elsewhere[$0] == nil && Reach.never[$0] == nil
    }
    #expect(missing.isEmpty, "\(missing.joined(separator: " "))")
    let twice = (Array(Reach.elsewhere.keys) + Array(Reach.never.keys)).filter(matrix.contains)
    #expect(twice.isEmpty, "the matrix reaches \(twice.joined(separator: " "))")
    let known = Set(Catalogue.entries.map(\.id))
    #expect(Set(Reach.elsewhere.keys).union(Reach.never.keys).isSubset(of: known))
  }

  @Test func `the matrix is large, and each of its cases is another one`() {
    #expect(Matrix.cases.count { $0.first != nil } >= 60)
    #expect(Matrix.cases.count { $0.first == nil } >= 20)
    #expect(Set(Matrix.cases.map(\.testDescription)).count == Matrix.cases.count)
  }

  @Test func `the page of the matrix is up to date`() throws {
    try expectGolden(AccuracyPage.markdown, "../../docs/accuracy.md")
  }
}
