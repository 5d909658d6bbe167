public import PadlockModel
import PadlockNetwork

/// A small HTTP or HTTPS responder on an ephemeral port of 127.0.0.1, that answers like an agent.
///
/// `GET /actuator/health` gives `{"status":"UP"}`, anything else 404. Each connection has ten
/// seconds and one request; at most ``connectionBound`` are served at once, others wait in line.
public final class TLSServer: Sendable {
  /// What a server shows to its clients.
  public struct Identity: Equatable, Sendable {
    /// The chain as it is sent, in DER, the server's own certificate first.
    public let chain: [[UInt8]]
    /// The key in PKCS8's unencrypted form, in DER.
    public let privateKey: Secret

    /// An identity; whether key and chain fit is seen when it is served.
    public init(chain: [[UInt8]], privateKey: Secret) {
      self.chain = chain
      self.privateKey = privateKey
    }
  }

  /// How the port behaves.
  public enum Mode: Equatable, Sendable {
    /// Connections are refused, although the port is kept.
    case closed
    /// HTTP in the clear.
    case plain
    /// HTTPS.
    case tls(Identity)
  }

  /// Why a server cannot start or change.
  public enum Failure: Error, Equatable, Sendable {
    /// A call of the system failed.
    case system(call: String, errno: Int32)
    /// OpenSSL does not take the identity.
    case identity(TLSFailure)
    /// A port that was opened cannot be closed again without losing it.
    case cannotClose
    /// The server was stopped.
    case stopped
  }

  /// The most connections that are served at once.
  public static let connectionBound = 32

  /// The port that the system chose.
  public let port: UInt16
  private let state: ServerState

  /// Takes a port and behaves as `mode` says.
  ///
  /// - Throws: ``Failure``.
  public init(_ mode: Mode) throws(Failure) {
    NetworkLibraries.prepare()
    do {
      let socket = try LoopbackSocket()
      port = socket.port
      state = ServerState(socket)
    } catch {
      throw .system(call: error.call, errno: error.errno)
    }
    try serve(mode)
  }

  deinit { stop() }

  /// Behaves so from the next connection on.
  ///
  /// - Throws: ``Failure``; the server then goes on as it was.
  public func serve(_ mode: Mode) throws(Failure) {
    if case .tls(let identity) = mode {
      do {
        _ = try ServerContext(identity)
      } catch {
        throw .identity(error)
      }
    }
    try state.change(to: mode)
  }

  /// Ends every connection and gives the port back; waits until both are done, at most two seconds.
  public func stop() {
    state.stop()
  }
}
