import Foundation
import OpenSSLBridge
import PadlockModel

/// Whether the files of a collector's bundle are still those that it wrote.
struct BundleIntegrity {
  /// What of a manifest counts here; each collector adds more.
  private struct Manifest: Decodable {
    let schema: String
    let files: [BundleManifest.Member]
  }

  /// The bundle, as it is called.
  let bundle: String
  /// Whether all of it was read, so that what is not in it can be said to have gone.
  let isWhole: Bool
  let isOver: () -> Bool

  /// The most bytes of a file whose digest is looked at, and the most files that are named.
  private static let (mostBytes, mostNamed) = (64 << 20, 20)

  /// What is said of files that differ from what the manifest says of them; of any others nothing.
  func unchecked(_ files: [EvidenceBundle.File]) -> [Unchecked] {
    guard
      let (list, manifest) = EvidenceBundle.document("manifest.json", Manifest.self, in: files),
      manifest.schema == BundleManifest.schema
    else { return [] }
    let folder = String(list.path.dropLast("manifest.json".count))
    let present = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    var found: [Unchecked] = []
    for member in manifest.files where !isOver() {
      guard let why = change(of: member, to: present[folder + member.path]) else { continue }
      guard found.count < Self.mostNamed else {
        found.append(said("more files", "they were changed or taken away after it was made"))
        break
      }
      found.append(said(folder + member.path, why))
    }
    return found
  }

  /// How a file is not what the manifest says; nil where it is, or where that is not known.
  private func change(
    of member: BundleManifest.Member, to file: EvidenceBundle.File?
  ) -> String? {
    guard let file else { return isWhole ? "it was taken away after the bundle was made" : nil }
    let changed = "it was changed after the bundle was made"
    guard file.bytes == member.bytes else { return changed }
    // Where there is no tool for it, a collector writes no digest.
    guard !member.sha256.isEmpty, file.bytes <= Self.mostBytes,
      let bytes = try? OpenedFile(file.real).bytes(from: 0, count: file.bytes)
    else { return nil }
    let digest = sha256Hexadecimal(of: bytes)
    return digest.isEmpty || digest == member.sha256.lowercased() ? nil : changed
  }

  private func said(_ what: String, _ why: String) -> Unchecked {
    Unchecked(
      what: "\(what) of \(bundle)", why: why, how: "ask for the bundle as its collector wrote it")
  }
}
