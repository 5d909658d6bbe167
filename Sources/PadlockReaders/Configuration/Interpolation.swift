/// Replaces `${name}` by the value of `name`, as commons-configuration does.
///
/// A name that is unknown stays as it is written, and the result is then not complete.
struct Interpolation {
  /// Names that stand within a value within a value, at most.
  private static let depthLimit = 16
  /// The longest value that is put in, in UTF-8 bytes.
  private static let valueLimit = 64 << 10

  let values: [String: String]
  /// How many bytes and names may still be put in, over the whole file.
  private var budget = 16 << 20

  init(values: [String: String]) {
    self.values = values
  }

  /// The text with all known names replaced, and whether none was unknown.
  mutating func expand(_ text: String) -> (text: String, isComplete: Bool) {
    guard text.utf8.contains(0x24) else { return (text, true) }
    return expand(text, within: [])
  }

  private mutating func expand(
    _ text: String, within names: [String]
  ) -> (text: String, isComplete: Bool) {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var isComplete = true
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x24, index + 1 < bytes.count, bytes[index + 1] == 0x7B else {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard let close = bytes[index...].firstIndex(of: 0x7D) else {
        result += bytes[index...]
        break
      }
      let name = String(decoding: bytes[index + 2..<close], as: UTF8.self)
      if let value = usable(name, within: names) {
        let inner = expand(value, within: names + [name])
        result += inner.text.utf8
        isComplete = isComplete && inner.isComplete
      } else {
        result += bytes[index...close]
        isComplete = false
      }
      index = close + 1
    }
    return (String(decoding: result, as: UTF8.self), isComplete)
  }

  private mutating func usable(_ name: String, within names: [String]) -> String? {
    guard let value = values[name], !names.contains(name), names.count < Self.depthLimit,
      value.utf8.count <= Self.valueLimit, value.utf8.count + 16 <= budget
    else { return nil }
    budget -= value.utf8.count + 16
    return value
  }
}
