import OpenSSLBridge
import PadlockNetwork
import TestSupport

/// A loopback address.
func tlsLoopback(_ port: UInt16, host: String = "127.0.0.1") throws -> SocketAddress {
  guard let address = SocketAddress(literal: host, port: port) else { throw NoAddress() }
  return address
}

private struct NoAddress: Error {}

/// Shakes hands with a loopback port as `agent01.example`.
func shake(
  _ port: UInt16, host: String = "agent01.example", _ options: HandshakeOptions = .init(),
  timeout: Duration = .seconds(20), flag: CancellationFlag = CancellationFlag()
) async throws -> HandshakeOutcome {
  await Handshake.perform(
    with: HostName(host), at: try tlsLoopback(port), options: options, timeout: timeout,
    before: Deadline(after: .seconds(60), cancelledBy: flag))
}

/// A ServerHello of TLS 1.2 for ECDHE-RSA-AES128-GCM-SHA256, as one record.
let serverHello = HandmadeTLS.serverHello()
