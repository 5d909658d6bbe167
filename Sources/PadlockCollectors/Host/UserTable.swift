/// Users and groups as `/etc/passwd` and `/etc/group` list them (passwd(5), group(5)).
public struct UserTable {
  /// Where they stand.
  public static let paths: Set<String> = ["/etc/passwd", "/etc/group"]

  private let users: [[Substring]]
  private let groups: [[Substring]]
  private let text: (String, String)

  init(passwd: [UInt8], group: [UInt8]) {
    text = (String(decoding: passwd, as: UTF8.self), String(decoding: group, as: UTF8.self))
    users = Self.records(text.0, fields: 4)
    groups = Self.records(text.1, fields: 4)
  }

  /// The users and groups of the target.
  init(of files: any FileAccess) {
    self.init(
      passwd: (try? files.contents(of: "/etc/passwd", limit: 4 << 20)) ?? [],
      group: (try? files.contents(of: "/etc/group", limit: 4 << 20)) ?? [])
  }

  /// The user with all groups; nil where there is no such user.
  func identity(_ name: String) -> UserIdentity? {
    guard let user = users.first(where: { $0[0] == name }), let id = Int(user[2]) else {
      return nil
    }
    return UserIdentity(name: name, id: id, groups: memberships(name, primary: Int(user[3])))
  }

  /// The name of a user id.
  func name(of id: Int) -> String? {
    users.first { Int($0[2]) == id }.map { String($0[0]) }
  }

  /// The id of a group; nil where there is no such group.
  func groupID(of name: String) -> Int? {
    groups.first { $0[0] == name }.flatMap { Int($0[2]) }
  }

  /// The name of a group id.
  func group(of id: Int) -> String? {
    groups.first { Int($0[2]) == id }.map { String($0[0]) }
  }

  private func memberships(_ name: String, primary: Int?) -> Set<Int> {
    var ids: Set<Int> = primary.map { [$0] } ?? []
    for group in groups where group[3].split(separator: ",").contains(where: { $0 == name }) {
      if let id = Int(group[2]) { ids.insert(id) }
    }
    return ids
  }

  private static func records(_ text: String, fields: Int) -> [[Substring]] {
    text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ":", omittingEmptySubsequences: false)
    }.filter { $0.count >= fields }
  }
}
