import ArgumentParser
import Foundation
import PadlockRules

/// `padlock rules docs`: the pages of `docs/rules`.
struct RulesDocs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Writes a page about each pack of rules, and an index.")
  @OptionGroup var options: RuleOptions
  @Option(name: .shortAndLong, help: "The folder to write the pages to.")
  var output: String = "docs/rules"

  func run() throws {
    let pages = RuleBook.pages(of: try RuleLoading.rules(options.rules))
    do {
      try FileManager.default.createDirectory(
        atPath: output, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure.unwritten("\(output) could not be made a folder")
    }
    for page in pages {
      try Output.write(Array(page.markdown.utf8), toFile: "\(output)/\(page.name)")
    }
    try Output.print("\(pages.count) pages in \(output)\n")
  }
}
