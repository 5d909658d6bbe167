extension HostileServer {
  /// The parts of the table, in the order of a connection's life.
  static let parts: [(title: String, servers: [HostileServer])] = [
    ("Connecting", connecting),
    ("Other protocols", otherProtocols),
    ("Plain HTTP", plainHTTP),
    ("A handshake that stops", stopping),
    ("A handshake that is refused", refusing),
    ("A handshake that makes no sense", senseless),
    ("An odd handshake that is sound", odd),
    ("Behind a sound handshake", answering),
  ]

  static let all = parts.flatMap(\.servers)

  /// The section of `docs/reliability.md`.
  static var table: String {
    """
    ## \(all.count) hostile servers

    Every line is a server on loopback that misbehaves like that, and a run of the real program
    against it, ten at the same time. With `--timeout \(HostileRun.timeout)` each run probes for at
    most \(HostileRun.probing) seconds, has at most \(HostileRun.connectionBound) connections accepted,
    holds at most \(HostileRun.memoryBound >> 20) MiB of memory, and prints
    nothing that would act on a terminal, neither as JSON nor as text. What is concluded is all that is concluded. Where that is
    nothing and the outcome `inconclusive`, the report says what could not be told and how to find
    out. The servers are in `Tests/CommandLineTests/Hostile`;
    `swift test --filter HostileServerTests` runs them.

    \(parts.map(section).joined(separator: "\n\n"))

    """
  }

  private static func section(_ part: (title: String, servers: [HostileServer])) -> String {
    """
    ### \(part.title)

    | the server | outcome | concluded | and says |
    |---|---|---|---|
    \(part.servers.map(\.row).joined(separator: "\n"))
    """
  }

  private var row: String {
    let ids = concluded.map { line in
      let words = line.split(separator: " ")
      return "`\(words.first ?? "")` \(words.dropFirst().joined(separator: ", "))"
    }
    return "| \(how) | \(outcome) | \(ids.joined(separator: "; ")) | \(says ?? "") |"
  }
}
