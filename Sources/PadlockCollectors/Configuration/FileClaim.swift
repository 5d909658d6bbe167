import PadlockModel

/// How much a file that the user names looks like one of a target's own.
///
/// Of several targets the one with the strongest claim is meant.
public enum FileClaim: Int, Comparable, Sendable {
  case none
  /// The target has files of this form.
  case form
  /// The target has a file of this name.
  case name
  /// It lies in the folder where the target is installed.
  case place

  public static func < (a: FileClaim, b: FileClaim) -> Bool { a.rawValue < b.rawValue }
}

extension CollectionRequest {
  /// The target's claim on a configuration file.
  public func claim(onConfiguration path: String) -> FileClaim {
    let known = installation?.configuration ?? []
    let name = TargetPath(path).name
    let isNamed = known.contains { file in
      let own = TargetPath(file.path).name
      return PathPattern.fits(name, own)
        || file.ignoresCase && PathPattern.fits(name.lowercased(), own.lowercased())
    }
    if let claim = claim(onPlaceOf: path, orNameIf: isNamed) { return claim }
    guard let bytes = try? files.contents(of: path, limit: ConfigurationFiles.limit) else {
      return .none
    }
    let file = ConfigurationReading(product: product).recognise(path, bytes, among: known)
    return known.contains(file) ? .form : .none
  }

  /// The target's claim on a log.
  public func claim(onLog path: String) -> FileClaim {
    let name = TargetPath(path).name
    let isNamed = (installation?.logs ?? []).contains {
      PathPattern.fits(name, TargetPath($0.path).name)
    }
    return claim(onPlaceOf: path, orNameIf: isNamed) ?? .none
  }

  /// The target's claim on a keystore, or on what is said of one that is not named.
  public func claim(onKeystore path: String?) -> FileClaim {
    let hasKeystore = product.settings.contains { $0.name == "keystore.path" }
    return path.flatMap { claim(onPlaceOf: $0, orNameIf: false) } ?? (hasKeystore ? .form : .none)
  }

  private func claim(onPlaceOf path: String, orNameIf isNamed: Bool) -> FileClaim? {
    if let home = target.home, TargetPath(path).isBelow(home) { return .place }
    return isNamed ? .name : nil
  }
}
