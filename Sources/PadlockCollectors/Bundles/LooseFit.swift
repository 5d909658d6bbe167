public import PadlockModel

/// How well the files of a bundle fit one installation of a product.
///
/// Two platforms may have files of the same names; then the paths in those files tell.
public struct LooseFit: Comparable {
  /// How many of the product's own files are there.
  public let files: Int
  /// Whether what is written in them is of this platform.
  private let speaks: Bool

  public init(_ bundle: EvidenceBundle, _ product: Product, _ installation: Installation) {
    let known = LoosePaths(bundle, product, installation).known
    files = known.count
    let drives = known.contains { file in
      let head = (try? OpenedFile(file.real).bytes(from: 0, count: 64 << 10)) ?? []
      return Self.namesDrive(head)
    }
    speaks = drives == (installation.platform == .windows)
  }

  public static func < (a: LooseFit, b: LooseFit) -> Bool {
    (a.files, a.speaks ? 1 : 0) < (b.files, b.speaks ? 1 : 0)
  }

  /// Whether a path of Windows stands in it: `C:\`, or `C:/` that is not the end of a longer word.
  private static func namesDrive(_ text: [UInt8]) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    return text.indices.dropFirst().dropLast(2).contains { at in
      text[at + 1] == UInt8(ascii: ":") && isLetter(text[at]) && !isLetter(text[at - 1])
        && (text[at + 2] == UInt8(ascii: "\\") || text[at + 2] == UInt8(ascii: "/"))
    }
  }

  /// Where such files are taken to be installed: the product's first place.
  public static func home(of installation: Installation) -> String {
    let home = (installation.homes.first ?? "/").replacing("*", with: "")
    return String(home.reversed().drop(while: \.isWhitespace).reversed())
  }
}
