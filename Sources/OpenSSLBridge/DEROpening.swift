import PadlockModel
import PadlockReaders

/// Lists a single certificate or key of DER, and the certificates of PKCS7.
struct DEROpening {
  let bytes: [UInt8]
  let passwords: KeystorePasswords

  func fill(_ inspection: inout KeystoreInspection, _ recognised: RecognisedFormat) {
    do throws(KeystoreProblem) {
      // The outermost length must fit, and nothing may follow: a file that is cut off says so.
      var reader = DERReader(bytes)
      do {
        _ = try reader.next("DER")
      } catch {
        throw error.isTruncation ? .truncated(error) : .malformed(error)
      }
      switch recognised.format {
      case .derCertificate:
        var table = CertificateTable()
        inspection.add(certificate: try table.describe(trimmed(reader), of: "1"))
      case .pkcs7: try addCertificates(ofPKCS7: bytes, to: &inspection)
      case .derKey(.publicKey): inspection.problem = .holdsOnly("a public key")
      case .derKey(let form):
        var entry = KeyEntry.blank(alias: "1")
        try KeyEntry.open(
          trimmed(reader), isEncrypted: form == .encrypted, passwords, certificate: nil, &entry,
          &inspection)
        inspection.entries.append(entry)
      case .otherDER(let name): inspection.problem = .holdsOnly(name)
      default: break
      }
      inspection.opens = true
    } catch {
      inspection.opens = false
      inspection.problem = error
    }
  }

  /// The bytes without a line end behind them, which editors and transfers add.
  private func trimmed(_ reader: DERReader) throws(KeystoreProblem) -> [UInt8] {
    let rest = bytes[reader.offset...]
    guard rest.allSatisfy({ $0 == 0x0A || $0 == 0x0D }) else {
      throw .malformed(
        KeystoreReadFailure(
          offset: reader.offset, expected: "the end of the file", found: "\(rest.count) bytes"))
    }
    return Array(bytes[..<reader.offset])
  }
}

/// Adds the certificates of a SignedData (RFC 2315 section 9.1), one entry each.
func addCertificates(
  ofPKCS7 der: [UInt8], to inspection: inout KeystoreInspection
) throws(KeystoreProblem) {
  var found: [[UInt8]] = []
  do {
    var reader = DERReader(der)
    var info = try reader.enter(DERElement.Tag.sequence, "PKCS7")
    let type = try info.objectIdentifier("the type of PKCS7")
    guard type == "1.2.840.113549.1.7.2" else {
      inspection.problem = .holdsOnly("PKCS7 of type \(type)")
      return
    }
    var wrapped = try info.enter(DERElement.Tag.context0, "signed data")
    var signed = try wrapped.enter(DERElement.Tag.sequence, "signed data")
    _ = try signed.integer("the version of signed data")
    _ = try signed.next(DERElement.Tag.set, "the digests of signed data")
    _ = try signed.next(DERElement.Tag.sequence, "the content of signed data")
    if let element = try signed.nextIf(DERElement.Tag.context0, "certificates") {
      var list = DERReader(der, inside: element)
      while !list.isAtEnd, found.count < KeystoreBounds.entries {
        let certificate = try list.next("a certificate")
        if certificate.tag == DERElement.Tag.sequence {
          found.append(Array(der[certificate.whole]))
        }
      }
    }
  } catch {
    throw error.isTruncation ? .truncated(error) : .malformed(error)
  }
  if found.isEmpty { inspection.problem = .holdsOnly("PKCS7 without certificates") }
  var table = CertificateTable()
  for certificate in found {
    let alias = String(inspection.entries.count + 1)
    inspection.add(certificate: try table.describe(certificate, of: alias))
  }
}

extension KeystoreInspection {
  /// Adds an entry for a certificate that has no alias.
  mutating func add(certificate: CertificateDescription) {
    entries.append(
      Entry(
        alias: String(entries.count + 1), kind: .certificate, created: nil, chain: [certificate]))
  }
}
