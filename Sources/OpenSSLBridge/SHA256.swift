/// Returns the SHA-256 of `bytes` in lower-case hexadecimal digits; empty where OpenSSL cannot work.
public func sha256Hexadecimal(of bytes: [UInt8]) -> String {
  hexadecimal(Digest.sha256(bytes) ?? [])
}
