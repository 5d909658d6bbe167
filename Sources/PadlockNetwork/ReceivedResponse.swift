import Synchronization

/// What libcurl's callbacks leave behind while a transfer runs.
final class ReceivedResponse: Sendable {
  private struct Parts {
    var head: [UInt8] = []
    var body: [UInt8] = []
    var isTruncated = false
    var hasWholeHead = false
  }

  private let parts = Mutex(Parts())
  private let bodyBound: Int

  init(bodyBound: Int) {
    self.bodyBound = bodyBound
  }

  var isTruncated: Bool { parts.withLock { $0.isTruncated } }

  /// Whether the empty line after the headers came.
  var hasWholeHead: Bool { parts.withLock { $0.hasWholeHead } }

  /// Takes header bytes; false means that the bound is passed.
  func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
    parts.withLock { parts in
      // A new status line (after "100 Continue") starts the headers anew.
      if unsafe bytes.starts(with: "HTTP/".utf8) {
        parts.head.removeAll()
        parts.hasWholeHead = false
      }
      if unsafe bytes.first == 0x0D || bytes.first == 0x0A { parts.hasWholeHead = true }
      let room = HTTPExchange.headerBound - parts.head.count
      unsafe parts.head.append(contentsOf: bytes.prefix(room))
      if bytes.count > room { parts.isTruncated = true }
      return bytes.count <= room
    }
  }

  /// Takes bytes of the body; false means that the bound is passed.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    parts.withLock { parts in
      let room = bodyBound - parts.body.count
      unsafe parts.body.append(contentsOf: bytes.prefix(room))
      if bytes.count > room { parts.isTruncated = true }
      return bytes.count <= room
    }
  }

  /// The response as far as it came.
  func response(status: Int, isWhole: Bool, elapsed: Duration) -> HTTPResponse {
    parts.withLock { parts in
      HTTPResponse(
        status: status, head: parts.head, body: parts.body, isTruncated: !isWhole,
        elapsed: elapsed)
    }
  }
}
