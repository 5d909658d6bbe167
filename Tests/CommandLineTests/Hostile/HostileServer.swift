import Synchronization
import TestSupport
import Testing

/// A line of the table: a server that behaves badly, and what Padlock must make of it.
struct HostileServer: Sendable, CustomTestStringConvertible {
  /// What it does, in a few words.
  let how: String
  /// Everything that is concluded, each as `id severity certainty`, in the report's order.
  let concluded: [String]
  /// The outcome of the report.
  let outcome: String
  /// Words that the report must have: what was seen, or what could not be told.
  let says: String?
  /// Starts it.
  let make: @Sendable (HostileCertificates) throws -> any LoopbackPort

  /// A server with which something is wrong: its first diagnosis, and those beside it.
  init(
    _ first: String, _ how: String, also: [String] = [], says: String? = nil, _ steps: Step...
  ) {
    self.init(how, [first] + also, "problems", says) { try .scripted(steps, $0) }
  }

  /// A server of which too little can be told to say what is wrong.
  init(unknown how: String, says: String, _ steps: Step...) {
    self.init(how, [], "inconclusive", says) { try .scripted(steps, $0) }
  }

  /// A server that is odd, and whose TLS is sound.
  init(sound how: String, also: [String] = [], says: String? = nil, _ steps: Step...) {
    self.init(how, also, "healthy", says) { try .scripted(steps, $0) }
  }

  /// One of many of which the same is said.
  init(_ how: String, says: String, _ steps: [Step]) {
    self.init(how, [], "inconclusive", says) { try .scripted(steps, $0) }
  }

  init(
    _ how: String, _ concluded: [String], _ outcome: String, _ says: String?,
    make: @escaping @Sendable (HostileCertificates) throws -> any LoopbackPort
  ) {
    self.how = how
    self.concluded = concluded
    self.outcome = outcome
    self.says = says
    self.make = make
  }

  var testDescription: String { how }
}

/// What a client can connect to, as long as somebody holds it.
protocol LoopbackPort: Sendable {
  var port: UInt16 { get }
  /// How many connections were made, where that is known.
  var acceptedCount: Int { get }
}

extension LoopbackListener: LoopbackPort {}

extension FullBacklog: LoopbackPort {
  var acceptedCount: Int { 0 }
}

extension ShortLivedPort: LoopbackPort {
  var acceptedCount: Int { 0 }
}

/// A server that sends its clients to another, where nobody may come.
struct RedirectingPort: LoopbackPort {
  private let server: LoopbackListener
  private let other: LoopbackListener

  var port: UInt16 { server.port }
  var acceptedCount: Int { other.acceptedCount > 0 ? .max : server.acceptedCount }

  init(_ certificates: HostileCertificates) throws {
    let other = try LoopbackListener.silent()
    self.other = other
    let head = "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:\(other.port)/\r\n"
    server = try .scripted(
      [.secure, .hear, .say(head + "Content-Length: 0\r\n\r\n")], certificates)
  }
}

extension LoopbackPort where Self == LoopbackListener {
  /// Does some things with the first connections, and others with those that follow.
  static func changing(
    after count: Int, _ first: [Step], _ then: [Step], _ certificates: HostileCertificates
  ) throws -> LoopbackListener {
    let connections = Mutex(0)
    return try LoopbackListener { connection in
      let number = connections.withLock { number in
        number += 1
        return number
      }
      Step.perform(number > count ? then : first, on: connection, with: certificates)
    }
  }

  /// Does the same with each connection.
  static func scripted(
    _ steps: [Step], _ certificates: HostileCertificates
  ) throws -> LoopbackListener {
    try LoopbackListener { Step.perform(steps, on: $0, with: certificates) }
  }
}
