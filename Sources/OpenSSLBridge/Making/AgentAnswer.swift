/// What an agent with an embedded Tomcat answers, as bytes.
///
/// The texts are those of Tomcat 9 and 10 (`SecureNioChannel`, `ErrorReportValve`) and of Spring
/// Boot's health endpoint. Pure: equal requests give equal answers.
enum AgentAnswer {
  /// The most of a request's head that is read: 16 KiB.
  static let headBound = 16 << 10

  /// Whether the empty line that ends a head came; lines may end in LF alone.
  static func isComplete(_ head: [UInt8]) -> Bool {
    var lineIsEmpty = false
    for byte in head {
      if byte == 0x0A {
        if lineIsEmpty { return true }
        lineIsEmpty = true
      } else if byte != 0x0D {
        lineIsEmpty = false
      }
    }
    return false
  }

  /// The answer to a request's head, as far as it came.
  static func answer(to head: [UInt8]) -> [UInt8] {
    let line = head.prefix { $0 != 0x0D && $0 != 0x0A }
    let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8) else { return badRequest }
    let method = String(decoding: words[0], as: UTF8.self)
    let path = String(decoding: words[1].prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    let isHead = method == "HEAD"
    switch (method, path) {
    case ("GET", "/actuator/health"), ("HEAD", "/actuator/health"):
      return response("200", "application/json", "{\"status\":\"UP\"}", isHead: isHead)
    default:
      return response(
        "404", "application/json", "{\"status\":404,\"error\":\"Not Found\"}", isHead: isHead)
    }
  }

  /// What Tomcat answers to a request in the clear on its TLS port.
  static let tlsRequired = Array(
    """
    HTTP/1.1 400 \r
    Content-Type: text/plain;charset=UTF-8\r
    Connection: close\r
    \r
    Bad Request\r
    This combination of host and port requires TLS.\r

    """.utf8)

  /// What Tomcat answers to bytes that are no request, a TLS hello among them.
  static let badRequest = response(
    "400", "text/html;charset=utf-8",
    "<!doctype html><html lang=\"en\"><head><title>HTTP Status 400 – Bad Request</title></head>"
      + "<body><h1>HTTP Status 400 – Bad Request</h1></body></html>", isHead: false)

  private static func response(
    _ status: String, _ type: String, _ body: String, isHead: Bool
  ) -> [UInt8] {
    let head = """
      HTTP/1.1 \(status) \r
      Content-Type: \(type)\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r

      """
    return Array((isHead ? head : head + body).utf8)
  }
}
