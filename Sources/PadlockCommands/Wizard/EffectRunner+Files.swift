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

  /// What stands around a line of a file of the last collection's targets.
  func read(_ place: FilePlace, _ id: EffectID) -> Message {
    let inquiries = last.withLock { $0?.outcome.inquiries } ?? []
    guard let looked = inquiries.first(where: { $0.request.target.id == place.target }) else {
      return .failed(id, reason: "the files of \(place.target) are not at hand")
    }
    do throws(FileFailure) {
      let excerpt = try FileWindow.read(
        place.path, line: place.line, of: looked.request.files, masker: masker.withLock { $0 })
      return .fileRead(id, excerpt)
    } catch {
      return .failed(id, reason: "\(place.path): \(FailureWords.text(error))")
    }
  }
}
