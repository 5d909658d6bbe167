import PadlockModel

/// A table of names such as `/etc/hosts` (hosts(5)).
struct HostsFile {
  struct Line {
    let number: Int
    let text: String
    let address: String
    let names: [String]
  }

  static let path = "/etc/hosts"

  let lines: [Line]

  init(_ bytes: [UInt8]) {
    var lines: [Line] = []
    let text = String(decoding: bytes, as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.prefix { $0 != "#" }
      let fields = content.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
      guard fields.count > 1 else { continue }
      lines.append(
        Line(
          number: index + 1, text: String(content), address: fields[0],
          names: Array(fields.dropFirst())))
    }
    self.lines = lines
  }

  /// The lines that name a host.
  func lines(for name: String) -> [Line] {
    lines.filter { $0.names.contains(name.lowercased()) }
  }

  /// Whether an address leads back to the machine itself.
  static func isLoopback(_ address: String) -> Bool {
    address.hasPrefix("127.") || address == "::1"
  }
}

/// The names that a machine gives itself.
struct OwnNames {
  private let names: Set<String>

  init(_ files: any FileAccess) {
    let hosts = (try? files.contents(of: HostsFile.path, limit: 4 << 20)) ?? []
    let name = (try? files.contents(of: "/etc/hostname", limit: 4_096)) ?? []
    let own = HostsFile(hosts).lines.filter { HostsFile.isLoopback($0.address) }.flatMap(\.names)
    names = Set(
      own
        + String(decoding: name, as: UTF8.self).split(whereSeparator: \.isWhitespace).prefix(1)
        .map { $0.lowercased() })
  }

  func contains(_ host: String) -> Bool { names.contains(host.lowercased()) }
}
