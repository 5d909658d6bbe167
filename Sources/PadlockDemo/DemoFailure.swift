public import OpenSSLBridge

/// Why the demo's agent cannot be made.
public enum DemoFailure: Error, Equatable, Sendable {
  /// A file or folder cannot be written, in the system's words.
  case file(path: String, reason: String)
  /// A key or certificate cannot be made.
  case certificate(OpenSSLFailure)
  /// The keystore cannot be made.
  case keystore(JavaKeyStoreWriter.Failure)
  /// The port cannot be served.
  case listener(TLSServer.Failure)
}

extension DemoFailure: CustomStringConvertible {
  /// One sentence that says what could not be made.
  public var description: String {
    switch self {
    case .file(let path, let reason): "The demo's file \(path) cannot be written: \(reason)."
    case .certificate(let failure): "The demo's certificate cannot be made: \(failure)."
    case .keystore(.aliasTooLong): "The demo's keystore cannot be made: its alias is too long."
    case .keystore(.noDigest): "The demo's keystore cannot be made: OpenSSL has no SHA-1."
    case .listener(.system(let call, let errno)):
      "The demo's port cannot be opened: \(call) failed with error \(errno)."
    case .listener(.identity(let failure)):
      "The demo's certificate cannot be served: \(failure.description)."
    case .listener(.cannotClose), .listener(.stopped): "The demo was stopped."
    }
  }
}
