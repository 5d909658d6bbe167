import Dispatch
import PadlockModel
import PadlockReaders
import Synchronization

/// One encrypted key to open, with where its result goes.
struct KeyJob: Sendable {
  let entry: Int
  let protected: [UInt8]
  let certificate: [UInt8]?

  /// Opens the keys on all cores and gives the results in the order of the jobs.
  ///
  /// Blocks until all are done, or until `isStopped`; what was not begun then has no result.
  static func openAll(
    _ jobs: [KeyJob], with password: Secret, isStopped: @Sendable () -> Bool
  ) -> [KeyOpening?] {
    let results = Mutex([KeyOpening?](repeating: nil, count: jobs.count))
    DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
      guard !isStopped() else { return }
      let job = jobs[index]
      let result = PrivateKeyOpening.open(
        job.protected, with: password, certificate: job.certificate)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0 }
  }
}

extension KeystoreInspection {
  /// Opens every key and writes down the results.
  mutating func open(
    _ jobs: [KeyJob], with password: Secret?, isStopped: @Sendable () -> Bool
  ) {
    guard let password else { return }
    let results = KeyJob.openAll(jobs, with: password, isStopped: isStopped)
    for (job, result) in zip(jobs, results) {
      entries[job.entry].record(result)
      if case .opened(_, _, legacy: true) = result { needsLegacyProvider = true }
    }
  }
}

extension KeystoreInspection.Entry {
  mutating func record(_ result: KeyOpening?) {
    switch result {
    case .opened(let matches, let publicKey, _):
      publicKeySHA256 = publicKey
      keyOpens = true
      keyMatchesCertificate = matches
    case .refused: keyOpens = false
    case .tooManyIterations(let count):
      keyOpens = false
      keyProblem = .tooManyIterations(part: "The key", count)
    case .unsupported(let reason):
      keyOpens = false
      keyProblem = .unsupported(reason)
    case .malformed(let failure):
      keyOpens = false
      keyProblem = .malformed(failure)
    case nil: keyProblem = .stopped
    }
  }
}
