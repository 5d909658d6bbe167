import COpenSSL
import Foundation
import Glibc

/// The certificates that somebody trusts, as values, and where they come from.
public struct TrustStore: Equatable, Sendable {
  /// Each anchor's DER, without duplicates, in the order in which they were read.
  public private(set) var certificates: [[UInt8]] = []
  /// The files and folders that were read.
  public private(set) var sources: [String] = []
  /// The files that were named but could not be read, or hold no certificate.
  public private(set) var unreadable: [String] = []

  private var known: Set<[UInt8]> = []

  /// The most that is read of one file: 16 MiB.
  private static let fileBound = 16 << 20
  /// The most files that are read of one folder.
  private static let folderBound = 4096
  /// The most anchors in a store.
  private static let anchorBound = 20_000

  /// The files that systems keep their bundle in, as Go's `crypto/x509/root_linux.go` lists them.
  public static let systemFiles = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
  ]
  /// The folders that are read where there is none of those files.
  public static let systemFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]

  /// A store with these anchors, in DER.
  public init(certificates: [[UInt8]] = []) {
    for der in certificates { insert(der) }
  }

  /// The store of the system below `root`, where "" is this machine.
  ///
  /// It is the first bundle there is, else what the folders hold. Blocks while it reads.
  public static func system(below root: String = "") -> TrustStore {
    var store = TrustStore()
    for path in systemFiles where store.certificates.isEmpty {
      store.read(file: root + path, isNamed: false)
    }
    guard store.certificates.isEmpty else { return store }
    for path in systemFolders { store.read(folder: root + path) }
    return store
  }

  /// The store with what is in `path`, a file of PEM or DER or a folder of such files.
  ///
  /// Blocks while it reads; what cannot be read is added to ``unreadable``.
  public func adding(path: String) -> TrustStore {
    var store = self
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue {
      store.read(folder: path)
    } else {
      store.read(file: path, isNamed: true)
    }
    return store
  }

  /// The store with more anchors, in DER.
  public func adding(certificates: [[UInt8]]) -> TrustStore {
    var store = self
    for der in certificates { store.insert(der) }
    return store
  }

  private mutating func insert(_ der: [UInt8]) {
    guard certificates.count < Self.anchorBound, known.insert(der).inserted else { return }
    certificates.append(der)
  }

  private mutating func read(folder: String) {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
      unreadable.append(folder)
      return
    }
    sources.append(folder)
    for name in names.sorted().prefix(Self.folderBound) {
      for der in Self.certificates(inFile: folder + "/" + name) ?? [] { insert(der) }
    }
  }

  private mutating func read(file: String, isNamed: Bool) {
    guard let found = Self.certificates(inFile: file), !found.isEmpty else {
      if isNamed { unreadable.append(file) }
      return
    }
    sources.append(file)
    for der in found { insert(der) }
  }

  /// The certificates in a regular file, or nil when it cannot be read.
  private static func certificates(inFile path: String) -> [[UInt8]]? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let handle = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: fileBound) else { return [] }
    return certificates(in: Array(data))
  }

  /// The certificates in PEM, whatever stands between them, or a single one in DER.
  ///
  /// Their outline is looked at alone; whether OpenSSL takes them shows when they are needed.
  public static func certificates(in bytes: [UInt8]) -> [[UInt8]] {
    if bytes.first == 0x30, let certificate = CertificateOutline(bytes) { return [certificate.der] }
    guard let length = Int32(exactly: bytes.count), length > 0 else { return [] }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let input = unsafe BIO_new_mem_buf(buffer.baseAddress, length) else { return [] }
      defer { unsafe BIO_free(input) }
      var found: [[UInt8]] = []
      while found.count < anchorBound, let block = unsafe nextBlock(input) {
        guard let certificate = CertificateOutline(block) else { continue }
        found.append(certificate.der)
      }
      return found
    }
  }

  /// The bytes of the next PEM block, empty when it is no certificate; nil at the end.
  private static func nextBlock(_ input: OpaquePointer) -> [UInt8]? {
    var name: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var data: UnsafeMutablePointer<UInt8>?
    var length = 0
    guard unsafe PEM_read_bio(input, &name, &header, &data, &length) == 1 else {
      ERR_clear_error()
      return nil
    }
    defer {
      unsafe CRYPTO_free(name, #file, #line)
      unsafe CRYPTO_free(header, #file, #line)
      unsafe CRYPTO_free(data, #file, #line)
    }
    let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]
    guard let name = unsafe name, let data = unsafe data,
      labels.contains(unsafe String(cString: name))
    else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: data, count: max(0, length)))
  }
}
