import Foundation
import Glibc
import PadlockModel

/// Processes, sockets and services of this Linux machine, from `/proc` and systemd (proc(5)).
public struct LinuxSystem: SystemAccess {
  public init() {}

  public func processes() -> [RunningProcess] {
    let clockTicks = Int64(max(sysconf(Int32(_SC_CLK_TCK)), 1))
    let boot = Self.bootTime()
    return Self.processIDs().compactMap { id in
      guard let status = Self.read("/proc/\(id)/stat"),
        let fields = ProcessStatus(String(decoding: status, as: UTF8.self))
      else { return nil }
      var information = stat()
      guard stat("/proc/\(id)", &information) == 0 else { return nil }
      let arguments = (Self.read("/proc/\(id)/cmdline") ?? []).split(separator: 0).map {
        String(decoding: $0, as: UTF8.self)
      }
      return RunningProcess(
        id: id, parent: fields.parent, user: Int(information.st_uid), arguments: arguments,
        started: Timestamp(secondsSince1970: boot + fields.startTicks / clockTicks))
    }
  }

  /// The first process is always there and belongs to root.
  public var seesEveryProcess: Bool { Self.read("/proc/1/cmdline") != nil }

  public var firstUnprivilegedPort: Int {
    let text = Self.read("/proc/sys/net/ipv4/ip_unprivileged_port_start") ?? []
    return Int(String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 1024
  }

  public func listeners() -> [ListeningSocket]? {
    // Without IPv6 the second table is not there.
    let texts = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap(Self.read)
    guard !texts.isEmpty else { return nil }
    let tables = texts.flatMap { SocketTable.listening(String(decoding: $0, as: UTF8.self)) }
    guard !tables.isEmpty else { return [] }
    let owners = Self.owners(of: Set(tables.map(\.inode)))
    return tables.map {
      ListeningSocket(address: $0.address, port: $0.port, process: owners[$0.inode])
    }
  }

  public func unit(_ name: String) -> UnitState? {
    guard access("/run/systemd/system", F_OK) == 0 else { return nil }
    let properties = "LoadState,ActiveState,User,MainPID,ExecMainStartTimestamp"
    guard
      let output = ShortCommand.output(
        ["systemctl", "show", "--timestamp=unix", "-p", properties, "--", name], seconds: 3)
    else { return nil }
    var values: [String: String] = [:]
    for line in output.split(separator: "\n") {
      let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
    }
    guard values["LoadState"] == "loaded", let active = values["ActiveState"] else { return nil }
    let started = values["ExecMainStartTimestamp"].flatMap { Int64($0.drop { $0 == "@" }) }
    let process = values["MainPID"].flatMap { Int($0) }
    return UnitState(
      active: active, user: values["User"].flatMap { $0.isEmpty ? nil : $0 },
      started: started.map { Timestamp(secondsSince1970: $0) },
      mainProcess: process == 0 ? nil : process)
  }

  public func executable(of process: Int) -> String? {
    SymbolicLink.target(of: "/proc/\(process)/exe")
  }

  public var user: UserIdentity {
    let id = Int(geteuid())
    let passwd = Self.read("/etc/passwd") ?? []
    let name = UserTable(passwd: passwd, group: []).name(of: id) ?? String(id)
    var groups = [gid_t](repeating: 0, count: 256)
    let count = Int(getgroups(Int32(groups.count), &groups))
    return UserIdentity(
      name: name, id: id,
      groups: Set(groups.prefix(max(count, 0)).map { Int($0) }).union([Int(getegid())]))
  }

  private static func processIDs() -> [Int] {
    (FolderListing.names(in: "/proc", limit: 100_000) ?? []).compactMap { Int($0) }.sorted()
  }

  /// When the machine was started, in seconds since 1970.
  private static func bootTime() -> Int64 {
    let lines = String(decoding: read("/proc/stat") ?? [], as: UTF8.self).split(separator: "\n")
    let boot = lines.first { $0.hasPrefix("btime ") }?.dropFirst(6)
    return boot.flatMap { Int64($0) } ?? 0
  }

  /// Which process holds each socket; only those that this user may look into.
  private static func owners(of inodes: Set<UInt64>) -> [UInt64: Int] {
    var owners: [UInt64: Int] = [:]
    for id in processIDs() where owners.count < inodes.count {
      for descriptor in FolderListing.names(in: "/proc/\(id)/fd", limit: 65_536) ?? [] {
        guard let link = SymbolicLink.target(of: "/proc/\(id)/fd/\(descriptor)"),
          link.hasPrefix("socket:["),
          let inode = UInt64(link.dropFirst(8).dropLast()), inodes.contains(inode)
        else { continue }
        owners[inode] = min(owners[inode] ?? id, id)
      }
    }
    return owners
  }

  /// A file of `/proc`, at most 4 MiB; such files do not say their size.
  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 4 << 20 {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return bytes
  }
}

/// The fields of `/proc/PID/stat` that matter; the command in brackets may hold anything.
struct ProcessStatus {
  let parent: Int
  let startTicks: Int64

  init?(_ text: String) {
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, let parent = Int(fields[1]), let ticks = Int64(fields[19]) else {
      return nil
    }
    self.parent = parent
    startTicks = ticks
  }
}

/// Listening sockets in the text of `/proc/net/tcp` and `tcp6`.
enum SocketTable {
  struct Row: Equatable {
    let address: String
    let port: Int
    let inode: UInt64
  }

  static func listening(_ text: String) -> [Row] {
    text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count > 9, fields[3] == "0A", let inode = UInt64(fields[9]) else { return nil }
      let local = fields[1].split(separator: ":")
      guard local.count == 2, let port = Int(local[1], radix: 16),
        let address = address(String(local[0]))
      else { return nil }
      return Row(address: address, port: port, inode: inode)
    }
  }

  /// Words of four bytes, each in this machine's byte order.
  private static func address(_ hex: String) -> String? {
    guard hex.count == 8 || hex.count == 32 else { return nil }
    let digits = Array(hex)
    var bytes: [UInt8] = []
    for word in stride(from: 0, to: digits.count, by: 8) {
      for byte in stride(from: word + 6, through: word, by: -2) {
        guard let value = UInt8(String(digits[byte...byte + 1]), radix: 16) else { return nil }
        bytes.append(value)
      }
    }
    var text = [UInt8](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    let isWritten = text.withUnsafeMutableBytes { buffer in
      inet_ntop(
        family, bytes, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        socklen_t(buffer.count)) != nil
    }
    return isWritten ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : nil
  }
}
