import OpenSSLBridge
import PadlockModel
import PadlockReaders

/// The most rounds of a key derivation that a run is given time for.
private let mostRounds = 2_048

func checkInspection(_ bytes: [UInt8]) throws(BrokenProperty) {
  try demandInspection(bytes, password: nil)
  if isQuick(bytes) { try demandInspection(bytes, password: Secret("changeit")) }
}

private func demandInspection(_ bytes: [UInt8], password: Secret?) throws(BrokenProperty) {
  let inspection = inspectKeystore(bytes: bytes, password: password)
  try demandEqual(
    inspectKeystore(bytes: bytes, password: password), inspection, "inspected twice, it differs")
  try demand(
    inspection.opens != false || inspection.problem != nil, "it does not open, and nobody knows why"
  )
  let listed = inspectKeystore(bytes: bytes, password: password, openKeys: false)
  try demandEqual(listed.opens, inspection.opens, "without keys, it opens otherwise")
}

/// Whether opening everything in it with a password takes no longer than a test may.
private func isQuick(_ bytes: [UInt8]) -> Bool {
  func isQuick(_ algorithm: PasswordBasedAlgorithm) -> Bool {
    (algorithm.iterations ?? 1) <= mostRounds && !algorithm.name.lowercased().contains("scrypt")
  }
  func isQuick(key: [UInt8]) -> Bool {
    (try? EncryptedPrivateKeyInfo(reading: key)).map { isQuick($0.algorithm) } ?? true
  }
  if let store = try? JavaKeyStore(reading: bytes) {
    return store.entries.allSatisfy { entry in
      guard case .privateKey(let key, _) = entry.content else { return true }
      return isQuick(key: key)
    }
  }
  if let store = try? PKCS12Structure(reading: bytes) {
    return (store.mac?.iterations ?? 1) <= mostRounds
      && store.safes.allSatisfy { safe in
        switch safe {
        case .encrypted(let algorithm, _): return isQuick(algorithm)
        case .other: return true
        case .plain(let bags):
          return ((try? PKCS12Bag.bags(in: bags)) ?? []).allSatisfy { bag in
            guard case .shroudedKey(let key) = bag.content else { return true }
            return isQuick(key: key)
          }
        }
      }
  }
  return isQuick(key: bytes)
    && PEMBlock.blocks(in: bytes).allSatisfy { isQuick(key: $0.contents ?? []) }
}

func checkServerFile(_ bytes: [UInt8]) throws(BrokenProperty) {
  let file = ServerFile(bytes)
  try demandEqual(ServerFile(bytes), file, "read twice, it differs")
  guard isQuick(bytes) else { return }
  for password in [nil, Secret("changeit")] {
    let key = ServerKey(in: bytes, password: password, certificates: file.certificates)
    try demand(key.matches.count == file.certificates.count, "an answer for no certificate")
  }
}

func checkCertificate(_ bytes: [UInt8]) throws(BrokenProperty) {
  _ = TrustStore.certificates(in: bytes)
  let read = { () throws(OpenSSLFailure) in try CertificateDescription(der: bytes) }
  guard let certificate = try demandStable(read) else { return }
  let again = try? CertificateDescription(der: certificate.der)
  try demandEqual(again, certificate, "what was kept of it reads otherwise")
  try demand(ChainOrder.isOrdered([certificate]), "a chain of one is out of order")
  _ = ChainOrder.leaf(of: [certificate, certificate])
  let chain = ChainVerifier(anchors: TrustStore(certificates: [bytes]), time: 1_700_000_000)
  _ = try? chain.verify([bytes, bytes])
}

func checkRevocation(_ bytes: [UInt8]) throws(BrokenProperty) {
  let pair = RevocationSample.self
  for answer in [
    { OCSPExchange.answer(on: pair.leaf, issuer: pair.issuer, in: bytes, at: pair.time) },
    { RevocationList.answer(on: pair.leaf, issuer: pair.issuer, in: bytes, at: pair.time) },
  ] {
    let words = "\(answer())"
    try demandEqual("\(answer())", words, "read twice, it differs")
  }
  _ = OCSPExchange.request(for: bytes, issuer: pair.issuer)
  _ = OCSPExchange.request(for: pair.leaf, issuer: bytes)
}
