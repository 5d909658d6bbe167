import PadlockCollectors

/// The name in a bundle of what comes from one of the target's paths.
enum MemberName {
  /// `/etc/xagent/agent.jks` gives `etc/xagent/agent.jks`, `C:\xa\x.conf` gives `C/xa/x.conf`.
  ///
  /// What a file system or a zip may not take stands as `%3C`: control characters, what is not
  /// ASCII, and `<>:"|?*\%`. No part of it leads out of its folder.
  static func make(_ path: String) -> String {
    let isWindows = TargetPath(path).isWindows
    var parts = path.split { $0 == "/" || (isWindows && $0 == "\\") }.map(String.init)
    if isWindows, let drive = parts.first, drive.hasSuffix(":") {
      parts[0] = String(drive.dropLast())
    }
    return parts.filter { $0 != "." }.map { part in
      part == ".." ? "%2E%2E" : part.utf8.map(encoded).joined()
    }.joined(separator: "/")
  }

  private static let unsafeSigns = Set(#"<>:"|?*\%"#.utf8)

  private static func encoded(_ byte: UInt8) -> String {
    if (0x20..<0x7F).contains(byte), !unsafeSigns.contains(byte) {
      return String(UnicodeScalar(byte))
    }
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }
}
