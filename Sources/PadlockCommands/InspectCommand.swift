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
    abstract: "Says what a keystore, certificate or key file really holds, by its bytes.")

  @Argument(help: "The files.") var files: [String]
  @OptionGroup var passwords: PasswordOptions
  @Flag(help: "Do not open private keys.") var noKeys = false
  @Option(help: "How the result is written.") var format: AnswerFormat = .text

  func run() throws {
    let password = try passwords.password()
    let keyPassword = try passwords.keyPassword()
    let access = TargetFiles.live()
    var isUnreadable = false
    let inspected = files.map { path -> InspectReport.File in
      let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
      do throws(FileFailure) {
        let bytes = try access.contents(of: whole, limit: KeystoreBounds.bytes)
        let inspection = inspectKeystore(
          bytes: bytes, password: password, keyPassword: keyPassword, openKeys: !noKeys)
        return InspectReport.File(path, inspection)
      } catch {
        isUnreadable = true
        return InspectReport.File(
          path: path, format: .unknown, bytes: 0, opens: false,
          problem: "The file cannot be read: \(FailureWords.text(error)).", entries: [])
      }
    }
    let report = InspectReport(files: inspected)
    var vault = SecretVault(names: inspected.flatMap(\.entries).map(\.alias))
    for secret in [password, keyPassword].compactMap(\.self) {
      vault.register(secret, from: "the command line")
    }
    let rendering = ReportGuard(Masker(vault))
    try Output.print(
      rendering.text(report) { report in
        switch format {
        case .json: try renderJSON(report)
        case .text: renderText(report, options: TextOptions())
        }
      })
    if isUnreadable { throw CommandFailure.code(2) }
  }
}

extension InspectReport.File {
  /// The report's value of an inspection.
  init(_ path: String, _ inspection: KeystoreInspection) {
    self.init(
      path: path, format: InspectReport.Format(rawValue: inspection.format.rawValue) ?? .unknown,
      bytes: inspection.bytes, opens: inspection.opens,
      problem: inspection.problem?.description,
      entries: inspection.entries.map { entry in
        InspectReport.Entry(
          alias: entry.alias,
          kind: InspectReport.Entry.Kind(rawValue: entry.kind.rawValue) ?? .certificate,
          keyOpens: entry.keyOpens,
          created: entry.created.map { Timestamp(secondsSince1970: $0) },
          chain: entry.chain.map { CertificateRecord($0, seenAt: []) })
      })
  }
}
