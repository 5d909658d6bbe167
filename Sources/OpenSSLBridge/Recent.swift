import Synchronization

/// What was made of bytes lately, so that the same certificate is not parsed again and again.
///
/// A chain is looked at by several collectors, and many hosts share their issuers; OpenSSL 3 takes
/// half a millisecond to parse a certificate. Forgets everything when it is full, and what is larger
/// than certificates are at once.
final class Recent<Value: Sendable>: Sendable {
  private let bound: Int
  private let longest = 16 << 10
  private let values = Mutex<[[UInt8]: Value]>([:])

  /// Keeps at most `bound` values.
  init(bound: Int) {
    self.bound = bound
  }

  subscript(bytes: [UInt8]) -> Value? { values.withLock { $0[bytes] } }

  func keep(_ value: Value, for bytes: [UInt8]) {
    guard bytes.count <= longest else { return }
    values.withLock { values in
      if values.count >= bound { values.removeAll(keepingCapacity: true) }
      values[bytes] = value
    }
  }
}
