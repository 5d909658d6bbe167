/// Where ids are reached that no case of the matrix reaches.
enum Reach {
  /// Ids that another test reaches from files or sockets, and which.
  static let elsewhere: [String: String] = [:]

  /// Ids that neither files nor sockets can show, and why.
  static let never: [String: String] = [
    "xivo.directory-localhost":
      "The directories are kept in XiVO's database, so the user is asked for their addresses.",
    "xivo.definition-not-saved":
      "Only whoever clicked knows whether the definitions were saved again, so the user is asked.",
  ]
}
