import Foundation
import PadlockModel
import PadlockRules
import PadlockSymptoms
import TestSupport
import Testing

/// Every text of the table is recognised as what it is, however it was copied.
@Suite struct KnownMessageTests {
  private static let messages: [KnownMessage] = {
    let table = try? String(contentsOfFile: Fixture.path("messages.tsv"), encoding: .utf8)
    return KnownMessage.all(in: table ?? "")
  }()
  private static let rules = try? EmbeddedRules.load()
  private static let recogniser = Recogniser(symptoms: rules?.symptoms ?? [])
  private static let situations = Dictionary(
    (rules?.symptoms ?? []).map { ($0.id, $0.situation) }, uniquingKeysWith: { first, _ in first })

  /// What a text is recognised as, where that is wrong.
  private func mistake(_ text: String, _ message: KnownMessage) -> String? {
    let found = Self.recogniser.messages(in: text).messages
    let readings = found.flatMap(\.readings)
    let situations = Set(readings.compactMap { Self.situations[$0.symptom] })
    let sides = Set(readings.map(\.side))
    let side = sides.count == 1 ? sides.first : .either
    if found.count == 1, situations == message.situations, side == message.side { return nil }
    return "\(text)\n  is \(situations.sorted()) of \(side.map(\.rawValue) ?? "nobody") in "
      + "\(found.count), not \(message.situations.sorted()) of \(message.side.rawValue)"
  }

  private struct Tally {
    var right = 0
    var wrong: [String] = []

    mutating func count(_ mistake: String?) {
      if let mistake { wrong.append(mistake) } else { right += 1 }
    }

    /// Prints how many of how many, and says whether that is enough.
    func isEnough(_ what: String, percent: Int) -> Bool {
      let total = right + wrong.count
      print("\(what): \(right) of \(total)")
      return total > 0 && right * 100 >= total * percent
    }
  }

  @Test func `the table has 611 texts of 38 situations`() {
    #expect(Self.messages.count == 611)
    #expect(Set(Self.messages.flatMap(\.situations)).count == 38)
  }

  @Test func `every text as it stands is exactly its situations and its side`() {
    var tally = Tally()
    for (index, message) in Self.messages.enumerated() {
      for variant in 0..<2 {
        var random = SeededRandom(seed: index * 7 + variant)
        tally.count(mistake(message.filled(&random), message))
      }
    }
    let isEnough = tally.isEnough("as they stand", percent: 100)
    #expect(isEnough, "\(tally.wrong.joined(separator: "\n"))")
  }

  @Test(arguments: Disguise.allCases)
  func `every text is recognised in a disguise`(disguise: Disguise) {
    var tally = Tally()
    for (index, message) in Self.messages.enumerated() {
      var random = SeededRandom(seed: index * 11 + 3)
      let text = message.filled(&random)
      guard disguise != .cut || staysUnique(text, message) else { continue }
      tally.count(mistake(disguise.apply(to: text, &random), message))
    }
    let isEnough = tally.isEnough("\(disguise.rawValue)", percent: 98)
    #expect(isEnough, "\(tally.wrong.joined(separator: "\n"))")
  }

  /// Of the pairs of disguises each text wears two, the same in every run.
  @Test func `every text is recognised in two disguises at once`() {
    var tallies: [String: Tally] = [:]
    for (index, message) in Self.messages.enumerated() {
      for variant in 0..<2 {
        var random = SeededRandom(seed: index * 13 + variant)
        let first = Disguise.allCases[random.below(Disguise.allCases.count)]
        let second = Disguise.allCases.filter { $0 != first && $0 != .cut }[
          random.below(Disguise.allCases.count - (first == .cut ? 1 : 2))]
        let text = message.filled(&random)
        guard first != .cut || staysUnique(text, message) else { continue }
        let once = first.apply(to: text, &random)
        tallies["\(first.rawValue), then another", default: Tally()].count(
          mistake(second.apply(to: once, &random), message))
      }
    }
    for (what, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      let isEnough = tally.isEnough(what, percent: 98)
      #expect(isEnough, "\(tally.wrong.joined(separator: "\n"))")
    }
  }

  @Test func `a text of both sides accuses the other one`() {
    let text = "javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?"
    let readings = Self.recogniser.messages(in: text).messages.flatMap(\.readings)
    #expect(readings.first { $0.side == .client }?.symptom == "tls-to-plain")
    #expect(readings.first { $0.side == .server }?.symptom == "plain-to-tls")
    #expect(readings.count == 2)
  }

  @Test func `what shares a text with another says what decides`() {
    var symptoms: [String: [Symptom]] = [:]
    for symptom in Self.rules?.symptoms ?? [] {
      for text in symptom.texts { symptoms[text.text, default: []].append(symptom) }
    }
    for shared in symptoms.values where shared.count > 1 {
      for symptom in shared { #expect(!symptom.decidedBy.isEmpty, "\(symptom.id)") }
    }
  }

  @Test(arguments: [
    "Generating a self-signed certificate for localhost",
    "The handshake with the customer timed out",
    "Certificate revoked list loaded", "HTTP/1.1 400 and more were counted",
    "wrong tag on the parcel",
    "connection refused by the guard", "the alias name of the agent is missing",
    "curl: (6) Could not resolve", "no cipher suites in use",
    "java.io.EOFException handled, going on",
    "unable to connect the dots", "key values match", "mykey, Nov 20, 2026, trustedCertEntry,",
  ])
  func `look-alikes are not known`(text: String) {
    #expect(Self.recogniser.messages(in: text).messages.isEmpty)
  }

  /// Whether a text is long enough to be cut, and no text of other situations begins alike.
  private func staysUnique(_ text: String, _ message: KnownMessage) -> Bool {
    let start = String(text.prefix(Disguise.cutLength))
    return start.count < text.count
      && !Self.messages.contains {
        ($0.situations != message.situations || $0.side != message.side)
          && $0.couldBegin(with: start)
      }
  }
}
