import PadlockReaders

/// Why bytes are no compiled rules.
public enum CompiledRulesFailure: Error, Hashable, Sendable {
  /// They do not begin as compiled rules of this version do.
  case notCompiledRules
  /// The check sum does not fit: a byte was changed or is missing.
  case damaged
  /// They end, or say something impossible, at this offset.
  case malformed(offset: Int)
}

/// Reads what ``ByteWriter`` writes; total on any bytes.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int
  private var texts: [String] = []
  /// How many conditions lie in each other at this point.
  private(set) var depth = 0

  init(_ bytes: ArraySlice<UInt8>) throws(CompiledRulesFailure) {
    self.bytes = bytes
    offset = bytes.startIndex
    let count = try length()
    texts.reserveCapacity(count)
    for _ in 0..<count {
      let size = try length()
      let end = offset + size
      guard let text = String(validating: bytes[offset..<end], as: UTF8.self) else {
        throw failure
      }
      texts.append(text)
      offset = end
    }
  }

  var failure: CompiledRulesFailure { .malformed(offset: offset - bytes.startIndex) }
  var isAtEnd: Bool { offset == bytes.endIndex }

  mutating func byte() throws(CompiledRulesFailure) -> UInt8 {
    guard offset < bytes.endIndex else { throw failure }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func number() throws(CompiledRulesFailure) -> Int {
    let value = try varint()
    return Int(Int64(bitPattern: value >> 1) ^ -Int64(value & 1))
  }

  /// A count of things that each take at least one byte, so it never exceeds what is left.
  mutating func length() throws(CompiledRulesFailure) -> Int {
    let value = try varint()
    guard value <= UInt64(bytes.endIndex - offset) else { throw failure }
    return Int(value)
  }

  mutating func text() throws(CompiledRulesFailure) -> String {
    let index = try varint()
    guard index < UInt64(texts.count) else { throw failure }
    return texts[Int(index)]
  }

  /// Reads something that may lie in itself, no deeper than rules files may.
  mutating func nested<T>(
    _ read: (inout ByteReader) throws(CompiledRulesFailure) -> T
  ) throws(CompiledRulesFailure) -> T {
    guard depth <= YAMLBounds.depth else { throw failure }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func varint() throws(CompiledRulesFailure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      let byte = try byte()
      let bits = UInt64(byte & 0x7F)
      guard shift < 63 || bits <= 1 else { throw failure }
      value |= bits << shift
      if byte & 0x80 == 0 { return value }
    }
    throw failure
  }
}
