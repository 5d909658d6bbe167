import CCollector
import PadlockModel
import PadlockRedaction

/// The shell script that collects evidence where Padlock itself cannot run.
///
/// Its fixed part knows formats and tools; where products keep their files, what their services are
/// called and which ports they open comes from the rules, as does what is no secret. It runs in any
/// POSIX shell, reads only, and writes one bundle, redacted, that `--bundle` judges.
struct CollectorScript {
  let rules: RuleSet
  let version: String

  /// The whole script.
  var text: String {
    let redaction = Self.embedded(ccollector_redaction(), ccollector_redaction_size())
    return Self.embedded(ccollector_script(), ccollector_script_size())
      .replacing("@VERSION@", with: version)
      .replacing("@PRODUCTS@", with: products)
      .replacing("@REDACTION@", with: Self.filled(redaction, ordinary: publishedDefaults))
  }

  private static func embedded(_ start: UnsafePointer<UInt8>?, _ size: Int) -> String {
    start.map { String(decoding: UnsafeBufferPointer(start: $0, count: size), as: UTF8.self) } ?? ""
  }

  /// The names of secrets are those of ``SecretKey``, so that both mask the same.
  private static func filled(_ redaction: String, ordinary: [String]) -> String {
    let lists = [
      "@HARMLESS@": SecretKey.harmlessEnds, "@OTHER@": SecretKey.otherWords,
      "@EXACT@": SecretKey.exact, "@PARTS@": SecretKey.parts, "@ENDS@": SecretKey.secretEnds,
      "@KEYS@": SecretKey.keys,
      "@ORDINARY@": ordinary.map { Array($0.utf8) },
    ]
    return lists.reduce(redaction) { text, list in
      let words = list.value.map { String(decoding: $0, as: UTF8.self) }
      return text.replacing(list.key, with: words.joined(separator: "|"))
    }
  }

  /// Passwords that manuals print, of letters and digits alone: others would be patterns.
  private var publishedDefaults: [String] {
    let known = rules.products.flatMap(\.settings).flatMap(\.publishedDefaults)
    let words = known.filter {
      !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isLetter || $0.isNumber }
    }
    return Set(words.map { $0.lowercased() } + ["changeit"]).sorted()
  }

  /// A function for each installation, and `products`, which calls each with its homes.
  private var products: String {
    var functions: [String] = []
    var calls: [String] = []
    for product in rules.products.sorted(by: { $0.id < $1.id }) {
      for (index, installation) in product.installations.enumerated()
      where installation.platform == .linux {
        let name =
          "product_" + product.id.map { $0.isLetter || $0.isNumber ? $0 : "_" } + "_\(index + 1)"
        functions.append(
          "# \(Self.comment(product.name))\n\(name)() {\n  home=$1\n"
            + (lines(installation, of: product) + [":"]).map { "  \($0)\n" }.joined() + "}\n")
        calls += installation.homes.map { "each \(name) \(ShellWord.quoted($0))" }
      }
    }
    let body = (calls + [":"]).map { "  \($0)\n" }.joined()
    return functions.joined(separator: "\n") + "\nproducts() {\n" + body + "}"
  }

  private func lines(_ installation: Installation, of product: Product) -> [String] {
    let parts = installation.parts
    var files = installation.configuration.map(Self.line)
    files += installation.logs.map { "each log \(Self.place($0.path))" }
    files +=
      parts?.services.flatMap { service in
        [service.configuration, service.additions.map { $0 + "/*" }].compactMap { $0 }
          .map { "each config \(Self.place($0))" } + service.certificateIn.map(Self.line)
      } ?? []
    let read =
      [parts?.override?.path, parts?.authorities?.bundle].compactMap { $0 }
      + (parts?.authorities.map { ["\($0.folder)/*\($0.ending)"] } ?? [])
      + (parts?.hostsTemplates.map(\.path) ?? []) + (parts?.offMarks.map(\.path) ?? [])
    files += read.map { "each take \(Self.place($0))" }
    let stores = product.settings.filter { !$0.isSecret && $0.name.hasSuffix("path") }
    files += stores.compactMap(\.defaultValue).filter { !$0.contains("$") && !$0.contains("{") }
      .map { "each named \(Self.place($0))" }
    let services = [installation.service.name] + (parts?.services.map(\.name) ?? [])
    files += services.filter { !$0.contains(" ") }.map { "service \(ShellWord.quoted($0))" }
    files += Set(product.listeners.map(\.defaultPort)).sorted().map { "port \($0)" }
    var seen: Set<String> = []
    return files.filter { seen.insert($0).inserted }
  }

  private static func line(_ file: ConfigurationFile) -> String {
    let command = file.reader == .nginx ? "nginx_config" : "config"
    let path = file.ignoresCase ? ignoringCase(file.path) : file.path
    return "each \(command) \(place(path))"
  }

  /// A pattern as a word of the shell: absolute, or below the home.
  private static func place(_ pattern: String) -> String {
    pattern.hasPrefix("/")
      ? ShellWord.quoted(pattern) : "\"$home\"" + ShellWord.quoted("/" + pattern)
  }

  /// `a/B.xml` as `[aA]/[bB].[xX][mM][lL]`.
  private static func ignoringCase(_ path: String) -> String {
    path.map { letter in
      letter.isASCII && letter.isLetter
        ? "[\(letter.lowercased())\(letter.uppercased())]" : "\(letter)"
    }.joined()
  }

  private static func comment(_ text: String) -> String {
    text.filter { !$0.isNewline }
  }
}
