public import PadlockModel

/// Rules in a compact form that loads without parsing YAML.
///
/// Layout: `PLRU`, a version byte, the check sum (FNV-1a, 64 bits, big-endian) of all that follows,
/// a table of texts, then the values in the order of their fields.
public enum CompiledRules {
  private static let magic: [UInt8] = Array("PLRU".utf8)
  /// Changes with the layout or the fields.
  private static let version: UInt8 = 6
  private static let headerSize = 13

  /// Equal rules give equal bytes.
  public static func encode(_ rules: RuleSet) -> [UInt8] {
    var writer = ByteWriter()
    rules.write(to: &writer)
    let content = writer.finished()
    var result = magic + [version]
    let sum = checksum(content[...])
    for shift in stride(from: 56, through: 0, by: -8) {
      result.append(UInt8(truncatingIfNeeded: sum >> UInt64(shift)))
    }
    return result + content
  }

  /// Reads what ``encode(_:)`` wrote.
  ///
  /// - Throws: ``CompiledRulesFailure`` for any other bytes.
  public static func decode(_ bytes: [UInt8]) throws(CompiledRulesFailure) -> RuleSet {
    guard bytes.count >= headerSize, bytes.starts(with: magic + [version]) else {
      throw .notCompiledRules
    }
    let content = bytes[headerSize...]
    let sum = bytes[5..<headerSize].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard sum == checksum(content) else { throw .damaged }
    return try decodeUnchecked(content)
  }

  /// Reads what follows the header.
  package static func decodeUnchecked(
    _ content: ArraySlice<UInt8>
  ) throws(CompiledRulesFailure) -> RuleSet {
    var reader = try ByteReader(content)
    let rules = try RuleSet.read(from: &reader)
    guard reader.isAtEnd else { throw reader.failure }
    return rules
  }

  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBufferPointer { buffer in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in buffer { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return sum
    }
  }
}

extension RuleSet: Compiled {
  func write(to writer: inout ByteWriter) {
    rules.write(to: &writer)
    products.write(to: &writer)
    symptoms.write(to: &writer)
    questions.write(to: &writer)
    articles.write(to: &writer)
    packs.write(to: &writer)
    digest.write(to: &writer)
  }

  static func read(from reader: inout ByteReader) throws(CompiledRulesFailure) -> RuleSet {
    RuleSet(
      rules: try .read(from: &reader), products: try .read(from: &reader),
      symptoms: try .read(from: &reader), questions: try .read(from: &reader),
      articles: try .read(from: &reader), packs: try .read(from: &reader),
      digest: try .read(from: &reader))
  }
}
