import Testing

/// A line of the matrix: a fault, or an odd but healthy system, and what Padlock must make of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  /// The software of others that the fault is made with.
  enum Peer: String, CaseIterable, Sendable {
    case nginx
    case tomcat = "Tomcat"
    case httpsServer = "JSSE HttpsServer"
    case openssl = "openssl s_server"
    case python = "Python"
    case keytool
    case linux = "Linux"
  }

  /// What Padlock has to go by.
  enum View: String, Sendable {
    /// The port, the files and the processes of a machine.
    case live
    /// Files alone.
    case files
  }

  /// How the fault is made, in a few words.
  let how: String
  /// The id that must come first; nil where nothing is wrong.
  let first: String?
  let peer: Peer
  let view: View
  let certainty: String
  /// Ids that must be concluded as well; what these and the first cause may be there besides.
  let also: [String]
  /// Who runs Padlock.
  private(set) var user = "root"
  /// Makes the fault and gives the options that Padlock is run with.
  let make: @Sendable (Machine) throws -> [String]

  /// A fault.
  init(
    _ first: String, _ peer: Peer, _ how: String, view: View = .live,
    certainty: String = "confirmed", also: [String] = [],
    make: @escaping @Sendable (Machine) throws -> [String]
  ) {
    self.init(how, first, peer, view, certainty, also, make)
  }

  /// A system that is odd and healthy; `also` names the warnings that are right.
  init(
    healthy how: String, _ peer: Peer, view: View = .live, also: [String] = [],
    make: @escaping @Sendable (Machine) throws -> [String]
  ) {
    self.init(how, nil, peer, view, "confirmed", also, make)
  }

  private init(
    _ how: String, _ first: String?, _ peer: Peer, _ view: View, _ certainty: String,
    _ also: [String], _ make: @escaping @Sendable (Machine) throws -> [String]
  ) {
    self.how = how
    self.first = first
    self.peer = peer
    self.view = view
    self.certainty = certainty
    self.also = also
    self.make = make
  }

  /// The ids that it proves to be reachable.
  var reached: [String] { (first.map { [$0] } ?? []) + also }

  /// The same case, with Padlock run by another user.
  func run(by user: String) -> FaultCase {
    var copy = self
    copy.user = user
    return copy
  }

  var testDescription: String { "\(first ?? "healthy"): \(how)" }
}
