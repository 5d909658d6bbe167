import CursesTerminal
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockWizard
import Synchronization

extension EffectRunner {
  /// Looks for products where the options say, or in what came with a ticket.
  func detect(
    _ id: EffectID, _ ticket: String?, _ flag: CancellationFlag, _ answer: Answer
  ) async {
    if ticket == nil, let known { return answer(.detected(id, known.map { shown($0) })) }
    let wish: TargetWish
    do throws(BundleFailure) {
      wish = try ticket.map { path throws(BundleFailure) in try open(path, flag) } ?? self.wish
    } catch {
      return answer(.failed(id, reason: error.words))
    }
    let detection = TargetDetection(rules, wish) { flag.isRaised }
    let targets = await detection.targets()
    let place = ticket ?? wish.root
    remember(targets, in: place)
    var found: [PadlockWizard.DetectedTarget] = []
    for target in targets {
      var entry = shown(target, in: place)
      entry.isInArchive = ticket != nil && wish.bundle != nil
      if entry.mayBeAsked, entry.port == nil {
        entry.ports = await detection.ports(of: target).sorted()
      }
      found.append(entry)
    }
    answer(.detected(id, found))
  }

  /// What came with a ticket: a folder is taken for `/`, anything else for an archive.
  private func open(
    _ path: String, _ flag: CancellationFlag
  ) throws(BundleFailure) -> TargetWish {
    var wish = TargetWish(noProbe: self.wish.noProbe)
    guard case .file = TargetFiles.live().status(of: path) else {
      wish.root = path
      return wish
    }
    let run = Deadline(after: .seconds(deadline), cancelledBy: flag)
    let bundle = try opened(path, run)
    archives.withLock { $0.updateValue(bundle, forKey: path) }?.remove()
    wish.bundle = bundle
    return wish
  }

  /// An archive, unpacked into a folder that a signal removes; nothing is left where it is none.
  private func opened(_ path: String, _ run: Deadline) throws(BundleFailure) -> OpenBundle {
    var folder: String?
    do throws(BundleFailure) {
      return try OpenBundle(path, run) {
        folder = $0
        removeWhenKilled($0)
      }
    } catch {
      if let folder { spareWhenKilled(folder) }
      throw error
    }
  }

  /// Removes what archives were unpacked into.
  func removeArchives() {
    archives.withLock { archives in
      for bundle in archives.values { bundle.remove() }
      archives = [:]
    }
  }

  func remember(_ targets: [FoundTarget], in place: String? = nil) {
    found.withLock { known in
      for target in targets { known[Self.name(target, in: place)] = target }
    }
  }

  /// A target's id, apart from one with the same host in another copy of files.
  private static func name(_ found: FoundTarget, in place: String?) -> String {
    place.map { "\(found.target.id) in \($0)" } ?? found.target.id
  }

  /// A target as the wizard lists it.
  private func shown(
    _ found: FoundTarget, in place: String? = nil
  ) -> PadlockWizard.DetectedTarget {
    PadlockWizard.DetectedTarget(
      id: Self.name(found, in: place), product: found.product.id, name: found.product.name,
      host: found.target.host, port: found.target.port, home: found.target.home, tree: place,
      isHostGuessed: found.isHostGuessed, mayBeAsked: !found.isOutOfReach && !wish.noProbe)
  }
}
