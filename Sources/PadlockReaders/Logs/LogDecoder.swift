/// Turns the pieces of a log into UTF-8; bytes that are neither UTF-16 nor marked pass unchanged.
struct LogDecoder {
  private(set) var encoding = TextEncoding.utf8
  private var isSettled = false
  private var pending: [UInt8] = []
  private var highSurrogate: UInt16?

  /// The UTF-8 of `chunk`, or nil when it is that already.
  mutating func decode(_ chunk: [UInt8]) -> [UInt8]? {
    if isSettled, !encoding.isUTF16 { return nil }
    pending += chunk
    if !isSettled {
      guard pending.count >= 4 else { return [] }
      settle()
    }
    guard encoding.isUTF16 else {
      let bytes = pending
      pending = []
      return bytes
    }
    return decodeUTF16()
  }

  /// What is left at the end of the log.
  mutating func finish() -> [UInt8] {
    if !isSettled { settle() }
    let rest = encoding.isUTF16 ? decodeUTF16() : pending
    pending = []
    return rest
  }

  private mutating func settle() {
    isSettled = true
    if pending.starts(with: [0xEF, 0xBB, 0xBF]) {
      encoding = .utf8WithByteOrderMark
      pending.removeFirst(3)
    } else if pending.starts(with: [0xFF, 0xFE]) {
      encoding = .utf16LittleEndian
      pending.removeFirst(2)
    } else if pending.starts(with: [0xFE, 0xFF]) {
      encoding = .utf16BigEndian
      pending.removeFirst(2)
    } else if pending.count >= 4 {
      let zeros = pending.prefix(4).map { $0 == 0 }
      if zeros == [false, true, false, true] { encoding = .utf16LittleEndian }
      if zeros == [true, false, true, false] { encoding = .utf16BigEndian }
    }
  }

  private mutating func decodeUTF16() -> [UInt8] {
    let highFirst = encoding == .utf16BigEndian
    var units: [UInt16] = []
    units.reserveCapacity(pending.count / 2 + 1)
    if let high = highSurrogate.take() { units.append(high) }
    var index = 0
    while index + 1 < pending.count {
      let first = UInt16(pending[index])
      let second = UInt16(pending[index + 1])
      units.append(highFirst ? first << 8 | second : second << 8 | first)
      index += 2
    }
    pending = Array(pending[index...])
    if let last = units.last, (0xD800...0xDBFF).contains(last), !pending.isEmpty || index > 0 {
      highSurrogate = units.removeLast()
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
