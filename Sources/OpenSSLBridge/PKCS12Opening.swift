import PadlockModel
import PadlockReaders

/// Opens PKCS12 stores and lists them as Java does (`sun.security.pkcs12.PKCS12KeyStore`).
struct PKCS12Opening {
  let bytes: [UInt8]
  let passwords: KeystorePasswords

  func fill(_ inspection: inout KeystoreInspection) {
    var algorithms = PKCS12Algorithms()
    var table = PKCS12EntryTable()
    do throws(KeystoreProblem) {
      let store = try structure()
      algorithms.mac = store.mac
      for case .encrypted(let algorithm, _) in store.safes {
        algorithms.certificates.append(algorithm)
      }
      inspection.algorithms = algorithms
      inspection.opens = try isAuthentic(store)
      // After a MAC that does not fit, decrypting with the same password has no use.
      let password = inspection.opens == false ? nil : passwords.store
      var failed: KeystoreProblem?
      for safe in store.safes {
        do throws(KeystoreProblem) {
          guard let bags = try bags(of: safe, password, &inspection) else {
            inspection.isPartlyUnread = true
            continue
          }
          try table.add(bags)
        } catch {
          inspection.isPartlyUnread = true
          failed = failed ?? error
        }
      }
      if let failed { throw failed }
      if inspection.opens == false { inspection.problem = .wrongPassword }
    } catch {
      inspection.opens = error == .stopped ? nil : false
      inspection.problem = error
    }
    var jobs: [KeyJob] = []
    for listed in table.entries() {
      if let protected = listed.protected {
        jobs.append(
          KeyJob(
            entry: inspection.entries.count, protected: protected,
            certificate: listed.entry.chain.first?.der))
      }
      inspection.entries.append(listed.entry)
    }
    var seen: Set<String> = []
    algorithms.keys = inspection.entries.compactMap(\.keyAlgorithm).filter {
      seen.insert("\($0.name) \($0.iterations ?? 0)").inserted
    }
    inspection.algorithms = algorithms
    if passwords.openKeys {
      inspection.open(jobs, with: passwords.forKeys, isStopped: passwords.isStopped)
    }
  }

  private func structure() throws(KeystoreProblem) -> PKCS12Structure {
    do {
      return try PKCS12Structure(reading: bytes)
    } catch {
      throw error.isTruncation ? .truncated(error) : .malformed(error)
    }
  }

  /// Whether the password fits as far as the MAC tells; `nil` when one is needed and not given.
  private func isAuthentic(_ store: PKCS12Structure) throws(KeystoreProblem) -> Bool? {
    let isEncrypted = store.safes.contains { safe in
      if case .encrypted = safe { true } else { false }
    }
    guard let password = passwords.store else {
      return store.mac == nil && !isEncrypted ? true : nil
    }
    guard let mac = store.mac else { return true }
    guard mac.isWithinBounds else {
      throw .tooManyIterations(part: "The MAC", mac.iterations)
    }
    if let length = mac.pbmac1?.derivation.keyLength, length > KeystoreBounds.macKey {
      throw .unsupported(
        "the MAC's key has \(length) bytes, and no digest takes more than \(KeystoreBounds.macKey)")
    }
    guard let fits = mac.verifies(store.authenticated, with: password) else {
      throw .unsupported("the MAC's digest \(mac.name) is unknown")
    }
    return fits
  }

  private func bags(
    of safe: PKCS12Structure.Safe, _ password: Secret?, _ inspection: inout KeystoreInspection
  ) throws(KeystoreProblem) -> [PKCS12Bag]? {
    switch safe {
    case .plain(let content):
      do {
        return try PKCS12Bag.bags(in: content)
      } catch {
        throw error.isTruncation ? .truncated(error) : .malformed(error)
      }
    case .encrypted(let algorithm, let ciphertext):
      guard let password else { return nil }
      guard !passwords.isStopped() else { throw .stopped }
      guard algorithm.isWithinBounds else {
        throw .tooManyIterations(part: "The encrypted safe", algorithm.iterations ?? 0)
      }
      let result = unsafe algorithm.decrypt(ciphertext, with: password) { plain in
        unsafe try? PKCS12Bag.bags(in: [UInt8](plain))
      }
      switch result {
      case .opened(let bags, let legacy):
        if legacy { inspection.needsLegacyProvider = true }
        return bags
      case .refused: throw .wrongPassword
      case .unsupported(let reason): throw .unsupported(reason)
      }
    case .other(let type):
      throw .unsupported("a safe of type \(type) is not protected with a password")
    }
  }
}
