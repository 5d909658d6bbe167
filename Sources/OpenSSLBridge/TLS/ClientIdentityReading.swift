import COpenSSL
public import PadlockModel
public import PadlockNetwork
import PadlockReaders

/// Why files are no identity of a client.
public enum ClientIdentityFailure: Error, Equatable, Sendable {
  /// The certificate's file holds none.
  case noCertificate
  /// No private key is in the file.
  case noKey
  /// It is a store of another kind, by its name.
  case otherFormat(String)
  /// It is protected, and the password is missing or another one.
  case locked
  /// The private key belongs to another certificate.
  case keyDiffers
  /// The private key is not tried, because it is damaged or asks for too much work.
  case refused(KeystoreProblem)
  /// OpenSSL takes it for damaged or has no way to read it, with its reason.
  case unusable(String)
}

extension ClientIdentity {
  /// Reads an identity from the bytes of a PEM or PKCS12 file, and of a PEM file with the key.
  ///
  /// - Parameters:
  ///   - certificate: The certificate, then its chain; a PKCS12 store; each at most 64 MiB.
  ///   - key: The key's file; nil where the first file holds the key too.
  ///   - password: What opens the store, or an encrypted key.
  /// - Throws: ``ClientIdentityFailure``.
  public init(
    certificate: [UInt8], key: [UInt8]?, password: Secret?
  ) throws(ClientIdentityFailure) {
    let inspection = inspectKeystore(bytes: certificate, password: password ?? Secret(""))
    switch inspection.recognised {
    case .pem: break
    case .pkcs12:
      self = try Self.store(certificate, inspection, password)
      return
    case .text, .empty: throw .noCertificate
    default: throw .otherFormat(inspection.format.rawValue)
    }
    let chain = inspection.entries.flatMap(\.chain).map(\.der)
    guard let leaf = chain.first else { throw .noCertificate }
    let block = PEMBlock.blocks(in: key ?? certificate).first { $0.label.hasSuffix("PRIVATE KEY") }
    guard let block else { throw .noKey }
    let text: [UInt8]
    do {
      text = try block.boundedKey()
    } catch {
      throw .refused(error)
    }
    let opened = (password ?? Secret("")).withBytes { PrivateKey(pem: text, password: $0) }
    guard let opened else { throw .locked }
    try self.init(leaf: leaf, chain: chain, opened)
  }

  private init(
    leaf: [UInt8], chain: [[UInt8]], _ key: PrivateKey
  ) throws(ClientIdentityFailure) {
    guard let certificate = try? Certificate(der: leaf) else { throw .noCertificate }
    guard key.belongs(to: certificate) != false else { throw .keyDiffers }
    guard let text = key.pem else { throw .unusable("the key cannot be written as PEM") }
    self.init(certificates: chain.flatMap { PEMWriting.block($0, "CERTIFICATE") }, key: text)
  }

  /// Opens a PKCS12 store, whose rounds of key derivation were counted before.
  private static func store(
    _ bytes: [UInt8], _ inspection: KeystoreInspection, _ password: Secret?
  ) throws(ClientIdentityFailure) -> ClientIdentity {
    guard inspection.opens == true else { throw .locked }
    let owner = inspection.entries.first { $0.kind == .privateKey }
    guard let owner else { throw .noKey }
    guard owner.keyOpens == true else { throw .locked }
    guard let leaf = owner.chain.first else { throw .noCertificate }
    let opened = (password ?? Secret("")).withBytes { PrivateKey(pkcs12: bytes, password: $0) }
    guard let opened else { throw .unusable("OpenSSL cannot read the store; convert it to PEM") }
    return try ClientIdentity(leaf: leaf.der, chain: owner.chain.map(\.der), opened)
  }
}

extension ClientIdentity {
  /// The private key as it was read, so that nothing that leaves can hold it.
  public var privateKey: Secret { Secret(bytes: key) }
}

/// Writes PEM (RFC 7468).
enum PEMWriting {
  static func block(_ der: [UInt8], _ label: String) -> [UInt8] {
    var text = [UInt8](repeating: 0, count: (der.count + 2) / 3 * 4 + 1)
    let length = unsafe EVP_EncodeBlock(&text, der, Int32(clamping: der.count))
    var lines = Array("-----BEGIN \(label)-----\n".utf8)
    var rest = text.prefix(max(0, Int(length)))
    while !rest.isEmpty {
      lines += rest.prefix(64) + [0x0A]
      rest = rest.dropFirst(64)
    }
    return lines + Array("-----END \(label)-----\n".utf8)
  }
}
