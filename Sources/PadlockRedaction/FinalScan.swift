import PadlockModel

/// The last look at finished bytes before they leave: none may hold a secret.
///
/// Searched for is every registered secret that is not ordinary, in every form of
/// ``SecretForms``, in what percent signs, XML references and backslashes stand for, and where a
/// renderer broke the line within it. What stands in our own constant
/// text does not count: a password `confirmed` blocks nothing because a report says "confirmed".
public struct FinalScan: Sendable {
  /// What the scan found; it never holds the value.
  public enum Outcome: Sendable, Equatable {
    case clean
    /// A secret that was read from `source` would leave.
    case leak(source: String)
  }

  private let vault: SecretVault
  private let owners: [Int]
  private let search: ByteSearch
  private let joinedOwners: [Int]
  private let joinedSearch: ByteSearch

  /// Prepares the search; `ownText` is text of rules and renderers that is the same in every run.
  public init(_ vault: SecretVault, ownText: [String] = []) {
    self.vault = vault
    var patterns: [[UInt8]] = []
    var owners: [Int] = []
    for (index, entry) in vault.entries.enumerated() where entry.ordinary == nil {
      for form in entry.secret.withBytes({ SecretForms.all(of: $0) }) {
        patterns.append(form)
        owners.append(index)
      }
    }
    var constant = Set<Int>()
    if !ownText.isEmpty, !patterns.isEmpty {
      let own = Array(ownText.joined(separator: "\0").utf8)
      ByteSearch(patterns).each(in: own) { _, pattern in constant.insert(pattern) }
    }
    let searched = patterns.indices.filter { !constant.contains($0) }
    let kept = searched.map { patterns[$0] }
    self.owners = searched.map { owners[$0] }
    search = ByteSearch(kept)
    var joined: [[UInt8]] = []
    var joinedOwners: [Int] = []
    for (pattern, owner) in zip(kept, self.owners) {
      let bare = pattern.filter { !Self.isBlank($0) }
      guard bare.count >= 6 else { continue }
      joined.append(bare)
      joinedOwners.append(owner)
    }
    self.joinedOwners = joinedOwners
    joinedSearch = ByteSearch(joined)
  }

  /// Scans `bytes`; `skeleton` is the same document without anything from outside.
  ///
  /// A form that occurs as often in the skeleton is our own text.
  public func scan(_ bytes: [UInt8], skeleton: [UInt8] = []) -> Outcome {
    guard !owners.isEmpty else { return .clean }
    if let owner = surplus(in: bytes, over: skeleton, search, owners) { return leak(owner) }
    for unescape in Unescaping.allCases where bytes.contains(unescape.sign) {
      let (plain, plainSkeleton) = (unescape.apply(bytes), unescape.apply(skeleton))
      if let owner = surplus(in: plain, over: plainSkeleton, search, owners) { return leak(owner) }
    }
    guard bytes.contains(0x0A) else { return .clean }
    return surplus(acrossLinesOf: bytes, over: skeleton).map(leak) ?? .clean
  }

  /// Scans a finished text.
  public func scan(_ text: String, skeleton: String = "") -> Outcome {
    scan(Array(text.utf8), skeleton: Array(skeleton.utf8))
  }

  private func leak(_ owner: Int) -> Outcome { .leak(source: vault.entries[owner].source) }

  private func surplus(
    in bytes: [UInt8], over skeleton: [UInt8], _ search: ByteSearch, _ owners: [Int]
  ) -> Int? {
    var counts: [Int: Int] = [:]
    search.each(in: bytes) { _, pattern in counts[pattern, default: 0] += 1 }
    guard !counts.isEmpty else { return nil }
    search.each(in: skeleton) { _, pattern in counts[pattern, default: 0] -= 1 }
    return counts.filter { $0.value > 0 }.map { owners[$0.key] }.min()
  }

  /// Looks for what begins on one line and ends on another, without regard to white space.
  private func surplus(acrossLinesOf bytes: [UInt8], over skeleton: [UInt8]) -> Int? {
    var counts: [Int: Int] = [:]
    for (document, step) in [(bytes, 1), (skeleton, -1)] {
      var solid: [UInt8] = []
      var lines: [Int32] = []
      solid.reserveCapacity(document.count)
      lines.reserveCapacity(document.count)
      var line: Int32 = 0
      for byte in document {
        if byte == 0x0A { line &+= 1 }
        guard !Self.isBlank(byte) else { continue }
        solid.append(byte)
        lines.append(line)
      }
      joinedSearch.each(in: solid) { start, pattern in
        let last = start + joinedSearch.length(of: pattern) - 1
        if lines[start] != lines[last] { counts[pattern, default: 0] += step }
      }
      if counts.isEmpty { return nil }
    }
    return counts.filter { $0.value > 0 }.map { joinedOwners[$0.key] }.min()
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}
