import ArgumentParser
import Foundation
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockReaders
import PadlockRedaction
import PadlockReports

/// `padlock inspect`: what keystores, certificates and key files really hold.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what a keystore, certificate or key file really holds, by its bytes.",
    discussion: """
      Of each private key it says whether it opens, and whether it belongs to its certificate; a \
      key in a file of its own is compared with the certificates of all files that are named.

      Exit codes: 0 all files were read, 2 a file, or a part of one, could not be read for its \
      format or for want of the right password, 64 the command line is wrong. Whether keys open \
      and belong is in the answer, with --format json as keyOpens and keyBelongs.
      """)

  @Argument(help: "The files.") var files: [String]
  @OptionGroup var passwords: PasswordOptions
  @Flag(help: "Do not open private keys.") var noKeys = false
  @Option(help: "How the result is written.") var format: AnswerFormat = .text

  func run() throws {
    let (text, code) = try result()
    try Output.print(text)
    if code != 0 { throw CommandFailure.code(code) }
  }

  /// What is said of the files, and the exit code.
  func result() throws -> (text: String, code: Int32) {
    let password = try passwords.password()
    let keyPassword = try passwords.keyPassword()
    let looks = files.map { path in
      InspectedFile(path, password: password, keyPassword: keyPassword, openKeys: !noKeys)
    }
    let pairing = KeyPairing(looks)
    let report = InspectReport(files: looks.map { $0.reported(pairing) })
    var vault = SecretVault(names: report.files.flatMap(\.entries).map(\.alias))
    for secret in [password, keyPassword].compactMap(\.self) {
      vault.register(secret, from: "the command line")
    }
    let text = try ReportGuard(Masker(vault)).text(report) { report in
      switch format {
      case .json: return try renderJSON(report)
      case .text:
        let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
        return renderText(report, at: now)
      }
    }
    return (text, report.exitCode)
  }
}

/// One file of the command line, looked into.
struct InspectedFile {
  let path: String
  /// What it holds; nil where it could not be read.
  let inspection: KeystoreInspection?
  /// For each certificate of another file whether the one key of this file, which has no
  /// certificate beside it, belongs to it; nil where that cannot be told.
  let comparing: @Sendable ([CertificateDescription]) -> [Bool?]
  private let failure: String?

  init(_ path: String, password: Secret?, keyPassword: Secret?, openKeys: Bool) {
    self.path = path
    do throws(FileFailure) {
      let bytes = try TargetFiles.live().contents(
        of: WorkingFolder.path(path), limit: KeystoreBounds.bytes)
      let inspection = inspectKeystore(
        bytes: bytes, password: password, keyPassword: keyPassword, openKeys: openKeys)
      self.inspection = inspection
      failure = nil
      if inspection.hasOneLoneKey {
        comparing = { certificates in
          ServerKey(in: bytes, password: keyPassword ?? password, certificates: certificates)
            .matches
        }
      } else {
        comparing = { $0.map { _ in nil } }
      }
    } catch {
      inspection = nil
      failure = "The file cannot be read: \(FailureWords.text(error))."
      comparing = { $0.map { _ in nil } }
    }
  }

  /// A file that was looked into already, whose keys are compared with no other file's certificates.
  init(_ path: String, _ inspection: KeystoreInspection) {
    self.path = path
    self.inspection = inspection
    comparing = { $0.map { _ in nil } }
    failure = nil
  }

  /// The report's value of it.
  func reported(_ pairing: KeyPairing) -> InspectReport.File {
    guard let inspection else {
      return InspectReport.File(
        path: path, format: .unknown, bytes: 0, opens: false, problem: failure, isComplete: false,
        entries: [])
    }
    return InspectReport.File(
      path: path, format: InspectReport.Format(rawValue: inspection.format.rawValue) ?? .unknown,
      bytes: inspection.bytes, opens: inspection.opens,
      problem: inspection.problem?.description,
      isComplete: !inspection.isPartlyUnread,
      entries: inspection.entries.map { entry in
        let partner = pairing.partner(of: entry, in: self)
        return InspectReport.Entry(
          alias: entry.alias,
          kind: InspectReport.Entry.Kind(rawValue: entry.kind.rawValue) ?? .certificate,
          keyOpens: entry.keyOpens,
          keyProblem: entry.keyProblem?.description,
          keyEncrypted: entry.kind == .privateKey ? entry.isKeyEncrypted : nil,
          keyBelongs: partner.belongs, keyBelongsTo: partner.certificate,
          created: entry.created.map { Timestamp(secondsSince1970: $0) },
          chain: entry.chain.map { CertificateRecord($0, seenAt: []) })
      })
  }
}

extension KeystoreInspection {
  /// Whether it is a file with one private key and no certificate.
  fileprivate var hasOneLoneKey: Bool {
    (format == .pem || format == .der) && entries.count == 1
      && entries.allSatisfy { $0.kind == .privateKey && $0.chain.isEmpty }
  }
}
