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

  /// Every secret that is known.
  public private(set) var vault: SecretVault
  /// How many entries of the vault the search knows.
  private var known = 0
  /// The entry of the vault that each pattern of the search is a form of.
  private var owners: [Int] = []
  private var search = ByteSearch()
  /// The same patterns without white space; those too short to be told from chance are empty.
  private var joinedSearch = ByteSearch()
  /// The patterns that stand in our own text.
  private var own: Set<Int> = []

  /// Prepares the search.
  public init(_ vault: SecretVault) {
    self.vault = vault
    index()
  }

  /// The same scan, that leaves out what stands in `ownText`: text of rules and renderers that is
  /// the same in every run.
  public func excusing(_ ownText: [String]) -> FinalScan {
    guard !owners.isEmpty, !ownText.isEmpty else { return self }
    var scan = self
    let text = Array(ownText.joined(separator: "\0").utf8)
    search.each(in: text) { _, pattern in scan.own.insert(pattern) }
    return scan
  }

  /// Searches for one more secret; its number.
  mutating func register(_ secret: Secret, from source: String) -> Int {
    let number = vault.register(secret, from: source)
    index()
    return number
  }

  /// Adds aliases and host names, which a secret may equal without blocking a report.
  mutating func add(names: some Sequence<String>) {
    vault.add(names: names)
    self = FinalScan(vault)
  }

  /// Calls `found` with each place of a form and the secret's number.
  func each(in bytes: [UInt8], _ found: (_ place: Range<Int>, _ number: Int) -> Void) {
    search.each(in: bytes) { start, pattern in
      found(start..<(start + search.length(of: pattern)), owners[pattern] + 1)
    }
  }

  private mutating func index() {
    for (index, entry) in vault.entries.enumerated().dropFirst(known) {
      for form in entry.forms {
        owners.append(index)
        search.add(form)
        let bare = form.filter { !Self.isBlank($0) }
        joinedSearch.add(bare.count >= 6 ? bare : [])
      }
    }
    known = vault.entries.count
  }

  /// Scans `bytes`; `skeleton` is the same document without anything from outside.
  ///
  /// A form that occurs as often in the skeleton is our own text.
  public func scan(_ bytes: [UInt8], skeleton: [UInt8] = []) -> Outcome {
    guard !owners.isEmpty else { return .clean }
    if let owner = surplus(in: bytes, over: skeleton) { return leak(owner) }
    for unescape in Unescaping.allCases where bytes.contains(unescape.sign) {
      let (plain, plainSkeleton) = (unescape.apply(bytes), unescape.apply(skeleton))
      if let owner = surplus(in: plain, over: plainSkeleton) { return leak(owner) }
    }
    guard bytes.contains(0x0A) else { return .clean }
    return surplus(acrossLinesOf: bytes, over: skeleton).map(leak) ?? .clean
  }

  /// Scans a finished text.
  public func scan(_ text: String, skeleton: String = "") -> Outcome {
    scan(Array(text.utf8), skeleton: Array(skeleton.utf8))
  }

  private func leak(_ owner: Int) -> Outcome { .leak(source: vault.entries[owner].source) }

  private func surplus(in bytes: [UInt8], over skeleton: [UInt8]) -> Int? {
    var counts: [Int: Int] = [:]
    search.each(in: bytes) { _, pattern in counts[pattern, default: 0] += 1 }
    guard !counts.isEmpty else { return nil }
    search.each(in: skeleton) { _, pattern in counts[pattern, default: 0] -= 1 }
    return owner(of: counts)
  }

  /// The first secret of which there is more than our own text has.
  private func owner(of counts: [Int: Int]) -> Int? {
    counts.filter { $0.value > 0 && !own.contains($0.key) }.map { owners[$0.key] }.min()
  }

  /// Looks for what begins on one line and ends on another, without regard to white space; then also
  /// without the backslashes that continue lines.
  private func surplus(acrossLinesOf bytes: [UInt8], over skeleton: [UInt8]) -> Int? {
    if let owner = surplus(acrossLinesOf: bytes, over: skeleton, joining: false) { return owner }
    let isContinued = bytes.indices.contains { LineContinuation.end(at: $0, in: bytes[...]) != nil }
    return isContinued ? surplus(acrossLinesOf: bytes, over: skeleton, joining: true) : nil
  }

  private func surplus(
    acrossLinesOf bytes: [UInt8], over skeleton: [UInt8], joining: Bool
  ) -> Int? {
    var counts: [Int: Int] = [:]
    for (document, step) in [(bytes, 1), (skeleton, -1)] {
      var solid: [UInt8] = []
      var lines: [Int32] = []
      solid.reserveCapacity(document.count)
      lines.reserveCapacity(document.count)
      var line: Int32 = 0
      for (index, byte) in document.enumerated() {
        if byte == 0x0A { line &+= 1 }
        guard !Self.isBlank(byte),
          !joining || LineContinuation.end(at: index, in: document[...]) == nil
        else { continue }
        solid.append(byte)
        lines.append(line)
      }
      joinedSearch.each(in: solid) { start, pattern in
        let last = start + joinedSearch.length(of: pattern) - 1
        if lines[start] != lines[last] { counts[pattern, default: 0] += step }
      }
      if counts.isEmpty { return nil }
    }
    return owner(of: counts)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}
