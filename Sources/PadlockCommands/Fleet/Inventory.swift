import PadlockModel
import PadlockNetwork
import PadlockRedaction

/// The hosts of a fleet, one a line: `host[:port] [product] [name=…] [address=…]`.
///
/// ```
/// # the agents of the second floor
/// agent01.example.com:8443 xagent name=floor-2-east
/// https://portal.example.com/
/// [2001:db8::1]:8443 address=10.0.0.7
/// ```
struct Inventory {
  /// A host that is to be looked at.
  struct Entry: Sendable, Hashable {
    var host: String
    /// Nil where the product says it.
    var port: Int?
    var address: String?
    var product: String
    /// How people call it.
    var name: String

    /// The same place under another name is the same.
    var key: [String] {
      [HostName(host).ascii, port.map(String.init) ?? "", address ?? "", product]
    }
  }

  /// In the order in which they stand.
  private(set) var entries: [Entry] = []
  /// What was named twice.
  private(set) var remarks: [String] = []
  /// Why it cannot be used, each with its place and what to write instead: the first of them.
  private(set) var problems: [String] = []
  /// How many lines besides cannot be used.
  private(set) var moreProblems = 0

  /// The most hosts in all.
  private let mostHosts: Int
  fileprivate static let longestName = 200
  private static let mostProblems = 20

  private let products: Set<String>
  private let usual: String
  private var places: [[String]: String] = [:]

  /// An empty one, for which `products` are known and `usual` is that of lines that name none.
  init(products: some Sequence<String>, usual: String, mostHosts: Int = 100_000) {
    self.mostHosts = mostHosts
    self.products = Set(products)
    self.usual = usual
  }

  /// Adds the lines of a text; `source` is its name.
  mutating func add(_ text: String, from source: String) {
    let text = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    for (index, line) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      add(line: line, at: "\(source):\(index + 1)")
    }
  }

  /// Adds one line, or one word of the command line, which stands at `place`.
  mutating func add(line: some StringProtocol, at place: String) {
    let words = line.split(whereSeparator: \.isWhitespace).prefix { !$0.hasPrefix("#") }
    guard let first = words.first else { return }
    do throws(Problem) {
      var entry = try entry(String(first))
      var hasProduct = false
      for word in words.dropFirst() {
        if let sign = word.firstIndex(of: "=") {
          try entry.set(String(word[..<sign]), String(word[word.index(after: sign)...]))
        } else if hasProduct {
          throw Problem("“\(Self.shown(word))” is a second product; write one a line")
        } else {
          guard products.contains(String(word)) else { throw unknown(String(word)) }
          entry.product = String(word)
          hasProduct = true
        }
      }
      add(entry, at: place)
    } catch {
      if problems.count < Self.mostProblems {
        problems.append("\(place): \(error.words).")
      } else {
        moreProblems += 1
      }
    }
  }

  private mutating func add(_ entry: Entry, at place: String) {
    if let earlier = places[entry.key] {
      remarks.append(
        "\(place): \(Self.shown(entry.name)) stands in \(earlier) already; it is looked at once.")
    } else if entries.count < mostHosts {
      places[entry.key] = place
      entries.append(entry)
    } else {
      problems = ["\(place): more than \(mostHosts) hosts; split the list."]
    }
  }

  /// Why a line is not taken, without the full stop.
  struct Problem: Error {
    let words: String
    init(_ words: String) { self.words = words }
  }

  private func unknown(_ product: String) -> Problem {
    Problem(
      "“\(Self.shown(product))” is no product; write one of \(products.sorted().joined(separator: ", "))"
    )
  }

  private func entry(_ word: String) throws(Problem) -> Entry {
    if word.hasPrefix("["), !word.contains(":") {
      throw Problem("groups are not read; write one host a line: host[:port] [product] [name=…]")
    }
    let isBracketed = word.hasPrefix("[") && word.hasSuffix("]")
    let bare = isBracketed ? String(word.dropFirst().dropLast()) : word
    var entry = Entry(host: bare, port: nil, address: nil, product: usual, name: word)
    if SocketAddress(literal: bare, port: 1) != nil { return entry }
    guard !isBracketed, word.last != ":" else {
      throw Problem("“\(Self.shown(word))” is no host; write HOST, HOST:PORT or [ADDRESS]:PORT")
    }
    do throws(TargetPlace.Refusal) {
      if let place = try TargetPlace(word) {
        (entry.host, entry.port) = (place.host, place.port)
      } else if try TargetPlace("https://\(word)") == nil || word.contains("://") {
        throw .scheme
      }
    } catch .scheme {
      throw Problem("“\(Self.shown(word))” is no host; write HOST, HOST:PORT or https://HOST:PORT/")
    } catch {
      throw Problem(String(error.sentence.dropLast()))
    }
    guard
      !entry.host.allSatisfy({ $0 == "." || $0.isASCII && $0.isNumber })
        || SocketAddress(literal: entry.host, port: 1) != nil
    else {
      throw Problem("“\(Self.shown(entry.host))” is no IP address; write four numbers up to 255")
    }
    guard entry.host.utf8.count <= 253 else {
      throw Problem("a host has at most 253 characters; write a shorter one")
    }
    return entry
  }

  fileprivate static func shown(_ text: some StringProtocol) -> String {
    VisibleText.make(String(text.prefix(60)))
  }
}

extension Inventory.Entry {
  fileprivate mutating func set(_ key: String, _ value: String) throws(Inventory.Problem) {
    switch key {
    case "name":
      guard !value.isEmpty, value.count <= Inventory.longestName else {
        throw Inventory.Problem("name= has 1 to \(Inventory.longestName) characters")
      }
      name = value
    case "address":
      guard SocketAddress(literal: value, port: 1) != nil else {
        throw Inventory.Problem("address= is no IP address; write one such as 10.0.0.7 or ::1")
      }
      address = value
    default:
      throw Inventory.Problem(
        "“\(Inventory.shown(key))=” is not known; write name=… or address=…")
    }
  }
}
