import PadlockModel

/// Finds programs and their versions in a line: `curl/7.88.1`, `OpenSSL 3.0.22`,
/// `openjdk version "17.0.21"`.
///
/// `name/1.2.3` counts whatever the name is, `Name 1.2.3` where the rules know the name.
struct VersionScan {
  /// Names of software as the rules spell them, by their form in lower case.
  let names: [String: String]

  init(_ rules: [Symptom], products: [Product]) {
    var names: [String: String] = [:]
    for name in rules.flatMap(\.texts).flatMap(\.software) + products.map(\.name) {
      names[name.lowercased()] = name
    }
    self.names = names
  }

  /// At most 20 of a line.
  func versions(in line: Substring) -> [Explanation.SoftwareVersion] {
    let words = Self.words(line)
    var found: [Explanation.SoftwareVersion] = []
    for (index, word) in words.enumerated() where found.count < 20 {
      if let one = joined(word) { found.append(one) }
      guard let version = Self.version(word) else { continue }
      if let name = name(before: index, in: words, isLoose: version.contains(".")) {
        found.append(.init(software: name, version: version))
      }
    }
    return found
  }

  /// What stands between blanks, quotes, brackets and signs; none where there is no digit.
  private static func words(_ line: Substring) -> [Substring] {
    let bytes = line.utf8.prefix(PlaceScan.longestLine)
    guard bytes.contains(where: HostShape.isDigit) else { return [] }
    return bytes.split { $0 <= 0x20 || separators.contains($0) }.map { Substring($0) }
  }

  private static let separators = Array("\"'()<>[]{},;`*".utf8)

  /// `curl/7.88.1`, but no path, no URL and no protocol.
  private func joined(_ word: Substring) -> Explanation.SoftwareVersion? {
    guard let slash = word.lastIndex(of: "/"), slash > word.startIndex else { return nil }
    let name = word[..<slash]
    guard let version = Self.version(word[word.index(after: slash)...]), version.contains("."),
      (2...40).contains(name.utf8.count), name.utf8.first.map(HostShape.isLetter) == true,
      name.utf8.allSatisfy({ HostShape.isLabelByte($0) || $0 == 0x2E || $0 == 0x2B }),
      !Self.protocols.contains(name.lowercased())
    else { return nil }
    return .init(software: names[name.lowercased()] ?? String(name), version: version)
  }

  /// Up to three words before a version that are a known name; `version` may stand between.
  private func name(before index: Int, in words: [Substring], isLoose: Bool) -> String? {
    var end = index
    let isDeclared = end > 0 && words[end - 1].lowercased() == "version"
    if isDeclared { end -= 1 }
    for count in [3, 2, 1] where end - count >= 0 {
      let name = words[(end - count)..<end].joined(separator: " ").lowercased()
      if let known = names[name], isLoose || known.first?.isUppercase == true { return known }
    }
    guard isDeclared, isLoose, end > 0 else { return nil }
    let name = words[end - 1]
    let isName = name.utf8.allSatisfy { HostShape.isLabelByte($0) || $0 == 0x2E }
    guard isName, (2...40).contains(name.utf8.count), name.first?.isLowercase == true,
      !Self.protocols.contains(name.lowercased())
    else { return nil }
    return String(name)
  }

  /// A number with parts: `1.22.1`, `3.0.22`, `17`, `1.8.0_392`, `v20.20.2`, without what follows.
  private static func version(_ word: Substring) -> String? {
    let bare = word.hasPrefix("v") ? word.dropFirst() : word[...]
    guard bare.utf8.first.map(HostShape.isDigit) == true, bare.utf8.count <= 40 else { return nil }
    let value = bare.utf8.prefix {
      HostShape.isLabelByte($0) || $0 == 0x2E || $0 == 0x2B
    }
    guard
      value.count == bare.utf8.count
        || bare.utf8.dropFirst(value.count).allSatisfy({
          $0 == 0x3A || $0 == 0x2E
        })
    else { return nil }
    var text = String(decoding: value, as: UTF8.self)
    while text.last == "." { text.removeLast() }
    let first = text.prefix { $0.isNumber }
    // A date, a time, a port or a count is none.
    guard first.count <= 4, text.contains(".") ? text.count >= 3 : first.count == text.count
    else { return nil }
    return text.contains(".") || text.count <= 2 ? text : nil
  }

  private static let protocols: Set<String> = [
    "http", "https", "tls", "ssl", "tlsv1", "sslv3", "rfc", "ip", "tcp", "xml", "protocol",
    "server", "client", "sip", "dtls", "soap", "h2", "spdy", "lsb", "mime", "record", "minimum",
    "maximum",
  ]
}
