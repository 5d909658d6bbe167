import PadlockModel
import PadlockReaders

/// Lists the keys and certificates of a PEM file.
///
/// With one key in the file, the certificates are its chain in file order, as a server would send
/// them. With several, each takes the certificate it belongs to; other certificates stand alone.
struct PEMOpening {
  static let pkcs7Labels = ["PKCS7", "PKCS #7 SIGNED DATA", "CMS"]
  static let certificateLabels = [
    "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE",
  ]
  static let keyLabels = [
    "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY",
  ]

  let passwords: KeystorePasswords

  func fill(_ inspection: inout KeystoreInspection, blocks: [PEMBlock]) {
    do throws(KeystoreProblem) {
      let certificates = try certificates(in: blocks)
      let keys = blocks.filter { Self.keyLabels.contains($0.label) }
      if keys.count == 1, let key = keys.first {
        inspection.entries.append(try entry(for: key, chain: certificates, "1", &inspection))
      } else {
        var left = certificates
        for key in keys {
          let alias = String(inspection.entries.count + 1)
          var entry = try entry(for: key, chain: [], alias, &inspection)
          if let publicKey = entry.publicKeySHA256,
            let index = left.firstIndex(where: { $0.publicKeySHA256 == publicKey })
          {
            entry.chain = [left.remove(at: index)]
            entry.keyMatchesCertificate = true
          }
          inspection.entries.append(entry)
        }
        for certificate in left { inspection.add(certificate: certificate) }
      }
      for block in blocks where Self.pkcs7Labels.contains(block.label) {
        try addCertificates(ofPKCS7: contents(of: block), to: &inspection)
      }
      inspection.opens = true
      if inspection.entries.isEmpty, inspection.problem == nil {
        inspection.problem = .holdsOnly(Self.words(blocks))
      }
    } catch {
      inspection.opens = false
      inspection.problem = error
    }
  }

  private static func words(_ blocks: [PEMBlock]) -> String {
    if blocks.allSatisfy({ $0.label.hasSuffix("CERTIFICATE REQUEST") }) {
      return blocks.count == 1 ? "a certificate request" : "certificate requests"
    }
    return "the PEM blocks " + blocks.map { "\"\($0.label)\"" }.joined(separator: ", ")
  }

  private func contents(of block: PEMBlock) throws(KeystoreProblem) -> [UInt8] {
    guard block.isComplete, let contents = block.contents, !contents.isEmpty else {
      throw .unreadableBlock(label: block.label, line: block.line)
    }
    return contents
  }

  private func certificates(
    in blocks: [PEMBlock]
  ) throws(KeystoreProblem) -> [CertificateDescription] {
    var table = CertificateTable()
    var found: [CertificateDescription] = []
    for block in blocks where Self.certificateLabels.contains(block.label) {
      var der = try contents(of: block)
      if block.label == "TRUSTED CERTIFICATE" {
        // OpenSSL's own form: the certificate, and behind it what it is trusted for.
        var reader = DERReader(der)
        guard let element = try? reader.next("a certificate") else {
          throw .unreadableBlock(label: block.label, line: block.line)
        }
        der = Array(der[element.whole])
      }
      found.append(try table.describe(der, of: "line \(block.line)"))
    }
    return found
  }

  private func entry(
    for block: PEMBlock, chain: [CertificateDescription], _ alias: String,
    _ inspection: inout KeystoreInspection
  ) throws(KeystoreProblem) -> KeystoreInspection.Entry {
    let contents = try contents(of: block)
    var entry = KeyEntry.blank(alias: alias, chain: chain)
    if block.isEncryptedByHeaders {
      KeyEntry.open(traditional: block.text, passwords, certificate: chain.first?.der, &entry)
    } else {
      try KeyEntry.open(
        contents, isEncrypted: block.isEncryptedPKCS8, passwords,
        certificate: chain.first?.der, &entry, &inspection)
    }
    return entry
  }
}

/// Opens a key that stands in a file of its own or in PEM, and writes the result into its entry.
enum KeyEntry {
  static func blank(
    alias: String, chain: [CertificateDescription] = []
  ) -> KeystoreInspection.Entry {
    KeystoreInspection.Entry(alias: alias, kind: .privateKey, created: nil, chain: chain)
  }

  /// Opens DER, in the open or encrypted as PKCS8 is.
  ///
  /// - Throws: ``KeystoreProblem`` for bytes that are no key in either form.
  static func open(
    _ der: [UInt8], isEncrypted: Bool, _ passwords: KeystorePasswords, certificate: [UInt8]?,
    _ entry: inout KeystoreInspection.Entry, _ inspection: inout KeystoreInspection
  ) throws(KeystoreProblem) {
    if isEncrypted {
      entry.isKeyEncrypted = true
      do {
        entry.keyAlgorithm = try EncryptedPrivateKeyInfo(reading: der).algorithm
      } catch {
        throw error.isTruncation ? .truncated(error) : .malformed(error)
      }
      guard passwords.openKeys, let password = passwords.forKeys else { return }
      guard !passwords.isStopped() else { return entry.record(nil) }
      let result = PrivateKeyOpening.open(der, with: password, certificate: certificate)
      if case .opened(_, _, legacy: true) = result { inspection.needsLegacyProvider = true }
      entry.record(result)
      return
    }
    let match = unsafe der.withUnsafeBytes { unsafe KeyMatch(der: $0, certificate: certificate) }
    guard let match else {
      throw .malformed(
        KeystoreReadFailure(offset: 0, expected: "a private key", found: "bytes that are none"))
    }
    guard passwords.openKeys else { return }
    entry.keyOpens = true
    entry.keyMatchesCertificate = match.matches
    entry.publicKeySHA256 = match.publicKeySHA256
  }

  /// Opens a PEM key that is encrypted by its headers.
  static func open(
    traditional text: [UInt8], _ passwords: KeystorePasswords, certificate: [UInt8]?,
    _ entry: inout KeystoreInspection.Entry
  ) {
    entry.isKeyEncrypted = true
    guard passwords.openKeys, let password = passwords.forKeys else { return }
    let match = password.withUTF8 { bytes, count in
      PrivateKey(pem: text, password: Array(bytes.prefix(Int(count))))
        .map { KeyMatch($0, certificate: certificate) }
    }
    entry.keyOpens = match != nil
    entry.keyMatchesCertificate = match?.matches
    entry.publicKeySHA256 = match?.publicKeySHA256
  }
}
