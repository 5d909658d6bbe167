import COpenSSL

/// What OpenSSL said about a call of its TLS or certificate verification part that failed.
public struct TLSFailure: Error, Equatable, Sendable {
  /// One entry of the error queue.
  public struct Entry: Equatable, Sendable {
    /// The whole packed code, as in `error:0A00010B:…`.
    public let code: UInt
    /// The reason alone (`SSL_R_WRONG_VERSION_NUMBER` is 267); it has no meaning without the library.
    public let reason: Int
    /// The library that failed, `SSL routines`.
    public let library: String
    /// The reason in OpenSSL's words, `wrong version number`.
    public let text: String
  }

  /// The call that failed, or what was being done.
  public let call: String
  /// The queue, the deepest cause first; empty when OpenSSL gave no reason.
  public let entries: [Entry]

  /// The first entry's text in the form that OpenSSL's programs print.
  public var description: String {
    guard let first = entries.first else { return "\(call) failed without a reason" }
    let code = String(first.code, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 8 - code.count))
    return "error:\(padding)\(code):\(first.library)::\(first.text)"
  }

  /// OpenSSL's reason alone, or what was being done where it gave none.
  public var reason: String { entries.first?.text ?? call }

  /// Takes every entry (at most 32) off this thread's error queue.
  static func drainingQueue(during call: String) -> TLSFailure {
    var entries: [Entry] = []
    while entries.count < 32 {
      let code = ERR_get_error()
      guard code != 0 else { break }
      entries.append(
        Entry(
          code: code, reason: Int(ERR_GET_REASON(code)),
          library: unsafe text(ERR_lib_error_string(code)),
          text: unsafe text(ERR_reason_error_string(code))))
    }
    ERR_clear_error()
    return TLSFailure(call: call, entries: entries)
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "" }
    return unsafe String(cString: pointer)
  }
}
