import PadlockModel
import PadlockRules
import Testing

@Suite struct CompiledRulesTests {
  private func sample() throws -> RuleSet {
    var rules = try #require(SampleRules.load().usable)
    var random = SeededGenerator(seed: 7)
    for index in rules.rules.indices {
      rules.rules[index].suspected = .all(
        (0..<8).map { _ in RandomConditions.condition(depth: 4, &random) })
      rules.rules[index].examples[0].facts["listener.port"] = .known(.integer(-4), evidence: [])
      rules.rules[index].examples[0].facts["service.started"] =
        .known(.time(Timestamp(secondsSince1970: .min)), evidence: [])
      rules.rules[index].examples[0].facts["listener.tls"] = .unknown(.byChoice)
    }
    return rules
  }

  @Test func `compiled rules are the rules that were loaded`() throws {
    let rules = try #require(SampleRules.load().usable)
    #expect(try CompiledRules.decode(CompiledRules.encode(rules)) == rules)
    let every = try sample()
    #expect(try CompiledRules.decode(CompiledRules.encode(every)) == every)
    #expect(CompiledRules.encode(every) == CompiledRules.encode(every))
    #expect(try CompiledRules.decode(CompiledRules.encode(RuleSet())) == RuleSet())
  }

  @Test func `damage is noticed wherever it is`() throws {
    let bytes = CompiledRules.encode(try #require(SampleRules.load().usable))
    for end in stride(from: 0, to: bytes.count, by: 13) {
      #expect(throws: CompiledRulesFailure.self) { try CompiledRules.decode(Array(bytes[..<end])) }
    }
    for index in stride(from: 0, to: bytes.count, by: 17) {
      var flipped = bytes
      flipped[index] ^= 0x41
      #expect(throws: CompiledRulesFailure.self) { try CompiledRules.decode(flipped) }
    }
    #expect(throws: CompiledRulesFailure.notCompiledRules) { try CompiledRules.decode([]) }
  }

  @Test func `reading is total even where the check sum was forged`() throws {
    let bytes = CompiledRules.encode(try sample())
    let masks: [UInt8] = [0xFF, 0x01, 0x80]
    for index in stride(from: 13, to: bytes.count, by: 7) {
      var forged = bytes
      forged[index] ^= masks[index % masks.count]
      _ = try? CompiledRules.decode(Self.withChecksum(forged))
    }
    for end in stride(from: 13, to: bytes.count, by: 29) {
      #expect(throws: CompiledRulesFailure.self) {
        try CompiledRules.decode(Self.withChecksum(Array(bytes[..<end])))
      }
    }
  }

  @Test func `conditions that lie too deep are refused`() throws {
    var deep = Condition.all([])
    for _ in 0..<5_000 { deep = .all([deep]) }
    let rules = RuleSet(rules: [Rule(id: "a.b", title: "Deep", applies: deep)])
    #expect(throws: CompiledRulesFailure.self) {
      try CompiledRules.decode(CompiledRules.encode(rules))
    }
  }

  @Test func `the embedded rules load`() throws {
    let rules = try EmbeddedRules.load()
    #expect(try CompiledRules.decode(EmbeddedRules.bytes) == rules)
  }

  /// The bytes with a check sum that fits them (FNV-1a, 64 bits).
  private static func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes[13...] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var result = bytes
    for index in 0..<8 {
      result[5 + index] = UInt8(truncatingIfNeeded: sum >> UInt64(56 - 8 * index))
    }
    return result
  }
}
