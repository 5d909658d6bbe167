import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports
import TestSupport
import Testing

@testable import PadlockCommands

/// A thousand secrets of 1 to 64 characters, with signs of shells and patterns and beyond ASCII, some
/// of them parts of others, in lines of every shape that takes any value.
@Suite struct RandomSecretTests {
  private static let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      + "abcdefghijklmnopqrstuvwxyz !#$%&()*+,-./:;<=>?@[]^_`{|}~éßñ漢字🔑")
  private static let shapes = PlantedShape.allCases.filter(\.isForAnyValue)

  struct Planted {
    var value: String
    var line: String
    /// Whether it can be told from ordinary text, so that it is found nowhere.
    var isSearched: Bool { value.count >= 6 && !value.allSatisfy(\.isNumber) }
  }

  static func planted(seed: UInt64, count: Int) -> [Planted] {
    var random = SeededGenerator(seed: seed)
    var values: [String] = []
    for index in 0..<count {
      if index % 10 == 9, let other = values.last(where: { $0.count > 20 }) {
        // A part of another.
        values.append(String(other.dropFirst(3).dropLast(4)))
      } else {
        let length = 1 + random.next(below: 64)
        values.append(
          String((0..<length).map { _ in alphabet[random.next(below: alphabet.count)] }))
      }
    }
    return values.map {
      Planted(value: $0, line: shapes[random.next(below: shapes.count)].text($0))
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a thousand random secrets are in no format, and short ones not where they were read`(
    seed: UInt64
  ) async throws {
    let planted = Self.planted(seed: seed, count: 250)
    var vault = SecretVault()
    // Half of them are known from configuration, the others from nothing but their shape.
    for one in planted.prefix(125) { vault.register(Secret(one.value), from: "a.conf") }
    var report = try await AgentTree().report()
    report.symptoms = planted.enumerated().map { index, one in
      ReportedSymptom(
        Sighting(
          symptom: "start-failed", text: one.line, side: .server, origin: .log, source: "a.log",
          line: index), current: true)
    }
    report.unexplained = report.symptoms
    for index in report.checks.indices { report.checks[index].detail = planted[index].line }
    // What can be told from ordinary text is found nowhere, in no form.
    let searched = planted.filter(\.isSearched).map(\.value)
    let canaries = Canaries(searched.map { ($0, $0) })
    let rendering = ReportGuard(Masker(vault), try TestRules.all())
    // The first format as a run without a user writes it, the others as the wizard does.
    let masked = report.masked(by: rendering.masker)
    for format in ReportFormat.allCases {
      for width in format == .text ? [30, 100] : [100] {
        let text = try rendering.text(
          format == ReportFormat.allCases.first ? report : masked, as: format,
          TextOptions(width: width))
        let found = canaries.found(in: text)
        #expect(found.isEmpty, "seed \(seed), \(format): \(found.sorted().prefix(3))")
        // The others do not stand where they were read.
        let lines = planted.filter { $0.value.count < 6 }.map(\.line)
        #expect(lines.allSatisfy { !text.contains($0) }, "seed \(seed), \(format)")
      }
    }
  }
}
