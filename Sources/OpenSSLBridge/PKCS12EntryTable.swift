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

  /// What a key and its certificate may have in common.
  private struct Tie: Hashable {
    let localKeyID: [UInt8]
    let alias: String
  }

  /// The certificates of one subject, by their places in `all`.
  private struct Namesakes {
    let first: Int
    /// The first with each key identifier.
    private(set) var identified: [String: Int] = [:]
    /// The last without one.
    private(set) var unidentified: Int?

    init(first: Int) { self.first = first }

    mutating func add(_ place: Int, identifier: String?) {
      guard let identifier else {
        unidentified = place
        return
      }
      if identified[identifier] == nil { identified[identifier] = place }
    }
  }

  private var order: [String] = []
  private var values: [String: Value] = [:]
  private var all: [CertificateDescription] = []
  private var bySubject: [String: Namesakes] = [:]
  /// The first certificate with both, and the last with either, by their places in `all`.
  private var byTie: [Tie: Int] = [:]
  private var byKeyID: [[UInt8]: Int] = [:]
  private var byAlias: [String: Int] = [:]
  private var table = CertificateTable()
  private var bagCount = 0
  private var keyCount = 0
  private var unnamed = 0

  /// Adds the bags of one safe, in file order.
  ///
  /// - Throws: ``KeystoreProblem`` at a certificate that is none, and where all safes together have
  ///   more bags than ``KeystoreBounds/entries``.
  mutating func add(_ bags: [PKCS12Bag]) throws(KeystoreProblem) {
    bagCount += bags.count
    guard bagCount <= KeystoreBounds.entries else {
      throw .malformed(
        KeystoreReadFailure(
          offset: 0, expected: "at most \(KeystoreBounds.entries) bags", found: "more"))
    }
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
        let place = all.count
        let name = bag.friendlyName ?? "certificate \(place + 1)"
        let certificate = try table.describe(der, of: name)
        var keyID = bag.localKeyID
        if keyID == nil, keyCount == 1, index == 0 { keyID = Array("01".utf8) }
        if bag.isTrusted {
          put(bag.friendlyName ?? nextName(), .trusted(certificate))
        } else {
          tie(place, localKeyID: keyID, alias: bag.friendlyName)
        }
        bySubject[certificate.canonicalSubject, default: Namesakes(first: place)]
          .add(place, identifier: certificate.subjectKeyIdentifier)
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

  private mutating func tie(_ place: Int, localKeyID: [UInt8]?, alias: String?) {
    let alias = alias?.lowercased()
    if let localKeyID { byKeyID[localKeyID] = place }
    if let alias { byAlias[alias] = place }
    guard let localKeyID, let alias else { return }
    let tie = Tie(localKeyID: localKeyID, alias: alias)
    if byTie[tie] == nil { byTie[tie] = place }
  }

  /// The key's certificate: by localKeyID and name, else by localKeyID, else by name.
  private func certificate(of key: Key) -> CertificateDescription? {
    let alias = key.alias.lowercased()
    let both = byTie[Tie(localKeyID: key.localKeyID, alias: alias)]
    return (both ?? byKeyID[key.localKeyID] ?? byAlias[alias]).map { all[$0] }
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
    guard let named = bySubject[certificate.canonicalIssuer] else { return nil }
    guard let identifier = certificate.authorityKeyIdentifier else { return all[named.first] }
    return (named.identified[identifier] ?? named.unidentified).map { all[$0] }
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
