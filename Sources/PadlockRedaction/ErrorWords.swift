/// Words of error messages that have the shape of an assignment to a secret, and are none.
enum ErrorWords {
  /// Whether a name is that of the function in an error of OpenSSL, as the colon behind it shows:
  /// `error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch`.
  ///
  /// The whole of the error has to stand before it: its eight digits and its library.
  static func isFunction(_ name: Range<Int>, in text: [UInt8]) -> Bool {
    let before = text[max(0, name.lowerBound - longestLibrary)..<name.lowerBound]
    let line = before.suffix(while: { $0 != 0x0A && $0 != 0x0D })
    guard line.ends(with: routines) else { return false }
    let library = line.dropLast(routines.count).suffix(while: {
      $0.isASCIIAlphanumeric || $0 == 0x20
    })
    let code = line[..<library.startIndex].dropLast().suffix(8)
    return code.count == 8 && code.allSatisfy(isHex) && line[..<library.startIndex].last == 0x3A
      && line[..<code.startIndex].ends(with: error)
  }

  /// Whether a word is the class of an exception whose message follows: `java.io.IOException:`.
  static func isException(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.last == 0x3A else { return false }
    let parts = word.dropLast().split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count >= 3, let name = parts.last, let first = name.first,
      first >= 0x41, first <= 0x5A, endings.contains(where: name.ends),
      name.allSatisfy(\.isASCIIAlphanumeric)
    else { return false }
    return parts.dropLast().allSatisfy { package in
      !package.isEmpty && package.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
    }
  }

  private static let longestLibrary = 80
  private static let error = Array("error:".utf8)
  private static let routines = Array(" routines:".utf8)
  private static let endings = ["Exception", "Error"].map { Array($0.utf8) }

  private static func isHex(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}

extension ArraySlice<UInt8> {
  /// The longest end of which every byte is as asked for.
  fileprivate func suffix(while isMeant: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    self[(lastIndex { !isMeant($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
