import PadlockModel
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    "2026-11-20T99:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T10:60:00Z",
    "2026-11-20T10:14:61Z", "2026-11-20T", "2026-13-20", "",
  ])
  func `a time that no clock shows is refused`(_ text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test func `a time that could not be written again is refused`() {
    #expect(Timestamp(iso8601: "9999-12-31T23:59:59Z")?.description == "9999-12-31T23:59:59Z")
    #expect(Timestamp(iso8601: "9999-12-31T23:59:59-01:00") == nil)
  }

  @Test(arguments: [
    ("1970-01-02", 86_400), ("1970-01-01T23:59:59Z", 86_399),
    ("1970-01-01T01:00:00+01:00", 0), ("1970-01-01T00:00:09.500Z", 9),
  ])
  func `a time that a clock shows is read`(_ text: String, _ seconds: Int64) {
    #expect(Timestamp(iso8601: text)?.secondsSince1970 == seconds)
  }
}
