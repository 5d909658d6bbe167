/// Replaces hosts, addresses, user names and e-mail addresses by stand-ins: `<host 1>`.
///
/// The same name has the same stand-in in every text that passes. What every machine has stays:
/// `localhost`, loopback and unspecified addresses, and users such as `root`.
public struct NameMasker: Sendable {
  /// What a name is, as its stand-in says.
  public enum Kind: String, CaseIterable, Sendable {
    case host, address, user, mail
  }

  /// Every name that was replaced, in the order of its stand-in's number.
  public private(set) var names: [Kind: [String]] = [:]
  private var numbers: [String: Int] = [:]
  /// In lower case, without a leading `*.`.
  private var hosts: Set<String> = []
  /// The domains of known hosts: any name below one of them is a host.
  private var domains: Set<String> = []
  private var users: Set<String> = []

  /// Knows these hosts and users from the start; more show by their shape.
  public init(hosts: some Sequence<String>, users: some Sequence<String> = []) {
    for host in hosts { add(host: host) }
    for user in users where user.count > 1 && !Self.commonUsers.contains(user) {
      self.users.insert(user)
    }
  }

  private mutating func add(host: String) {
    var name = host.lowercased()[...]
    if name.hasPrefix("*.") { name = name.dropFirst(2) }
    while name.last == "." { name.removeLast() }
    guard name.contains(where: \.isLetter), !Self.commonHosts.contains(String(name)),
      !name.contains(":"), !name.contains(" ")
    else { return }
    hosts.insert(String(name))
    let labels = name.split(separator: ".")
    if labels.count > 2 { domains.insert(labels.dropFirst().joined(separator: ".")) }
    if labels.count > 1, let first = labels.first, first.contains(where: \.isNumber),
      first.count > 2
    {
      hosts.insert(String(first))
    }
  }

  /// Returns `text` with every name replaced.
  public mutating func mask(_ text: String) -> String {
    var result = ""
    var word = ""
    func isWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || ".-_@:%+".contains(character)
    }
    var before: Character?
    var wordBefore: Character?
    for character in text {
      if isWord(character) {
        if word.isEmpty { wordBefore = before }
        word.append(character)
      } else {
        result += replaced(word, after: result, wordBefore)
        word = ""
        result.append(character)
      }
      before = character
    }
    return result + replaced(word, after: result, wordBefore)
  }

  /// A line for each stand-in, with what it stands for: private to whoever asked for it.
  public var table: String {
    Kind.allCases.flatMap { kind in
      (names[kind] ?? []).enumerated().map { "<\(kind.rawValue) \($0 + 1)>\t\($1)\n" }
    }.joined()
  }

  /// A run of characters that may hold a name, such as `user@host:8081` or `10.0.0.7:443`.
  private mutating func replaced(
    _ word: String, after text: String, _ before: Character?
  ) -> String {
    guard word.count > 1 else { return word }
    if isMail(word) { return standIn(.mail, word) }
    if let address = AddressShape.prefix(of: word) {
      let rest = word.dropFirst(address.count)
      return AddressShape.isCommon(address) ? word : standIn(.address, String(address)) + rest
    }
    if before == "/" || before == "\\", isUserFolder(text) || users.contains(word) {
      return Self.commonUsers.contains(word) ? word : standIn(.user, word)
    }
    // `xagent@agent01.example.com:8081` and `agent01.example.com.` at the end of a sentence.
    return word.split(separator: "@", omittingEmptySubsequences: false).map { part in
      part.split(separator: ":", omittingEmptySubsequences: false).map { piece in
        let lead = piece.prefix { $0 == "." }
        var name = piece.dropFirst(lead.count)
        while name.last == "." { name.removeLast() }
        let rest = piece.dropFirst(lead.count + name.count)
        if isHost(name) { return lead + standIn(.host, String(name)) + rest }
        if let address = AddressShape.prefix(of: String(name)), address.count == name.count,
          !AddressShape.isCommon(address)
        {
          return lead + standIn(.address, String(address)) + rest
        }
        let isUser = users.contains(String(name))
        return isUser ? lead + standIn(.user, String(name)) + rest : String(piece)
      }.joined(separator: ":")
    }.joined(separator: "@")
  }

  private mutating func standIn(_ kind: Kind, _ name: String) -> String {
    let key = "\(kind.rawValue) \(name.lowercased())"
    let number = numbers[key] ?? (names[kind] ?? []).count + 1
    if numbers[key] == nil {
      numbers[key] = number
      names[kind, default: []].append(name)
    }
    return "<\(kind.rawValue) \(number)>"
  }

  private func isHost(_ name: Substring) -> Bool {
    let lowered = name.lowercased()
    if hosts.contains(lowered) { return true }
    var rest = lowered[...]
    while let dot = rest.firstIndex(of: ".") {
      rest = rest[rest.index(after: dot)...]
      if domains.contains(String(rest)) { return true }
    }
    return domains.contains(lowered)
  }

  /// `someone@example.com`; a target's id has a port or no dot behind the sign.
  private func isMail(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !word.contains(":"), parts[1].contains(".") else {
      return false
    }
    let ending = parts[1].split(separator: ".").last ?? ""
    return ending.count >= 2 && ending.allSatisfy(\.isLetter)
  }

  private func isUserFolder(_ text: String) -> Bool {
    ["/home/", "/Users/", "\\Users\\"].contains(where: text.hasSuffix)
  }

  private static let commonHosts: Set<String> = [
    "localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback",
  ]

  private static let commonUsers: Set<String> = [
    "root", "nobody", "daemon", "admin", "administrator", "public", "default", "system", "tomcat",
    "nginx", "www-data", "apache", "postgres", "asterisk", "consul", "java", "user", "users",
  ]
}
