import PadlockCollectors
import PadlockModel
import PadlockWizard
import Synchronization

extension EffectRunner {
  /// Entries of a folder that are listed at most; of more, each would have to be looked at.
  private static let entryLimit = 4_000

  /// What a folder holds, on this machine or where a detected target has its files.
  func list(_ folder: String, of target: String?) -> FolderListing {
    let files = target.flatMap { name in found.withLock { $0[name]?.files } } ?? TargetFiles.live()
    switch files.status(of: folder) {
    case .folder: break
    case .file, .special: return FolderListing(folder: folder, outcome: .notFolder)
    case .missing: return FolderListing(folder: folder, outcome: .missing)
    case .notCollected:
      return FolderListing(folder: folder, outcome: .closed("the copy does not hold it"))
    case .denied: return FolderListing(folder: folder, outcome: .closed("this user may not"))
    }
    do throws(FileFailure) {
      let names = try files.names(in: folder)
      let entries = names.prefix(Self.entryLimit).map { name in
        let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
        let isFolder = if case .folder = files.status(of: path) { true } else { false }
        return FolderListing.Entry(name: name, isFolder: isFolder)
      }
      return FolderListing(
        folder: folder, entries: entries,
        outcome: .listed(isWhole: names.count <= Self.entryLimit))
    } catch {
      return FolderListing(folder: folder, outcome: .closed(FailureWords.text(error)))
    }
  }
}
