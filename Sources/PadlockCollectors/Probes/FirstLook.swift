public import PadlockNetwork

/// How looking a host up and connecting to it went before its run began.
///
/// A run over many hosts connects to all of them first, and looks on only where one answers.
public struct FirstLook: Sendable {
  /// What looking up each name gave.
  public var resolutions: [HostName: ResolutionOutcome] = [:]
  /// How the attempt to connect to each address went.
  public var attempts: [SocketAddress: TCPAttempt] = [:]

  public init() {}
}
