/// Turns UTF-16 into UTF-8, piece by piece; half a pair of surrogates becomes U+FFFD.
public struct UTF16Transcoder: Sendable {
  private let highByteFirst: Bool
  private var half: UInt8?
  private var highSurrogate: UInt16?

  /// A transcoder at the beginning of a text, behind its byte order mark.
  public init(highByteFirst: Bool) { self.highByteFirst = highByteFirst }

  /// How many bytes the UTF-8 of `count` bytes may take, with what is left of those before.
  public static func longestOutput(of count: Int) -> Int { (count / 2 + 2) * 3 }

  /// Writes the UTF-8 of `input` to the beginning of `output` and returns how many bytes it is.
  ///
  /// `output` has room for ``longestOutput(of:)`` bytes, else what does not fit is lost.
  public mutating func transcode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int {
    var count = 0
    var at = 0
    if let first = half, let second = input.first {
      half = nil
      at = 1
      take(first, second, output, &count)
    }
    while at + 1 < input.count {
      take(input[at], input[at + 1], output, &count)
      at += 2
    }
    if at < input.count { half = input[at] }
    return count
  }

  /// Writes what is left at the end of the text and returns how many bytes it is.
  public mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
    var count = 0
    if highSurrogate.take() != nil { write(0xFFFD, output, &count) }
    if half.take() != nil { write(0xFFFD, output, &count) }
    return count
  }

  @inline(__always)
  private mutating func take(
    _ first: UInt8, _ second: UInt8, _ output: UnsafeMutableRawBufferPointer, _ count: inout Int
  ) {
    let unit =
      highByteFirst ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
    if let high = highSurrogate {
      highSurrogate = nil
      if (0xDC00...0xDFFF).contains(unit) {
        write(0x10000 + (UInt32(high) - 0xD800) << 10 + UInt32(unit) - 0xDC00, output, &count)
        return
      }
      write(0xFFFD, output, &count)
    }
    switch unit {
    case 0xD800...0xDBFF: highSurrogate = unit
    case 0xDC00...0xDFFF: write(0xFFFD, output, &count)
    default: write(UInt32(unit), output, &count)
    }
  }

  /// RFC 3629 §3.
  @inline(__always)
  private func write(
    _ scalar: UInt32, _ output: UnsafeMutableRawBufferPointer, _ count: inout Int
  ) {
    let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    guard count + length <= output.count else { return }
    if length == 1 {
      output[count] = UInt8(truncatingIfNeeded: scalar)
    } else {
      let lead: UInt32 = length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0
      var shift = UInt32(6 * (length - 1))
      output[count] = UInt8(truncatingIfNeeded: lead | scalar >> shift)
      for place in 1..<length {
        shift -= 6
        output[count + place] = UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F)
      }
    }
    count += length
  }
}

extension TextEncoding {
  /// How a log that begins so is encoded, and how many bytes its byte order mark takes.
  ///
  /// Without a mark it is UTF-16 where every other byte of the first eight characters is zero.
  public static func ofLog(firstBytes bytes: [UInt8]) -> (encoding: TextEncoding, mark: Int) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8WithByteOrderMark, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    let zeros = bytes.prefix(16).map { $0 == 0 }
    guard zeros.count >= 4, zeros.count.isMultiple(of: 2) else { return (.utf8, 0) }
    let places = zeros.indices
    if places.allSatisfy({ zeros[$0] == !$0.isMultiple(of: 2) }) { return (.utf16LittleEndian, 0) }
    if places.allSatisfy({ zeros[$0] == $0.isMultiple(of: 2) }) { return (.utf16BigEndian, 0) }
    return (.utf8, 0)
  }
}
