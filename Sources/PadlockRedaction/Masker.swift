public import PadlockModel

/// Replaces secrets in text by stable stand-ins: `<secret 1>`.
///
/// It knows the shapes in which configuration, commands and logs hold secrets, and every value that
/// was registered, in each of its encoded forms. A value that only a shape shows is registered on
/// the way, so that it has the same stand-in wherever it comes again.
public struct Masker: Sendable {
  /// The search for every secret known so far.
  public private(set) var scan: FinalScan
  private var quotes: [[UInt8]] = []
  private var quoteSearch = ByteSearch()

  public init(_ vault: SecretVault = SecretVault()) { scan = FinalScan(vault) }

  /// Every secret known so far.
  public var vault: SecretVault { scan.vault }

  /// Registers a value that was read as a secret.
  @discardableResult
  public mutating func register(_ secret: Secret, from source: String) -> Int {
    scan.register(secret, from: source)
  }

  /// Adds aliases and host names, which a secret may equal without blocking a report.
  public mutating func add(names: some Sequence<String>) {
    scan.add(names: names)
  }

  /// Adds words that are published, such as those of a known message: a value of which nothing but a
  /// shape says that it is a secret, and which stands within them, is none.
  ///
  /// What was registered as a secret stays one, and so does a value that goes on beyond them.
  public mutating func add(quotes: some Sequence<String>) {
    self.quotes = Set(self.quotes + quotes.map { Array($0.utf8) }).sorted {
      $0.lexicographicallyPrecedes($1)
    }
    quoteSearch = ByteSearch(self.quotes)
  }

