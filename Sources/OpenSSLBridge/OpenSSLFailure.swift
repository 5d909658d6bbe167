import COpenSSL

/// What OpenSSL put into its error queue during one failing call.
public struct OpenSSLFailure: Error, Equatable, Hashable, Sendable {
  /// One entry of the queue.
  public struct Item: Equatable, Hashable, Sendable {
    /// The part of OpenSSL, as in `SSL routines`.
    public let library: String
    /// The reason in OpenSSL's words, as in `wrong version number`.
    public let reason: String
    /// What the place that failed added; often empty.
    public let text: String
    /// The packed `ERR_…` code.
    public let code: UInt
  }

  /// The call that failed, as in `d2i_X509`.
  public let call: String
  /// The queue, oldest first; empty when the call gave no reason.
  public let items: [Item]

  /// Empties this thread's error queue into a value.
  ///
  /// Call it on the thread of the failing call, at once.
  public static func drainingQueue(during call: String) -> OpenSSLFailure {
    var items: [Item] = []
    while true {
      var data: UnsafePointer<CChar>?
      var flags: Int32 = 0
      let code = unsafe ERR_get_error_all(nil, nil, nil, &data, &flags)
      guard code != 0 else { break }
      let library = unsafe ERR_lib_error_string(code)
      let reason = unsafe ERR_reason_error_string(code)
      items.append(
        Item(
          library: unsafe library.map { unsafe String(cString: $0) } ?? "",
          reason: unsafe reason.map { unsafe String(cString: $0) } ?? "",
          text: unsafe data.map { unsafe String(cString: $0) } ?? "", code: UInt(code)))
    }
    return OpenSSLFailure(call: call, items: items)
  }

  /// Whether an algorithm was not to be had, rather than the data wrong.
  public var isUnsupported: Bool {
    items.contains { $0.reason.hasPrefix("unsupported") || $0.reason.hasPrefix("unknown") }
  }
}

extension OpenSSLFailure: CustomStringConvertible {
  public var description: String {
    let reasons = items.map { item in
      item.text.isEmpty ? item.reason : "\(item.reason) (\(item.text))"
    }
    return reasons.isEmpty ? call : "\(call): \(reasons.joined(separator: ", "))"
  }
}
