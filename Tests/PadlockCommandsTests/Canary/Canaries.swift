import TestSupport

/// What must not be found in anything that leaves.
struct Canaries {
  private struct Needle {
    var form: [UInt8]
    var name: String
  }

  /// What is looked for as it stands, and what without white space where lines were broken.
  private let whole: Index
  private let solid: Index

  /// Looks for these values, each with what it is for messages, in the forms in which a program may
  /// write them unseen.
  init(_ values: [(value: String, name: String)]) {
    var needles: [Needle] = []
    for (value, name) in values {
      var seen: Set<String> = []
      for form in SecretForms.all(of: value) where seen.insert(form.text).inserted {
        needles.append(Needle(form: Array(form.text.utf8), name: "\(form.name) of \(name)"))
      }
    }
    whole = Index(needles)
    solid = Index(
      needles.compactMap { needle in
        let bare = needle.form.filter { !Self.isBlank($0) }
        return bare.count < 12 ? nil : Needle(form: bare, name: needle.name + ", broken")
      })
  }

  /// What is found in a text, also where that is broken into lines.
  func found(in text: String) -> Set<String> {
    let bytes = Array(text.utf8)
    return whole.found(in: bytes).union(solid.found(in: bytes.filter { !Self.isBlank($0) }))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

  /// Needles of three bytes or more by their first three.
  private struct Index {
    private var begins = [Bool](repeating: false, count: 65_536)
    private var needles: [Int: [Needle]] = [:]

    init(_ all: [Needle]) {
      for needle in all where needle.form.count >= 3 {
        let key = Self.key(needle.form[0], needle.form[1], needle.form[2])
        begins[key & 0xFFFF] = true
        needles[key, default: []].append(needle)
      }
    }

    private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
      Int(third) << 16 | Int(second) << 8 | Int(first)
    }

    func found(in bytes: [UInt8]) -> Set<String> {
      var names: Set<String> = []
      bytes.withUnsafeBufferPointer { bytes in
        begins.withUnsafeBufferPointer { begins in
          var start = 0
          while start + 2 < bytes.count {
            if begins[Int(bytes[start + 1]) << 8 | Int(bytes[start])] {
              let key = Self.key(bytes[start], bytes[start + 1], bytes[start + 2])
              for needle in needles[key] ?? []
              where bytes[start...].starts(with: needle.form) { names.insert(needle.name) }
            }
            start += 1
          }
        }
      }
      return names
    }
  }
}
