extension EvidenceBundle {
  /// Names that stand at the top of a machine's files.
  private static let tops: Set<String> = [
    "etc", "opt", "usr", "var", "srv", "home", "root", "c", "d", "e", "c:", "d:", "e:",
    "program files", "program files (x86)", "programdata",
  ]

  /// Folders of this machine that hold files by the paths that they had, to be taken for `/`; of each
  /// archive the one that holds most.
  public var trees: [String] {
    if let copies { return [copies] }
    var found: [String] = []
    for (real, _) in roots {
      var counts: [String: Int] = [:]
      for file in files where file.real.hasPrefix(real + "/") {
        let path = file.real.dropFirst(real.count + 1).split(separator: "/")
        guard let top = path.dropLast().firstIndex(where: { Self.tops.contains($0.lowercased()) })
        else { continue }
        counts[path[..<top].joined(separator: "/"), default: 0] += 1
      }
      let best = counts.max { ($0.value, $1.key.count) < ($1.value, $0.key.count) }
      if let best { found.append(best.key.isEmpty ? real : "\(real)/\(best.key)") }
    }
    return found
  }
}
