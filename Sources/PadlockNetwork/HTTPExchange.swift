import CNetworkShims

/// A request by libcurl that follows nothing, uses no proxy and judges no certificate.
public enum HTTPExchange {
  /// The most that is kept of the headers: 64 KiB.
  static let headerBound = 1 << 16

  /// Sends `request` and waits for the response.
  public static func perform(
    _ request: HTTPRequest, timeout: Duration, before run: Deadline
  ) async -> HTTPOutcome {
    let result = await attempt(to: request.address.text, timeout: timeout, before: run) {
      deadline in exchange(request, before: deadline)
    }
    return switch result {
    case .success(let outcome): outcome
    case .failure(let stop): .stopped(stop.reason)
    }
  }

  /// The same on this thread.
  package static func exchange(_ request: HTTPRequest, before deadline: Deadline) -> HTTPOutcome {
    let start = ContinuousClock.now
    guard NetworkLibraries.hasCurl else { return .failed(noLibrary) }
    guard let transfer = CurlTransfer() else {
      return .failed(failure(CURLE_FAILED_INIT, elapsed: start.duration(to: .now)))
    }
    let received = ReceivedResponse(bodyBound: request.bodyBound)
    let setup = configure(transfer, for: request)
    let code = setup == CURLE_OK ? transfer.perform(into: received, before: deadline) : setup
    let elapsed = start.duration(to: .now)
    let status = transfer.responseStatus()
    if case .stopped(let reason) = deadline.interruption, code == CURLE_OPERATION_TIMEDOUT {
      return .stopped(reason)
    }
    // Who has sent a status and all headers has answered, whatever became of the page.
    if let status,
      code == CURLE_OK || received.isTruncated || status >= 200 && received.hasWholeHead
    {
      return .responded(
        received.response(status: status, isWhole: code == CURLE_OK, elapsed: elapsed))
    }
    let failed = failure(
      code, detail: transfer.errorDetail(), osErrno: transfer.osErrno(), status: status,
      elapsed: elapsed)
    return code == CURLE_OPERATION_TIMEDOUT ? .timedOut(failed) : .failed(failed)
  }

  /// Where libcurl cannot be opened.
  private static let noLibrary = HTTPFailure(
    code: Int(CURLE_FAILED_INIT.rawValue), meaning: "libcurl (libcurl.so.4) is not on this machine",
    detail: "", osErrno: 0, status: nil, isHTTP09: false, elapsed: .zero)

  private static func failure(
    _ code: CURLcode, detail: String = "", osErrno: Int = 0, status: Int? = nil, elapsed: Duration
  ) -> HTTPFailure {
    let meaning = unsafe shim_curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? ""
    return HTTPFailure(
      code: Int(code.rawValue), meaning: meaning, detail: detail, osErrno: osErrno, status: status,
      isHTTP09: code == CURLE_UNSUPPORTED_PROTOCOL && detail.contains("HTTP/0.9"),
      elapsed: elapsed)
  }

  private static func configure(
    _ transfer: borrowing CurlTransfer, for request: HTTPRequest
  ) -> CURLcode {
    let texts: [(CURLoption, String)] = [
      (CURLOPT_URL, request.url),
      (CURLOPT_PROXY, ""),
      (CURLOPT_NOPROXY, "*"),
      (CURLOPT_PROTOCOLS_STR, "http,https"),
      (CURLOPT_USERAGENT, "padlock"),
      (CURLOPT_SSL_CIPHER_LIST, "ALL:!aNULL:!eNULL:@SECLEVEL=0"),
    ]
    let numbers: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1),
      (CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue)),
      (CURLOPT_FOLLOWLOCATION, 0),
      (CURLOPT_HTTP09_ALLOWED, 0),
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
      (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_0)),
      (CURLOPT_SSL_VERIFYPEER, 0),
      (CURLOPT_SSL_VERIFYHOST, 0),
      (CURLOPT_FORBID_REUSE, 1),
      (CURLOPT_FRESH_CONNECT, 1),
    ]
    for (option, value) in texts {
      let code = transfer.set(option, to: value)
      guard code == CURLE_OK else { return code }
    }
    for (option, value) in numbers {
      let code = transfer.set(option, to: value)
      guard code == CURLE_OK else { return code }
    }
    if let identity = request.identity {
      // PEM is what libcurl takes both for without being told.
      for (option, bytes) in [
        (CURLOPT_SSLCERT_BLOB, identity.certificates), (CURLOPT_SSLKEY_BLOB, identity.key),
      ] {
        let code = transfer.set(option, to: bytes)
        guard code == CURLE_OK else { return code }
      }
    }
    if let body = request.body {
      let code = transfer.send(body.bytes, type: body.type)
      guard code == CURLE_OK else { return code }
    }
    let address = request.address
    let target = address.family == .ipv6 ? "[\(address.text)]" : address.text
    return transfer.set(CURLOPT_CONNECT_TO, toList: ["::\(target):\(address.port)"])
  }
}
