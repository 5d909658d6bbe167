import PadlockModel

/// Who holds a port of this machine, and where it can be reached.
struct SocketFacts {
  private let sockets: [ListeningSocket]
  private let processes: [RunningProcess]
  private let own: OwnProcesses

  init(_ sockets: [ListeningSocket], _ processes: [RunningProcess], _ own: OwnProcesses) {
    self.sockets = sockets
    self.processes = processes
    self.own = own
  }

  func observations(_ listener: Subject, _ facts: FactSet) -> [Observation] {
    guard case .integer(let port) = facts["listener.port", listener.id].value else { return [] }
    let held = sockets.filter { $0.port == port }
    let addresses = Set(held.map(\.address)).sorted()
    let word =
      if held.isEmpty {
        "nowhere"
      } else if addresses.contains(where: { $0 == "0.0.0.0" || $0 == "::" }) {
        "everywhere"
      } else if addresses.allSatisfy({
        $0.hasPrefix("127.") || $0 == "::1" || $0.hasPrefix("::ffff:127.")
      }) {
        "loopback"
      } else {
        "elsewhere"
      }
    let bound = Evidence(
      .system, "port \(port)",
      excerpt: held.isEmpty
        ? "nothing listens on port \(port)" : "listening on \(addresses.joined(separator: ", "))")
    var observations: [Observation] = [
      .known("listener.bound", of: listener.id, .text(word), bound)
    ]
    // Of several sockets on one port, at several addresses, the product's own count.
    let owners = held.compactMap(\.process)
    guard let id = owners.filter(own.holds).min() ?? owners.min() else {
      let reason: UnknownReason =
        held.isEmpty ? .notApplicable : .failed("this user may not see whose socket it is")
      return observations + [
        .unknown("listener.process", of: listener.id, reason),
        .unknown("listener.held-by-service", of: listener.id, reason),
      ]
    }
    guard let holder = processes.first(where: { $0.id == id }) else {
      return observations
        + ["listener.process", "listener.held-by-service"].map {
          .unknown($0, of: listener.id, .failed("process \(id), which held the port, is gone"))
        }
    }
    let arguments = holder.arguments
    // Arguments may hold passwords: the program and the file it runs are enough to know it by.
    // Some write a whole line into the first of them.
    let title = arguments.first?.prefix { !$0.isWhitespace && $0 != "=" } ?? ""
    let name = TargetPath(String(title)).name.prefix(64)
    let program = name.isEmpty ? "process \(id)" : String(name)
    let evidence = Evidence(.system, "process \(id)", excerpt: "\(program) holds port \(port)")
    observations.append(
      .known("listener.process", of: listener.id, .text("\(program) (\(id))"), evidence))
    let isOwn = own.holds(id)
    observations.append(
      .known("listener.held-by-service", of: listener.id, .boolean(isOwn), evidence))
    return observations
  }
}
