import Glibc

extension HTTPResponse {
  /// The response that a plain exchange brought; nil for bytes that begin with no status line.
  ///
  /// The body is as it came, so chunks keep their lengths (RFC 9112 §7.1).
  public init?(_ outcome: PlainOutcome) {
    guard case .answered(.http(_, let status?)) = outcome.ending else { return nil }
    let bytes = outcome.bytes
    let head = bytes.prefix(HTTPExchange.headerBound)
    let end = Self.endOfHead(head)
    self.init(
      status: status, head: Array(head[..<end]), body: Array(bytes[end...]), isTruncated: false,
      elapsed: outcome.elapsed)
  }

  /// The response with these header lines, the status line first.
  init(status: Int, head: [UInt8], body: [UInt8], isTruncated: Bool, elapsed: Duration) {
    var lines = head.split(separator: 0x0A).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    let statusLine = lines.isEmpty ? "" : PeerSpeech.visible(lines.removeFirst())
    let headers = lines.compactMap { line -> HTTPHeader? in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == 0x20 || $0 == 0x09 }
      return HTTPHeader(
        name: PeerSpeech.visible(line[..<colon]), value: PeerSpeech.visible(value, limit: 4096))
    }
    self.init(
      status: status, statusLine: statusLine, headers: headers, body: body,
      isTruncated: isTruncated, elapsed: elapsed, received: Int64(time(nil)))
  }

  /// Where the empty line after the headers ends, or everything does.
  private static func endOfHead(_ bytes: ArraySlice<UInt8>) -> Int {
    var wasLineEnd = false
    for index in bytes.indices where bytes[index] != 0x0D {
      if bytes[index] == 0x0A, wasLineEnd { return index + 1 }
      wasLineEnd = bytes[index] == 0x0A
    }
    return bytes.endIndex
  }
}