  /// Where quotes stand, in order and apart from each other.
  private func quoted(in bytes: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    quoteSearch.each(in: bytes) { start, quote in
      let end = start + quotes[quote].count
      if let last = places.last, start < last.upperBound {
        places[places.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        places.append(start..<end)
      }
    }
    return places
  }

  /// The stand-in of a value's number; 0 is any value beyond ``mostLearned`` or ``longestLearned``.
  public static func standIn(_ number: Int) -> String {
    number == 0 ? "<secret unnumbered>" : "<secret \(number)>"
  }

  /// How many values are remembered from shapes alone; later ones are masked without a number.
  public static let mostLearned = 500

  /// How many bytes a value may have that is remembered from its shape alone; a longer one is masked
  /// where it stands, without a number.
  public static let longestLearned = 4_096

  private typealias Span = (range: Range<Int>, number: Int)

  /// Where values have the shape of a secret; from now on they are known.
  private mutating func learn(from bytes: [UInt8], _ source: String) -> [Span] {
    var spans: [Span] = []
    let quoted = quoted(in: bytes)
    let standIns = Self.standIns(in: bytes)
    for shape in SecretShape.allCases {
      for range in shape.spans(in: bytes)
      where !SecretShape.isStandIn(bytes[range]) && !quoted.holds(range)
        && standIns.around(range.lowerBound) == nil
      {
        guard range.count <= Self.longestLearned else {
          spans.append((range, 0))
          continue
        }
        let value = LineContinuation.joined(bytes[range])
        spans.append((range, learn(Secret(bytes: value), from: source)))
        if let password = BasicCredentials.password(at: range, in: bytes) {
          _ = learn(password, from: source)
        }
      }
    }
    return spans
  }

  private mutating func learn(_ secret: Secret, from source: String) -> Int {
    if let number = vault.number(of: secret) { return number }
    return vault.entries.count < Self.mostLearned ? scan.register(secret, from: source) : 0
  }

  /// Returns `text` with every secret masked; `source` is where it was read.
  ///
  /// Pass whole files where they are at hand: a private key spans lines. With `keepingLines` the
  /// result has as many lines as the text.
  ///
  /// What is left is looked at again until nothing in it is a secret, so that masking the result
  /// changes nothing: a stand-in may have taken the line end or quote at which another value ended.
  public mutating func mask(
    _ text: String, from source: String, keepingLines: Bool = false
  ) -> String {
    var masked = text
    for _ in 0..<Self.mostPasses {
      let bytes = Array(masked.utf8)
      let spans = learn(from: bytes, source) + registered(in: bytes)
      guard !spans.isEmpty else { break }
      masked = replace(spans, in: bytes, unchanged: masked, keepingLines: keepingLines)
    }
    return masked
  }

  /// Two are the rule, of which the second finds nothing; a text made for it may need more.
  private static let mostPasses = 8

  /// Returns `texts`, which belong together, with every secret masked: what only one of them shows
  /// to be a secret is masked in all of them, each in its place.
  ///
  /// A text in which a secret is left in some other form, half escaped as a stack trace may hold it,
  /// is replaced as a whole.
  public mutating func mask(together texts: [String], from source: String) -> [String] {
    let all = texts.map { ByteKey(Array($0.utf8)) }
    var seen: Set<ByteKey> = []
    let distinct = zip(all, texts).filter { seen.insert($0.0).inserted }
    var left = distinct.map { (bytes: $0.0.bytes, text: $0.1) }
    var changed = Array(left.indices)
    // A second look at one text may show what is a secret in another.
    for _ in 0..<Self.mostPasses {
      var spans: [Int: [Span]] = [:]
      for index in changed { spans[index] = learn(from: left[index].bytes, source) }
      changed.removeAll()
      for (index, (bytes, text)) in left.enumerated() {
        let places = (spans[index] ?? []) + registered(in: bytes)
        if places.isEmpty { continue }
        let masked = replace(places, in: bytes, unchanged: text)
        left[index] = (Array(masked.utf8), masked)
        changed.append(index)
      }
      if changed.isEmpty { break }
    }
    var shown: [ByteKey: String] = [:]
    for (key, text) in zip(distinct, left) {
      shown[key.0] = scan.scan(text.bytes) == .clean ? text.text : Self.standIn(0)
    }
    return all.map { shown[$0] ?? Self.standIn(0) }
  }

  /// Where numbered stand-ins are, in which nothing begins: for the shapes, the blank in one ends a
  /// name or a value.
  private static func standIns(in bytes: [UInt8]) -> [Range<Int>] {
    let begin = Array("<secret ".utf8)
    var found: [Range<Int>] = []
    var index = 0
    while let open = bytes[index...].firstIndex(of: begin[0]) {
      index = open + 1
      guard bytes[open...].starts(with: begin),
        let close = bytes[open...].prefix(32).firstIndex(of: UInt8(ascii: ">")),
        SecretShape.isStandIn(bytes[open...close])
      else { continue }
      found.append(open..<(close + 1))
      index = close + 1
    }
    return found
  }

  /// Returns `text` with every value masked that is registered; shapes are not looked for.
  public func maskRegistered(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return replace(registered(in: bytes), in: bytes, unchanged: text)
  }

  private func registered(in bytes: [UInt8]) -> [Span] {
    var spans: [Span] = []
    // A value may be spelled as a stand-in begins or ends.
    let standIns = Self.standIns(in: bytes)
    scan.each(in: bytes) { if !standIns.haveEnd(of: $0) { spans.append(($0, $1)) } }
    return spans
  }

  /// Replaces the union of `spans`; where several overlap, the longest one names the stand-in.
  private func replace(
    _ spans: [Span], in bytes: [UInt8], unchanged: String, keepingLines: Bool = false
  ) -> String {
    guard !spans.isEmpty else { return unchanged }
    let sorted = spans.sorted {
      ($0.range.lowerBound, -$0.range.count, $0.number)
        < ($1.range.lowerBound, -$1.range.count, $1.number)
    }
    var result: [UInt8] = []
    var at = 0
    var index = 0
    while index < sorted.count {
      var (range, number) = sorted[index]
      var longest = range.count
      index += 1
      while index < sorted.count, sorted[index].range.lowerBound < range.upperBound {
        let next = sorted[index]
        if next.range.count > longest { (longest, number) = (next.range.count, next.number) }
        range = range.lowerBound..<max(range.upperBound, next.range.upperBound)
        index += 1
      }
      result += bytes[at..<range.lowerBound]
      result += Array(Self.standIn(number).utf8)
      if keepingLines { result += bytes[range].filter { $0 == 0x0A } }
      at = range.upperBound
    }
    result += bytes[at...]
    return String(decoding: result, as: UTF8.self)
  }
}

extension [Range<Int>] {
  /// Which of these ranges, which are in order and apart, `place` is in.
  fileprivate func around(_ place: Int) -> Range<Int>? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].lowerBound <= place ? self[low] : nil
  }

  /// Whether one of these ranges has all of `range` in it.
  fileprivate func holds(_ range: Range<Int>) -> Bool {
    around(range.lowerBound).map { range.upperBound <= $0.upperBound } ?? false
  }

  /// Whether `range` is one of these ranges, or begins or ends within one.
  fileprivate func haveEnd(of range: Range<Int>) -> Bool {
    if let first = around(range.lowerBound), first.lowerBound < range.lowerBound || first == range {
      return true
    }
    return around(range.upperBound - 1).map { range.upperBound < $0.upperBound } ?? false
  }
}
