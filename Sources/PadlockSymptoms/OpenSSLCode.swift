/// OpenSSL's numeric error codes, of which only the last three digits say what happened.
///
/// They stayed the same from 1.0 to 4.0 in the SSL library: `1408F10B` and `0A00010B` both end in
/// `10B`, wrong version number (ERR_GET_REASON in openssl/err.h; library 20).
enum OpenSSLCode {
  /// The reason in the first code of the SSL library in `line`, three upper-case digits.
  ///
  /// `error:0A00010B:lib(20)::reason(267)` gives `10B`.
  static func find(in line: String) -> String? {
    guard line.contains("error:") || line.contains("reason(") else { return nil }
    if line.contains("error:14") || line.contains("error:0"),
      let match = line.firstMatch(
        of: /error:(?:14[0-9A-Fa-f]{3}|0[Aa]000)([0-9A-Fa-f]{3})(?![0-9A-Fa-f])/)
    {
      return match.output.1.uppercased()
    }
    if line.contains("reason("),
      let match = line.firstMatch(of: /lib\(20\).{0,80}?reason\(([0-9]{1,4})\)/),
      let number = Int(match.output.1), number < 4_096
    {
      let digits = String(number, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
    return nil
  }
}
