import PadlockNetwork
import TestSupport

extension LoopbackListener {
  /// Where it listens.
  var address: SocketAddress {
    get throws { try loopback(port, host: host) }
  }
}

/// An address on this machine.
func loopback(_ port: UInt16, host: String = "127.0.0.1") throws -> SocketAddress {
  guard let address = SocketAddress(literal: host, port: port) else { throw NoAddress() }
  return address
}

private struct NoAddress: Error {}

/// A run that lasts longer than any test.
func longRun(_ flag: CancellationFlag = CancellationFlag()) -> Deadline {
  Deadline(after: .seconds(60), cancelledBy: flag)
}
