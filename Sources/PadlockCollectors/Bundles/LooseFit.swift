import Foundation
public import PadlockModel
import PadlockReaders

/// What of a bundle's loose files belongs to one installation of a product.
///
/// Files are told by their names, and where those were changed by what is in them: a configuration
/// or a log that holds the product's own words.
public struct LooseFit: Comparable, Sendable {
  /// Configuration under other names than the product's, by paths in the bundle.
  public private(set) var configuration: [String] = []
  /// Logs under other names.
  public private(set) var logs: [String] = []
  /// The only keystore, where no configuration is there to name it.
  public private(set) var keystore: String?
  /// Whether the product is named in files of it, so that they can be no other's.
  public let isPresent: Bool
  private let named: Int
  /// Whether what is written in the files is of the installation's platform.
  private let speaks: Bool

  /// How much of a file is looked at, and the most files.
  private static let head = 64 << 10
  private static let mostFiles = 300

  /// Looks at the files until the time is up, which `isOver` tells; the others are left then.
  public init(
    _ bundle: EvidenceBundle, _ product: Product, _ installation: Installation,
    isOver: () -> Bool
  ) {
    let paths = LoosePaths(bundle, product, installation)
    let home = Self.home(of: installation)
    named = paths.known.count
    var texts = paths.known.map(Self.text)
    let needsConfiguration = !installation.configuration.contains { file in
      file.takesSettings && paths.holds(TargetPath(home).appending(file.path))
    }
    let files = TargetFiles.loose(bundle, at: paths)
    let hasLogs = installation.logs.contains { log in
      let pattern = TargetPath(home).appending(log.path)
      return !PathPattern(pattern).matches(in: files).isEmpty
    }
    let reading = ConfigurationReading(product: product)
    var keystores: [String] = []
    for file in paths.others.prefix(Self.mostFiles) where !isOver() {
      let bytes = Self.text(file)
      if Self.isKeystore(bytes) {
        keystores.append(file.path)
      } else if needsConfiguration,
        Self.isConfiguration(bytes, file.path, reading, installation, home: home)
      {
        configuration.append(file.path)
        texts.append(bytes)
      } else if !hasLogs, Self.isLog(bytes, installation) {
        logs.append(file.path)
        texts.append(bytes)
      }
    }
    isPresent = texts.contains { Self.holds($0, installation.service.process) }
    if needsConfiguration, configuration.isEmpty, keystores.count == 1 { keystore = keystores[0] }
    speaks = texts.contains(where: Self.namesDrive) == (installation.platform == .windows)
  }

  public static func < (a: LooseFit, b: LooseFit) -> Bool {
    (a.named, a.configuration.count + a.logs.count, a.speaks ? 1 : 0)
      < (b.named, b.configuration.count + b.logs.count, b.speaks ? 1 : 0)
  }

  public static func == (a: LooseFit, b: LooseFit) -> Bool { !(a < b) && !(b < a) }

  private static func text(_ file: EvidenceBundle.File) -> [UInt8] {
    (try? OpenedFile(file.real).bytes(from: 0, count: head)) ?? []
  }

  private static func isKeystore(_ bytes: [UInt8]) -> Bool {
    [.jks, .jceks, .pkcs12].contains(FileFormat.recognise(bytes).format)
  }

  /// Whether it sets what the product knows, names the product, and is of a form that it reads.
  private static func isConfiguration(
    _ bytes: [UInt8], _ path: String, _ reading: ConfigurationReading,
    _ installation: Installation, home: String
  ) -> Bool {
    guard holds(bytes, installation.service.process + [home]) else { return false }
    let file = reading.recognise(path, bytes, among: installation.configuration)
    guard installation.configuration.contains(where: { $0 == file && $0.takesSettings }),
      let document = try? reading.read(bytes, as: file)
    else { return false }
    return document.settings.contains { reading.definition(of: reading.name(of: $0)) != nil }
  }

  /// Whether it says how the product starts, in the words that its logs have.
  private static func isLog(_ bytes: [UInt8], _ installation: Installation) -> Bool {
    // A report or a recording quotes logs and is none.
    bytes.first != UInt8(ascii: "{")
      && holds(bytes, Set(installation.logs.flatMap { $0.started + $0.ready + $0.failed }))
  }

  /// Whether one of these words stands in it; shorter ones than six letters stand anywhere.
  private static func holds(_ bytes: [UInt8], _ words: some Sequence<String>) -> Bool {
    let data = Data(bytes)
    return words.contains { $0.utf8.count > 5 && data.range(of: Data($0.utf8)) != nil }
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
