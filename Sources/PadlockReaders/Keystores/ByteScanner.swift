/// Reads big-endian values from bytes, one after the other, and never past their end.
struct ByteScanner {
  let bytes: [UInt8]
  private(set) var offset: Int
  let end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  var remaining: Int { end - offset }

  mutating func take(
    _ count: Int, _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) -> ArraySlice<UInt8> {
    guard count >= 0 else {
      throw KeystoreReadFailure(offset: offset, expected: what(), found: "the length \(count)")
    }
    guard count <= remaining else {
      throw KeystoreReadFailure(
        offset: offset, expected: "\(what()) (\(count) bytes)",
        found: "the end of the file after \(remaining) bytes")
    }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  mutating func skip(
    _ count: Int, _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) {
    _ = try take(count, what())
  }

  mutating func byte(_ what: @autoclosure () -> String) throws(KeystoreReadFailure) -> UInt8 {
    let slice = try take(1, what())
    return slice[slice.startIndex]
  }

  mutating func unsigned16(
    _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) -> Int {
    try take(2, what()).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func unsigned32(
    _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) -> UInt32 {
    try take(4, what()).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A signed 32-bit value: Java's `readInt`.
  mutating func signed32(_ what: @autoclosure () -> String) throws(KeystoreReadFailure) -> Int {
    Int(Int32(bitPattern: try unsigned32(what())))
  }

  /// A signed 64-bit value: Java's `readLong`.
  mutating func signed64(_ what: @autoclosure () -> String) throws(KeystoreReadFailure) -> Int64 {
    Int64(bitPattern: try take(8, what()).reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// A count that must lie in `0...limit`.
  mutating func count(
    atMost limit: Int, _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) -> Int {
    let start = offset
    let value = try signed32(what())
    guard (0...limit).contains(value) else {
      throw KeystoreReadFailure(
        offset: start, expected: "\(what()) of 0 to \(limit)", found: "\(value)")
    }
    return value
  }

  /// A string as `DataOutput.writeUTF` writes it: a 16-bit length and modified UTF-8.
  mutating func modifiedUTF8(
    _ what: @autoclosure () -> String
  ) throws(KeystoreReadFailure) -> String {
    let start = offset
    let length = try unsigned16("the length of \(what())")
    let slice = try take(length, what())
    guard let text = ModifiedUTF8.decode(slice) else {
      throw KeystoreReadFailure(
        offset: start + 2, expected: "\(what()) in Java's modified UTF-8",
        found: "bytes that are not")
    }
    return text
  }
}
