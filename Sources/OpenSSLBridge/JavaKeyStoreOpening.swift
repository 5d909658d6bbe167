import PadlockModel
import PadlockReaders

extension JavaKeyStore {
  /// Java's salt of the digest, from `sun.security.provider.JavaKeyStore`.
  private static let whitener = Array("Mighty Aphrodite".utf8)

  /// Whether `password` yields the digest at the end of the file.
  func verifies(_ bytes: [UInt8], with password: Secret) -> Bool {
    guard let sha1 = Digest("SHA1", in: .standard), coveredBytes <= bytes.count else {
      return false
    }
    return password.withUTF16 { password in
      sha1.digest(password[...], Self.whitener[...], bytes[..<coveredBytes]) == digest
    }
  }
}

/// Lists JKS and JCEKS stores and opens their keys.
struct JavaKeyStoreOpening {
  let bytes: [UInt8]
  let passwords: KeystorePasswords

  func fill(_ inspection: inout KeystoreInspection) {
    let store: JavaKeyStore
    do {
      store = try JavaKeyStore(reading: bytes)
    } catch {
      inspection.opens = false
      inspection.problem = error.isTruncation ? .truncated(error) : .malformed(error)
      return
    }
    do {
      let jobs = try list(store, into: &inspection)
      if let password = passwords.store {
        inspection.opens = store.verifies(bytes, with: password)
        if inspection.opens == false { inspection.problem = .wrongPassword }
      }
      if passwords.openKeys {
        inspection.open(jobs, with: passwords.forKeys, isStopped: passwords.isStopped)
      }
    } catch {
      inspection.opens = false
      inspection.problem = error
    }
  }

  private func list(
    _ store: JavaKeyStore, into inspection: inout KeystoreInspection
  ) throws(KeystoreProblem) -> [KeyJob] {
    var table = CertificateTable()
    var jobs: [KeyJob] = []
    for entry in store.effectiveEntries {
      var listed: KeystoreInspection.Entry
      // Rounded down, so that a date before 1970 stays before it.
      let milliseconds = entry.createdMilliseconds
      let created = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
      switch entry.content {
      case .privateKey(let protected, let chain):
        var descriptions: [CertificateDescription] = []
        for der in chain { descriptions.append(try table.describe(der, of: entry.alias)) }
        listed = .init(
          alias: entry.alias, kind: .privateKey, created: created, chain: descriptions)
        listed.keyAlgorithm = try? EncryptedPrivateKeyInfo(reading: protected).algorithm
        listed.isKeyEncrypted = true
        jobs.append(
          KeyJob(
            entry: inspection.entries.count, protected: protected, certificate: chain.first))
      case .trustedCertificate(let der):
        listed = .init(
          alias: entry.alias, kind: .certificate, created: created,
          chain: [try table.describe(der, of: entry.alias)])
      case .secretKey:
        listed = .init(alias: entry.alias, kind: .secretKey, created: created, chain: [])
      }
      inspection.entries.append(listed)
    }
    return jobs
  }
}

/// The passwords to try, and whether the keys are to be opened at all.
struct KeystorePasswords: Sendable {
  let store: Secret?
  let key: Secret?
  let openKeys: Bool
  let isStopped: @Sendable () -> Bool

  /// The key's own password, else the store's.
  var forKeys: Secret? { key ?? store }
}
