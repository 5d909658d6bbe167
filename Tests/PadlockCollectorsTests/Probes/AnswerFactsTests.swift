import Testing

@testable import PadlockCollectors

@Suite struct AnswerFactsTests {
  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sat, 21 Nov 2026 10:14:09 GMT", 1_795_256_049),
  ])
  func `a date is read`(text: String, seconds: Int64) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "Sat, 21 Nov 2026 10:14:09 CET", "Sat, 99 Nov 2026 10:14:09 GMT",
    "Sat, 21 Nov 2026 99:14:09 GMT", "Sat, 21 Nov 99999999999999999999 10:14:09 GMT",
  ])
  func `what is no date of this form is none`(text: String) {
    #expect(HTTPDate.seconds(text) == nil)
  }

  @Test(arguments: [
    ("<html><head><title>400 The SSL certificate error</title>", "400 The SSL certificate error"),
    ("<TITLE lang=en>\n A\n  page </TITLE>", "A page"),
    ("<title>\u{1B}[31mred</title>", "␛[31mred"),
  ])
  func `a page's title is one line`(page: String, title: String) {
    #expect(AnswerFacts.title(in: Array(page.utf8)) == title)
  }

  @Test(arguments: ["", "<title>", "<title>never ends", "ok", "<title> </title>"])
  func `a page without a title has none`(page: String) {
    #expect(AnswerFacts.title(in: Array(page.utf8)) == nil)
  }
}
