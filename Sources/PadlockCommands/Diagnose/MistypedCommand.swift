import ArgumentParser
import Foundation
import PadlockRules

/// Tells what a first word that is no subcommand may have been meant for.
///
/// The parser gives every such word to the diagnosis, whose complaint would be about its options.
enum MistypedCommand {
  private static var names: [String] {
    Padlock.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// What to say of this command line; nil where it is for the parser to judge.
  static func problem(in words: [String]) -> String? {
    guard let first = words.first, !names.contains(first), first != "help" else { return nil }
    guard !first.hasPrefix("-") else { return optionProblem(words) }
    do throws(TargetPlace.Refusal) {
      return try TargetPlace(first) == nil ? problem(of: first) : optionProblem(words)
    } catch {
      return error.sentence
    }
  }

  private static func optionProblem(_ words: [String]) -> String? {
    words.contains { $0 == "--url" || $0.hasPrefix("--url=") }
      ? "There is no --url: write the address by itself, as in padlock https://HOST:PORT/." : nil
  }

  /// What to say of a word that is no place.
  static func problem(of word: String) -> String {
    if FileManager.default.fileExists(atPath: word) {
      return
        "A file alone does not say what to do with it: padlock inspect tells what a certificate, "
        + "key or keystore holds, padlock open shows a saved report."
    }
    let places = "for a diagnosis write HOST:PORT or https://HOST:PORT/."
    // What has other signs may be an address with a password in it.
    guard word.count <= 60, word.allSatisfy({ $0.isLetter || $0.isNumber || ".-_".contains($0) })
    else { return "That is neither a subcommand nor a host with its port: \(places)" }
    if let near = Suggestion.nearest(to: word, in: names) {
      return "There is no subcommand '\(word)'; did you mean '\(near)'?"
    }
    return
      "'\(word)' is neither a subcommand (padlock --help lists them) nor a host with its port: "
      + places
  }
}
