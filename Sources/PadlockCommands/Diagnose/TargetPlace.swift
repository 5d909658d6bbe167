import Foundation
import PadlockNetwork

/// The host and port that one word of the command line names: `agent01:8443`, or an address such
/// as `https://agent01:8443/path`, of which the path does not matter.
struct TargetPlace: Equatable {
  var host: String
  var port: Int?

  /// Why a word that looks like an address is not taken; what it says is not repeated, as it may
  /// hold a password.
  enum Refusal: Error, Equatable {
    case userinfo, scheme, port

    var sentence: String {
      switch self {
      case .userinfo:
        "An address with a user name or password in it is not taken: leave out what stands before "
          + "the @, as in https://HOST:PORT/."
      case .scheme: "Only addresses with https:// or http:// are taken, or HOST:PORT alone."
      case .port: "The address has no port that there is: write a number from 1 to 65535."
      }
    }
  }

  /// Nil for a word that has the form of neither.
  init?(_ word: String) throws(Refusal) {
    var rest = word[...]
    var usual: Int?
    if let mark = word.range(of: "://") {
      switch word[..<mark.lowerBound].lowercased() {
      case "https": usual = 443
      case "http": usual = 80
      default: throw .scheme
      }
      rest = word[mark.upperBound...]
    }
    let authority = rest.prefix { !"/?#\\".contains($0) }
    guard !authority.contains("@") else { throw .userinfo }
    let (host, port) = Self.parts(authority)
    guard Self.isHost(host), usual != nil || port != nil else { return nil }
    if let port, !port.isEmpty {
      guard port.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        if usual == nil { return nil }
        throw .port
      }
      guard let number = Int(port), (1...65_535).contains(number) else { throw .port }
      usual = number
    }
    guard usual != nil else { return nil }
    self.host = String(host)
    self.port = usual
  }

  /// An address of IPv6 stands in brackets, which are no part of it.
  private static func parts(_ authority: Substring) -> (host: Substring, port: Substring?) {
    if authority.first == "[", let end = authority.firstIndex(of: "]") {
      let (host, port) = (authority[..<end].dropFirst(), authority[end...].dropFirst())
      return (host.contains(":") ? host : "", port.first == ":" ? port.dropFirst() : nil)
    }
    guard let colon = authority.lastIndex(of: ":") else { return (authority, nil) }
    return (authority[..<colon], authority[colon...].dropFirst())
  }

  private static func isHost(_ host: Substring) -> Bool {
    if host.contains(":") { return SocketAddress(literal: String(host), port: 1) != nil }
    return !host.isEmpty
      && host.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
  }
}
