/// What can be the name or address of a machine, and what only looks like one.
///
/// `agent01.example.com` and `10.0.0.7` are; `agent.log`, `server.ssl.key-store`, `1.22.1` and
/// `com.example.Agent` are not. RFC 1123 §2.1 for names.
enum HostShape {
  /// Whether `text` is a name or address that a command would take as it is.
  static func isHost(_ text: some StringProtocol) -> Bool {
    isAddress4(text) || isAddress6(text) || isName(text)
  }

  /// Labels of letters, digits, hyphens and underscores, at least one letter in them.
  static func isName(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard (1...253).contains(bytes.count), bytes.contains(where: isLetter) else { return false }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isLabelByte)
        && label.first != "-" && label.last != "-"
    }
  }

  static func isAddress4(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy(isDigit)
          && (Int(part) ?? 256) < 256
      }
  }

  /// At least two colons between groups of hexadecimal digits, with or without a zone.
  static func isAddress6(_ text: some StringProtocol) -> Bool {
    let address = text.prefix { $0 != "%" }
    guard (2...45).contains(address.utf8.count),
      address.utf8.count(where: { $0 == 0x3A }) >= 2
    else { return false }
    let groups = address.split(separator: ":", omittingEmptySubsequences: false)
    return groups.count <= 9
      && groups.allSatisfy { group in
        group.utf8.count <= 4 && group.utf8.allSatisfy(isHex) || isAddress4(group)
      }
  }

  /// Whether the address stands for every machine or none: `0.0.0.0`, `::`.
  static func isUnspecified(_ text: some StringProtocol) -> Bool {
    text.allSatisfy { $0 == "0" || $0 == "." || $0 == ":" }
  }

  static func isLoopback(_ text: some StringProtocol) -> Bool {
    text == "localhost" || text.hasPrefix("127.") || text == "::1"
  }

  /// Whether a name that nothing announces is more likely a host than a file, class or setting;
  /// `isWithPort` says whether a colon and a port follow it.
  static func isLikelyName(_ text: some StringProtocol, isWithPort: Bool) -> Bool {
    guard isName(text) else { return false }
    let labels = text.lowercased().split(separator: ".").map(String.init)
    guard let first = labels.first, let last = labels.last else { return false }
    if labels.count == 1 {
      return text == "localhost"
        || isWithPort && last.utf8.contains(where: isDigit) && last.utf8.first.map(isLetter) == true
          && !last.utf8.allSatisfy(isHex) && !isTime(last)
    }
    if fileEndings.contains(last) || (labels.count > 2 && reversed.contains(first)) { return false }
    // In a class or a setting letters change their case within a word.
    if text.contains(where: \.isUppercase), text.contains(where: \.isLowercase) { return false }
    return endings.contains(last)
      || (last.utf8.count == 2 && last.utf8.allSatisfy(isLetter))
      || (isWithPort && last.utf8.count <= 12 && last.utf8.allSatisfy(isLetter))
  }

  /// `20T10`, `2026-11-20T10`, as they stand before a colon in a time.
  private static func isTime(_ label: some StringProtocol) -> Bool {
    label.utf8.allSatisfy { isDigit($0) || $0 == 0x2D || $0 | 0x20 == 0x74 }
  }

  /// Endings of names that are in everybody's use or reserved for private use.
  private static let endings: Set<String> = [
    "com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "cloud", "dev", "app", "local",
    "localdomain", "internal", "intern", "intra", "intranet", "lan", "corp", "home", "private",
    "example", "test", "invalid",
  ]

  /// Endings of files that stand before a colon and a number in messages, or alone in prose.
  private static let fileEndings: Set<String> = [
    "c", "cc", "cfg", "cnf", "conf", "cpp", "crt", "cs", "csr", "css", "csv", "der", "dll", "exe",
    "go", "gz", "h", "htm", "html", "ini", "jar", "java", "jks", "js", "json", "jsp", "key", "kt",
    "log", "md", "out", "p12", "pem", "pfx", "php", "pid", "pl", "pm", "properties", "ps1", "py",
    "rb", "rs", "service", "sh", "so", "sock", "swift", "tmp", "ts", "txt", "war", "xml", "yaml",
    "yml", "zip", "bak", "bin", "cer", "env", "lua", "class", "scala",
  ]

  /// What begins the name of a package rather than of a host.
  private static let reversed: Set<String> = ["com", "org", "net", "io", "java", "javax", "jdk"]

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
  static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
  static func isLabelByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || byte == 0x2D || byte == 0x5F
  }
}
