/// UTCTime and GeneralizedTime as seconds since 1970 (RFC 5280 section 4.1.2.5).
enum CertificateTime {
  /// Returns the seconds, or `nil` for text that is no time.
  ///
  /// Two digits of a year below 50 mean 20xx. Fractions of a second are cut off, zones counted in.
  static func seconds(_ text: ArraySlice<UInt8>, isGeneralized: Bool) -> Int64? {
    var rest = text
    func number(_ digits: Int) -> Int64? {
      let taken = rest.prefix(digits)
      guard taken.count == digits, taken.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      rest = rest.dropFirst(digits)
      return taken.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    guard var year = number(isGeneralized ? 4 : 2), let month = number(2), let day = number(2),
      let hour = number(2), let minute = number(2), (1...12).contains(month),
      (1...31).contains(day), hour < 24, minute < 60
    else { return nil }
    if !isGeneralized { year += year < 50 ? 2000 : 1900 }
    let second = number(2) ?? 0
    guard second < 61 else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
    }
    var offset: Int64 = 0
    switch rest.first {
    case UInt8(ascii: "Z"): rest = rest.dropFirst()
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign: Int64 = rest.first == UInt8(ascii: "+") ? 1 : -1
      rest = rest.dropFirst()
      guard let hours = number(2), let minutes = number(2) else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
    default: break
    }
    guard rest.isEmpty else { return nil }
    return days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// Days since 1970-01-01 in the Gregorian calendar, years 0 to 9999.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    // Years start in March here, so that the leap day is the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
