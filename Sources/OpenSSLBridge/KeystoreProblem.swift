public import PadlockReaders

/// Why a file, or a key in it, cannot be read or opened.
public enum KeystoreProblem: Equatable, Hashable, Sendable {
  /// Nothing is in the file.
  case empty
  /// The file ends before its structure does.
  case truncated(KeystoreReadFailure)
  /// The structure breaks at an offset.
  case malformed(KeystoreReadFailure)
  /// The file is beyond ``KeystoreBounds/bytes``.
  case tooLarge(Int)
  /// The password is not the store's, or the store was changed after it was written.
  case wrongPassword
  /// The named part asks for more rounds of derivation than ``KeystoreBounds/iterations``.
  case tooManyIterations(part: String, Int)
  /// An algorithm that OpenSSL does not have.
  case unsupported(String)
  /// The certificate of an entry is not one, in OpenSSL's words.
  case unreadableCertificate(entry: String, String)
  /// A PEM block that cannot be read, by label and line.
  case unreadableBlock(label: String, line: Int)
  /// The file is recognised, and Padlock cannot read it.
  case recognisedOnly(String)
  /// The file is well-formed, and holds neither a key nor a certificate, but this.
  case holdsOnly(String)
  /// The work was stopped.
  case stopped
}

extension KeystoreProblem: CustomStringConvertible {
  /// One sentence that says what the file is or lacks.
  public var description: String {
    switch self {
    case .empty: "The file is empty."
    case .truncated(let failure): "The file is cut off: \(failure)."
    case .malformed(let failure): "The file is damaged: \(failure)."
    case .tooLarge(let bytes):
      "The file has \(bytes) bytes; Padlock reads keystores of up to \(KeystoreBounds.bytes)."
    case .wrongPassword:
      "The password is not this store's, or the store was changed after it was written."
    case .tooManyIterations(let part, let count):
      "\(part) asks for \(count) iterations; Java and Padlock accept 1 to "
        + "\(KeystoreBounds.iterations)."
    case .unsupported(let reason): "OpenSSL cannot decrypt it: \(reason)."
    case .unreadableCertificate(let entry, let reason):
      "The certificate of \"\(entry)\" cannot be read: \(reason)."
    case .unreadableBlock(let label, let line):
      "The PEM block \"\(label)\" at line \(line) is cut off or is not base64 of what it says."
    case .recognisedOnly(let what): "The file is \(what), which Padlock does not read."
    case .holdsOnly(let what):
      "The file holds \(what), and neither a private key nor a certificate."
    case .stopped: "It was stopped before it was done."
    }
  }
}
