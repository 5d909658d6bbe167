/// A GET, or with a body a POST.
public struct HTTPRequest: Equatable, Sendable {
  /// Whether to speak TLS.
  public enum Scheme: String, Sendable {
    case http
    case https
  }

  public var scheme: Scheme
  /// Named in the URL, in the `Host` header and, unless it is an address, in the ClientHello.
  public var host: HostName
  public var port: UInt16
  /// The path with its query, beginning with `/`.
  public var path: String
  /// Where to connect: libcurl looks nothing up, because its lookups cannot be stopped.
  public var address: SocketAddress
  /// The most that is kept of the answer's body: at most 1 MiB.
  public var bodyBound: Int
  /// What is shown to a server that asks for a client certificate.
  public var identity: ClientIdentity?
  /// What is sent with a POST; nil for a GET.
  public var body: HTTPBody?

  /// A request for `path` of `host`, sent to `address`.
  public init(
    _ scheme: Scheme, host: HostName, port: UInt16, path: String = "/", address: SocketAddress,
    bodyBound: Int = 1 << 20, identity: ClientIdentity? = nil
  ) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = path
    self.address = address
    self.bodyBound = min(max(0, bodyBound), 1 << 20)
    self.identity = identity
  }

  /// The URL that libcurl is given; characters that may not stand in a URL are escaped.
  public var url: String {
    var escaped = ""
    for byte in (path.hasPrefix("/") ? path : "/" + path).utf8 {
      if (0x21...0x7E).contains(byte), !Self.escapedBytes.contains(byte) {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return "\(scheme.rawValue)://\(host.urlHost):\(port)\(escaped)"
  }

  private static let escapedBytes: Set<UInt8> = Set("\"<>\\^`{|}#".utf8)
}

/// What a POST sends.
public struct HTTPBody: Equatable, Sendable {
  /// The media type, such as `application/ocsp-request`.
  public let type: String
  public let bytes: [UInt8]

  public init(type: String, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}

/// One header line of a response.
public struct HTTPHeader: Equatable, Sendable {
  public let name: String
  public let value: String
}

/// A response, whatever its status.
public struct HTTPResponse: Equatable, Sendable {
  /// The three digits.
  public let status: Int
  /// The status line as it came, printable.
  public let statusLine: String
  /// The headers in their order, at most 64 KiB of them.
  public let headers: [HTTPHeader]
  /// The body up to the bound of the request.
  public let body: [UInt8]
  /// Whether more was to come: it went on beyond its bounds or the attempt's time, or was cut.
  public let isTruncated: Bool
  /// How long the exchange took.
  public let elapsed: Duration
  /// When it ended by this machine's clock, in seconds since 1970.
  public let received: Int64

  /// The value of the first header of that name, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Where a redirect points to; it is never followed.
  public var redirect: String? {
    (300..<400).contains(status) ? header("Location") : nil
  }
}

/// Why there is no response, in libcurl's terms.
public struct HTTPFailure: Equatable, Sendable {
  /// The `CURLcode`, as `curl` prints it in brackets.
  public let code: Int
  /// What the code means in general.
  public let meaning: String
  /// What libcurl says about this case; may be empty.
  public let detail: String
  /// The system's error number behind it, 0 when there is none.
  public let osErrno: Int
  /// The status that had come before it failed.
  public let status: Int?
  /// Whether the peer's answer had no status line, which libcurl takes for HTTP/0.9.
  public let isHTTP09: Bool
  /// How long it took.
  public let elapsed: Duration
}

/// How a request ended.
public enum HTTPOutcome: Equatable, Sendable {
  case responded(HTTPResponse)
  case failed(HTTPFailure)
  /// The attempt's time was up (`CURLE_OPERATION_TIMEDOUT`).
  case timedOut(HTTPFailure)
  case stopped(StopReason)
}
