import Foundation

/// The ways in which a value could leave a program unseen.
public enum SecretForms {
  /// The value itself and its encodings, each with a name for messages.
  public static func all(of value: String) -> [(name: String, text: String)] {
    let bytes = Array(value.utf8)
    var forms: [(name: String, text: String)] = [("plain", value)]
    for shift in 0..<3 { forms.append(("base64 at \(shift)", base64(bytes, shift: shift))) }
    forms.append(("hex", bytes.map { String(format: "%02x", $0) }.joined()))
    forms.append(("HEX", bytes.map { String(format: "%02X", $0) }.joined()))
    let unreserved = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\0"..."~"))
      .union(CharacterSet(charactersIn: "-._~"))
    for allowed in [unreserved, .urlQueryAllowed, .urlPathAllowed] {
      if let encoded = value.addingPercentEncoding(withAllowedCharacters: allowed) {
        forms.append(("URL-encoded", encoded))
      }
    }
    if let data = try? JSONEncoder().encode([value]) {
      forms.append(("JSON", String(String(decoding: data, as: UTF8.self).dropFirst(2).dropLast(2))))
    }
    forms.append(
      (
        "XML",
        value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
          .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
      ))
    forms.append(("shell", value.replacing("'", with: #"'\''"#)))
    forms.append(("reversed", String(value.reversed())))
    return forms
  }

  /// What of the base64 does not depend on the bytes around the value.
  private static func base64(_ bytes: [UInt8], shift: Int) -> String {
    let whole = Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedString()
    let first = (shift * 8 + 5) / 6
    let last = ((shift + bytes.count) * 8) / 6
    return String(whole.dropFirst(first).prefix(last - first))
  }
}
