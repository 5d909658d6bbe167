import CNetworkShims

/// One transfer of libcurl: its `CURL` and `CURLM` with what belongs to them, freed when its value's
/// life ends.
///
/// A `CURLM` drives it, because `curl_easy_perform` may look at nothing else for a second.
@safe struct CurlTransfer: ~Copyable {
  private let raw: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let errorBuffer: UnsafeMutablePointer<CChar>
  private let lists: ListOwner

  /// Nil when libcurl cannot allocate; `NetworkLibraries.hasCurl` must be true.
  init?() {
    guard let raw = unsafe shim_curl_easy_init() else { return nil }
    guard let multi = unsafe shim_curl_multi_init() else {
      unsafe shim_curl_easy_cleanup(raw)
      return nil
    }
    unsafe self.raw = raw
    unsafe self.multi = multi
    unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    lists = ListOwner()
    unsafe _ = shim_curl_easy_setopt_pointer(raw, CURLOPT_ERRORBUFFER, errorBuffer)
    // Else OpenSSL reads on, without looking at any deadline, as long as a server sends tickets or
    // keys and no data. A libcurl with another library refuses, and has no such loop.
    unsafe _ = shim_curl_easy_setopt_ssl_ctx(raw) { _, context, _ in
      unsafe _ = shim_SSL_CTX_clear_mode(context, shim_SSL_MODE_AUTO_RETRY())
      return CURLE_OK
    }
  }

  deinit {
    unsafe shim_curl_multi_remove_handle(multi, raw)
    unsafe shim_curl_easy_cleanup(raw)
    unsafe shim_curl_multi_cleanup(multi)
    unsafe errorBuffer.deallocate()
  }

  /// Sets an option that takes a text; libcurl copies it.
  borrowing func set(_ option: CURLoption, to value: String) -> CURLcode {
    unsafe shim_curl_easy_setopt_string(raw, option, value)
  }

  /// Sets an option that takes a number.
  borrowing func set(_ option: CURLoption, to value: Int) -> CURLcode {
    unsafe shim_curl_easy_setopt_long(raw, option, value)
  }

  /// Sets an option that takes bytes; libcurl copies them.
  borrowing func set(_ option: CURLoption, to bytes: [UInt8]) -> CURLcode {
    var bytes = bytes
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      var blob = unsafe curl_blob(
        data: buffer.baseAddress, len: buffer.count, flags: UInt32(CURL_BLOB_COPY))
      return unsafe shim_curl_easy_setopt_blob(raw, option, &blob)
    }
  }

  /// Sets an option that takes a list, which lives as long as the handle.
  borrowing func set(_ option: CURLoption, toList values: [String]) -> CURLcode {
    guard let list = unsafe lists.list(of: values) else { return CURLE_OUT_OF_MEMORY }
    return unsafe shim_curl_easy_setopt_slist(raw, option, list)
  }

  /// Makes it a POST with this body, which libcurl copies.
  borrowing func send(_ body: [UInt8], type: String) -> CURLcode {
    var code = set(CURLOPT_POSTFIELDSIZE, to: body.count)
    guard code == CURLE_OK else { return code }
    var body = body
    code = unsafe body.withUnsafeMutableBytes { bytes in
      unsafe shim_curl_easy_setopt_pointer(raw, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
    }
    guard code == CURLE_OK else { return code }
    return set(CURLOPT_HTTPHEADER, toList: ["Content-Type: \(type)"])
  }

  /// Runs the transfer until it ends or `deadline` does; what arrives goes into `received`.
  ///
  /// The deadline's end is `CURLE_OPERATION_TIMEDOUT`, whatever the reason.
  borrowing func perform(into received: ReceivedResponse, before deadline: Deadline) -> CURLcode {
    withExtendedLifetime(received) {
      let context = unsafe Unmanaged.passUnretained(received).toOpaque()
      unsafe _ = shim_curl_easy_setopt_write(raw, CURLOPT_HEADERFUNCTION) {
        bytes, size, count, context in
        unsafe take(bytes, size, count, context) { unsafe $0.takeHead($1) }
      }
      unsafe _ = shim_curl_easy_setopt_write(raw, CURLOPT_WRITEFUNCTION) {
        bytes, size, count, context in
        unsafe take(bytes, size, count, context) { unsafe $0.takeBody($1) }
      }
      for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA] {
        unsafe _ = shim_curl_easy_setopt_pointer(raw, option, context)
      }
      guard unsafe shim_curl_multi_add_handle(multi, raw) == CURLM_OK else {
        return CURLE_FAILED_INIT
      }
      defer { unsafe shim_curl_multi_remove_handle(multi, raw) }
      return run(before: deadline)
    }
  }

  private borrowing func run(before deadline: Deadline) -> CURLcode {
    var running: Int32 = 1
    while deadline.interruption == nil {
      guard unsafe shim_curl_multi_perform(multi, &running) == CURLM_OK else {
        return CURLE_FAILED_INIT
      }
      if running == 0 { return result() }
      let slice = deadline.sliceMilliseconds
      guard unsafe shim_curl_multi_poll(multi, slice) == CURLM_OK else {
        return CURLE_FAILED_INIT
      }
    }
    return CURLE_OPERATION_TIMEDOUT
  }

  private borrowing func result() -> CURLcode {
    var left: Int32 = 0
    while let message = unsafe shim_curl_multi_info_read(multi, &left) {
      if unsafe message.pointee.msg == CURLMSG_DONE { return unsafe message.pointee.data.result }
    }
    return CURLE_FAILED_INIT
  }

  /// The status of the last response, if there was one.
  borrowing func responseStatus() -> Int? {
    var status = 0
    unsafe _ = shim_curl_easy_getinfo_long(raw, CURLINFO_RESPONSE_CODE, &status)
    return status > 0 ? status : nil
  }

  /// The system's error number of the last failure to connect.
  borrowing func osErrno() -> Int {
    var code = 0
    unsafe _ = shim_curl_easy_getinfo_long(raw, CURLINFO_OS_ERRNO, &code)
    return code
  }

  /// What libcurl wrote about the last failure.
  borrowing func errorDetail() -> String {
    unsafe String(cString: errorBuffer)
  }
}

/// Passes a chunk from libcurl to `body`; fewer bytes than given tell libcurl to give up.
private func take(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?,
  _ body: (ReceivedResponse, UnsafeRawBufferPointer) -> Bool
) -> Int {
  let (length, overflows) = size.multipliedReportingOverflow(by: count)
  guard !overflows, let context = unsafe context, let bytes = unsafe bytes else { return 0 }
  let received = unsafe Unmanaged<ReceivedResponse>.fromOpaque(context).takeUnretainedValue()
  let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: length)
  return unsafe body(received, chunk) ? length : 0
}

/// Every `curl_slist` of a transfer, freed with their owner.
@safe private final class ListOwner {
  private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []

  deinit { while let list = unsafe lists.popLast() { unsafe shim_curl_slist_free_all(list) } }

  /// A list of these values; nil when libcurl cannot allocate, or there are none.
  func list(of values: [String]) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for value in values {
      guard let longer = unsafe shim_curl_slist_append(list, value) else {
        unsafe shim_curl_slist_free_all(list)
        return nil
      }
      unsafe list = longer
    }
    if let list = unsafe list { unsafe lists.append(list) }
    return unsafe list
  }
}
