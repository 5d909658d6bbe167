/// IP addresses in text.
enum AddressShape {
  /// The address with which `word` begins, where only a port, a prefix length or nothing follows.
  static func prefix(of word: String) -> Substring? {
    version4(word) ?? version6(word)
  }

  /// Whether it names this machine or no machine in particular.
  static func isCommon(_ address: Substring) -> Bool {
    ["0.0.0.0", "::", "::1", "255.255.255.255"].contains(String(address))
      || address.hasPrefix("127.")
  }

  /// Four numbers below 256, not five as in the identifier of an object.
  private static func version4(_ word: String) -> Substring? {
    let end = word.firstIndex { !$0.isNumber && $0 != "." } ?? word.endIndex
    var address = word[..<end]
    while address.last == "." { address.removeLast() }
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else { return nil }
    let rest = word[address.endIndex...]
    return rest.isEmpty || rest.first == ":" || rest.allSatisfy({ ".:".contains($0) })
      ? address : nil
  }

  /// Eight groups, or fewer around a `::`; never a fingerprint, a time or a MAC address.
  private static func version6(_ word: String) -> Substring? {
    let address = word.prefix { $0.isHexDigit || $0 == ":" || $0 == "." }
    guard address.count == word.count || word[address.endIndex] == "%" else { return nil }
    let groups = address.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count >= 3, groups.count <= 9,
      groups.allSatisfy({ $0.count <= 4 || $0.contains(".") })
    else { return nil }
    let isShort = address.contains("::")
    return isShort || groups.count == 8 ? address : nil
  }
}
