/// The scalars of a list or mapping in brackets (YAML 1.2 §7.4, JSON).
///
/// `[a, 'b c']` yields `a` and `b c`; `{value: x, user: y}` yields `x` alone: the other keys of a
/// mapping tell by themselves whether they name a secret.
struct FlowScalars {
  /// A bracket that is open, and whether what stands in it now is a value.
  private struct Bracket {
    var isList: Bool
    var holdsValue: Bool
  }

  /// Where many brackets never close, each costs that much.
  private static let longest = 8_192

  private let text: [UInt8]
  private let limit: Int
  private var found: [Range<Int>] = []
  private var open: [Bracket] = []

  /// The scalars of what the bracket at `start` opens; those of its first line where it never closes.
  static func spans(from start: Int, in text: [UInt8]) -> [Range<Int>] {
    var scalars = FlowScalars(text, limit: min(text.count, start + longest))
    if scalars.closes(from: start) { return scalars.found }
    let lineEnd = text[start...].firstIndex(of: 0x0A) ?? text.count
    return scalars.found.filter { $0.upperBound <= lineEnd }
  }

  private init(_ text: [UInt8], limit: Int) {
    self.text = text
    self.limit = limit
  }

  private mutating func closes(from start: Int) -> Bool {
    var index = start
    while index < limit {
      switch text[index] {
      case 0x5B:
        open.append(Bracket(isList: true, holdsValue: open.last?.holdsValue ?? true))
        index += 1
      case 0x7B:
        open.append(Bracket(isList: false, holdsValue: false))
        index += 1
      case 0x5D, 0x7D:
        _ = open.popLast()
        if open.isEmpty { return true }
        index += 1
      case 0x2C:
        if let last = open.last, !last.isList { setHoldsValue(false) }
        index += 1
      case 0x3A, 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: index = read(scalar(from: index))
      }
    }
    return false
  }

  private mutating func setHoldsValue(_ holdsValue: Bool) {
    open[open.count - 1].holdsValue = holdsValue
  }

  /// Takes a scalar as a key or as a value; returns where to go on.
  private mutating func read(_ scalar: (inner: Range<Int>, end: Int)) -> Int {
    guard let bracket = open.last else { return scalar.end }
    if bracket.holdsValue {
      if !scalar.inner.isEmpty { found.append(scalar.inner) }
    } else if text[scalar.end...].first(where: { $0 != 0x20 }) == 0x3A {
      setHoldsValue(IndentedScalars.isValueKey(text[scalar.inner]))
    }
    return scalar.end
  }

  /// The scalar that begins at `start`, without its quotes, and its end with them.
  private func scalar(from start: Int) -> (inner: Range<Int>, end: Int) {
    let quote = text[start]
    if quote == 0x22 || quote == 0x27 {
      var index = start + 1
      while index < limit, text[index] != quote {
        index += text[index] == 0x5C && quote == 0x22 ? 2 : 1
      }
      let end = min(index, limit)
      return ((start + 1)..<max(start + 1, end), max(start + 1, min(end + 1, limit)))
    }
    var index = start
    while index < limit, !endsPlain(index) {
      // `${NAME}` is one word.
      if text[index] == 0x24, index + 1 < limit, text[index + 1] == 0x7B {
        index = text[index..<limit].firstIndex { $0 == 0x7D || $0 == 0x0A } ?? limit
        if index < limit, text[index] == 0x7D { index += 1 }
      } else {
        index += 1
      }
    }
    var end = index
    while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    return (start..<end, max(index, start + 1))
  }

  private func endsPlain(_ index: Int) -> Bool {
    switch text[index] {
    case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x0A, 0x0D: return true
    case 0x3A:
      return index + 1 >= limit || [0x20, 0x09, 0x0A, 0x0D].contains(text[index + 1])
    default: return false
    }
  }
}
