import PadlockReaders

/// Makes entries of bags in the way of Java's `PKCS12KeyStore.loadSafeContents` and `engineLoad`.
///
/// Java goes over the bags once and numbers what has no name as it comes; a key is kept under its
/// name in lower case, its certificate is found by localKeyID or name, and the chain by issuer.
struct PKCS12EntryTable {
  struct Listed {
    var entry: KeystoreInspection.Entry
    /// A private key, encrypted.
    let protected: [UInt8]?
  }

  private struct Key {
    let alias: String
    let localKeyID: [UInt8]
    let protected: [UInt8]
  }

  private enum Value {
    case key(Key)
    case secret(created: Int64?)
    case trusted(CertificateDescription)
  }

  private struct Candidate {
    let certificate: CertificateDescription
    let localKeyID: [UInt8]?
    let alias: String?
  }

  private var order: [String] = []
  private var values: [String: Value] = [:]
  private var candidates: [Candidate] = []
  private var all: [CertificateDescription] = []
  private var bySubject: [String: [Int]] = [:]
  private var byKeyID: [[UInt8]: [Int]] = [:]
  private var byAlias: [String: [Int]] = [:]
  private var table = CertificateTable()
  private var keyCount = 0
  private var unnamed = 0

  /// Adds the bags of one safe, in file order.
  mutating func add(_ bags: [PKCS12Bag]) throws(KeystoreProblem) {
    for (index, bag) in bags.enumerated() {
      switch bag.content {
      case .shroudedKey(let protected):
        keyCount += 1
        // A single key may lack its localKeyID; Java skips further ones without.
        guard let keyID = bag.localKeyID ?? (keyCount == 1 ? Array("01".utf8) : nil) else {
          continue
        }
        let alias = bag.friendlyName ?? nextName()
        put(alias, .key(Key(alias: alias, localKeyID: keyID, protected: protected)))
      case .secret:
        put(
          bag.friendlyName ?? nextName(),
          .secret(created: bag.localKeyID.flatMap(Self.created)))
      case .certificate(let der):
        let name = bag.friendlyName ?? "certificate \(all.count + 1)"
        let certificate = try table.describe(der, of: name)
        var keyID = bag.localKeyID
        if keyID == nil, keyCount == 1, index == 0 { keyID = Array("01".utf8) }
        if bag.isTrusted {
          put(bag.friendlyName ?? nextName(), .trusted(certificate))
        } else {
          addCandidate(
            Candidate(certificate: certificate, localKeyID: keyID, alias: bag.friendlyName))
        }
        bySubject[certificate.canonicalSubject, default: []].append(all.count)
        all.append(certificate)
      case .plainKey, .other: continue
      }
    }
  }

  /// The entries in the order in which their names first came.
  func entries() -> [Listed] {
    order.compactMap { name in
      switch values[name] {
      case .key(let key):
        var entry = KeystoreInspection.Entry(
          alias: name, kind: .privateKey, created: Self.created(key.localKeyID),
          chain: chain(of: key))
        entry.keyAlgorithm = try? EncryptedPrivateKeyInfo(reading: key.protected).algorithm
        entry.isKeyEncrypted = true
        return Listed(entry: entry, protected: key.protected)
      case .secret(let created):
        return Listed(
          entry: .init(alias: name, kind: .secretKey, created: created, chain: []), protected: nil)
      case .trusted(let certificate):
        return Listed(
          entry: .init(alias: name, kind: .certificate, created: nil, chain: [certificate]),
          protected: nil)
      case nil: return nil
      }
    }
  }

  private mutating func put(_ alias: String, _ value: Value) {
    let name = JavaLowercase.text(alias)
    if values.updateValue(value, forKey: name) == nil { order.append(name) }
  }

  private mutating func nextName() -> String {
    unnamed += 1
    return String(unnamed)
  }

  private mutating func addCandidate(_ candidate: Candidate) {
    if let keyID = candidate.localKeyID { byKeyID[keyID, default: []].append(candidates.count) }
    if let alias = candidate.alias {
      byAlias[alias.lowercased(), default: []].append(candidates.count)
    }
    candidates.append(candidate)
  }

  /// The key's certificate: by localKeyID and name, else by localKeyID, else by name.
  private func certificate(of key: Key) -> CertificateDescription? {
    let byID = byKeyID[key.localKeyID] ?? []
    let byName = byAlias[key.alias.lowercased()] ?? []
    let both = byID.first { candidates[$0].alias?.lowercased() == key.alias.lowercased() }
    return (both ?? byID.last ?? byName.last).map { candidates[$0].certificate }
  }

  private func chain(of key: Key) -> [CertificateDescription] {
    var chain: [CertificateDescription] = []
    var next = certificate(of: key)
    while let current = next, chain.count < KeystoreBounds.chain, !chain.contains(current) {
      chain.append(current)
      next = current.isSelfSigned ? nil : issuer(of: current)
    }
    return chain
  }

  /// The first certificate with the issuer's name and key identifier, else one without identifier.
  private func issuer(of certificate: CertificateDescription) -> CertificateDescription? {
    let named = bySubject[certificate.canonicalIssuer] ?? []
    guard let keyID = certificate.authorityKeyIdentifier else {
      return named.first.map { all[$0] }
    }
    var fallback: CertificateDescription?
    for index in named {
      guard let own = all[index].subjectKeyIdentifier else {
        fallback = all[index]
        continue
      }
      if own == keyID { return all[index] }
    }
    return fallback
  }

  /// The date that Java writes into the localKeyID: `Time 1700000000000`, in milliseconds.
  private static func created(_ keyID: [UInt8]) -> Int64? {
    let prefix = Array("Time ".utf8)
    guard keyID.starts(with: prefix),
      let milliseconds = Int64(String(decoding: keyID.dropFirst(prefix.count), as: UTF8.self))
    else { return nil }
    return milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
  }
}

/// Lower case as Java's `String.toLowerCase(Locale.ENGLISH)` makes it.
enum JavaLowercase {
  /// Returns `text` in lower case, with a final sigma where a word ends in one.
  static func text(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isFinalSigma =
        scalar == "\u{3A3}" && index > 0 && scalars[index - 1].properties.isCased
        && !(index + 1 < scalars.count && scalars[index + 1].properties.isCased)
      result.append(
        contentsOf: isFinalSigma
          ? "\u{3C2}".unicodeScalars
          : scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return String(result)
  }
}
