/// The shapes in which configuration, commands and logs hold secrets; each has its own file.
public enum SecretShape: String, CaseIterable, Sendable {
  /// `password=…`, `-D….password=…`, `"apiKey": "…"`, `keystorePass="…"`.
  case assignment
  /// `-storepass …`, `-passin pass:…`, `--password …`, `curl -u user:…`, `set $api_key …;`.
  case optionArgument = "option-argument"
  /// `<password>…</password>`, `<entry key="password">…`, `name="password" value="…"`.
  case element
  /// `https://user:…@host/`.
  case userinfo
  /// `Authorization: Basic …`, `Cookie: …`.
  case header
  /// `-----BEGIN PRIVATE KEY-----…`.
  case privateKey = "private-key"

  /// Where values of this shape stand in `text`.
  func spans(in text: [UInt8]) -> [Range<Int>] {
    switch self {
    case .assignment: AssignmentShape.spans(in: text)
    case .optionArgument: OptionArgumentShape.spans(in: text)
    case .element: ElementShape.spans(in: text)
    case .userinfo: UserinfoShape.spans(in: text)
    case .header: HeaderShape.spans(in: text)
    case .privateKey: PrivateKeyShape.spans(in: text)
    }
  }

  /// Whether the value is a reference to a value elsewhere, or already masked.
  static func isStandIn(_ value: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: value, as: UTF8.self)
    if text.hasPrefix("${") && text.hasSuffix("}") { return true }
    if text.hasPrefix("%") && text.hasSuffix("%") && text.utf8.count > 2 { return true }
    guard text.hasPrefix("<"), text.hasSuffix(">") else { return false }
    let inner = text.dropFirst().dropLast()
    return inner == "password" || inner == "secret"
      || ["the ", "new ", "secret ", "your ", "its "].contains { inner.hasPrefix($0) }
        && inner.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "'")
        }
  }
}
