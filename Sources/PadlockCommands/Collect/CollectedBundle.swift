import ArchiveBridge
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockReports

/// What a run saw, ready to be attached to a ticket: every file of it masked and scanned.
struct CollectedBundle: Sendable {
  /// One file of the bundle.
  struct Member: Sendable, Equatable {
    /// Its path below ``BundleManifest/folder``.
    let path: String
    let bytes: [UInt8]
    let changed: Timestamp
  }

  /// The manifest, then the others in order of their paths.
  let members: [Member]
  /// What stands for which host, address, user or e-mail address, where they were replaced.
  let names: NameMasker?

  /// - Parameters:
  ///   - outcome: the run.
  ///   - rules: the rules it went by.
  ///   - redactsHosts: whether hosts, addresses, user names and e-mail addresses are replaced. What
  ///     is no field of a known meaning is left out then: files, log lines, certificates.
  /// - Throws: `CommandFailure` 70 where a secret would leave all the same.
  init(_ outcome: DiagnosisRun.Outcome, _ rules: RuleSet, redactsHosts: Bool) throws {
    var vault = outcome.secrets
    vault.add(names: outcome.report.targets.map(\.host))
    var sources = BundleSources(outcome.inquiries)
    if redactsHosts { sources.withholdFreeText() }
    var making = BundleMaking(masker: Masker(vault), ownText: ReportGuard.ownText(of: rules))
    making.learn(sources, outcome.recording)
    try making.add(outcome, sources, redactsHosts: redactsHosts)
    members = making.finished
    names = making.names
  }

  /// The bytes of the zip.
  func packed() throws(ZipFailure) -> [UInt8] {
    try ZipArchive.packed(
      members.map {
        ZipMember(
          name: "\(BundleManifest.folder)/\($0.path)", bytes: $0.bytes,
          changed: $0.changed.secondsSince1970)
      })
  }

  /// A line for each file with its size, for whoever is to say yes to it.
  var listing: String {
    let width = members.map { String($0.bytes.count).count }.max() ?? 0
    return members.map {
      let size = String($0.bytes.count)
      return String(repeating: " ", count: width - size.count) + size + "  " + $0.path
    }.joined(separator: "\n")
  }
}
