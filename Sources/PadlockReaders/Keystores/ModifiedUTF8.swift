/// Java's own form of UTF-8, as in class files, `DataInput.readUTF` and keystores.
///
/// NUL is two bytes (`C0 80`), and a character beyond the 16-bit plane is a pair of surrogates of
/// three bytes each. Source: `java.io.DataInput`, "Modified UTF-8".
public enum ModifiedUTF8 {
  /// Returns the text, or `nil` where Java would throw `UTFDataFormatException`.
  ///
  /// A lone surrogate, which Java accepts, becomes U+FFFD.
  public static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    func continuation(_ at: Int) -> UInt16? {
      guard at < bytes.endIndex, bytes[at] & 0xC0 == 0x80 else { return nil }
      return UInt16(bytes[at] & 0x3F)
    }
    while index < bytes.endIndex {
      let first = bytes[index]
      switch first {
      case 0x00...0x7F:
        units.append(UInt16(first))
        index += 1
      case 0xC0...0xDF:
        guard let second = continuation(index + 1) else { return nil }
        units.append(UInt16(first & 0x1F) << 6 | second)
        index += 2
      case 0xE0...0xEF:
        guard let second = continuation(index + 1), let third = continuation(index + 2) else {
          return nil
        }
        units.append(UInt16(first & 0x0F) << 12 | second << 6 | third)
        index += 3
      default:
        return nil
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
