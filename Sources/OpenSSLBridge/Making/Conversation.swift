import PadlockNetwork

/// One connection of a ``TLSServer``, closed when nobody refers to it any more.
final class Conversation: Sendable {
  private let socket: StreamSocket
  private let mode: TLSServer.Mode
  private let deadline: Deadline

  /// Takes over the connection, which has ten seconds from now.
  init(_ socket: consuming StreamSocket, mode: TLSServer.Mode, flag: CancellationFlag) {
    self.socket = socket
    self.mode = mode
    deadline = Deadline(after: .seconds(10), cancelledBy: flag)
  }

  /// Reads one request, answers it and waits for the client to close.
  func run() {
    guard case .bytes(let first) = socket.receive(upTo: 1 << 14, before: deadline) else { return }
    switch mode {
    case .closed: return
    case .plain:
      // 22 is a TLS handshake record (RFC 8446 section 5.1), and no method begins so.
      let head = first.first == 22 ? first : requestHead(after: first) { next() }
      end(with: AgentAnswer.answer(to: head))
    case .tls(let identity):
      let isRequest = first.first.map { (0x41...0x5A).contains($0) } ?? false
      if isRequest { end(with: AgentAnswer.tlsRequired) } else { secure(identity, after: first) }
    }
  }

  private func secure(_ identity: TLSServer.Identity, after first: [UInt8]) {
    do throws(TLSFailure) {
      let context = try ServerContext(identity)
      let tls = try ServerConnection(context)
      guard tls.feed(first) else { return }
      if tls.accept(over: socket, before: deadline) {
        let head = requestHead(after: []) { tls.read(over: socket, before: deadline) }
        if !head.isEmpty {
          tls.finish(with: AgentAnswer.answer(to: head), over: socket, before: deadline)
        }
      }
      drain()
    } catch {
      // The identity was tried when it was set: only memory can be missing here.
      return
    }
  }

  /// Reads until the empty line, the bound or the end.
  private func requestHead(after first: [UInt8], next: () -> [UInt8]) -> [UInt8] {
    var head = first
    while head.count < AgentAnswer.headBound, !AgentAnswer.isComplete(head) {
      let more = next()
      if more.isEmpty { break }
      head += more
    }
    return head
  }

  private func next() -> [UInt8] {
    guard case .bytes(let bytes) = socket.receive(upTo: 4096, before: deadline) else { return [] }
    return bytes
  }

  private func end(with answer: [UInt8]) {
    guard socket.send(answer, before: deadline) == nil else { return }
    drain()
  }

  /// Waits, half a second and 64 KiB at most, for the client to close.
  ///
  /// Closing with unread bytes would reset the connection and could take the answer with it.
  private func drain() {
    socket.finishSending()
    let limit = deadline.within(.milliseconds(500))
    for _ in 0..<16 {
      guard case .bytes = socket.receive(upTo: 4096, before: limit) else { return }
    }
  }
}
