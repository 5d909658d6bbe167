import Foundation
import PadlockCommands
import PadlockModel
import PadlockRedaction
import PadlockReports

func checkRecording(_ bytes: [UInt8]) throws {
  let read = { () throws(SavedReport.Refusal) in
    try SavedReport.value(bytes, schema: Recording.schema) as Recording
  }
  guard let recording = try demandStable(read) else { return try demandRefusal(bytes, read) }
  let written = Array(try renderJSON(recording).utf8)
  let again: Recording = try SavedReport.value(written, schema: Recording.schema)
  try demandEqual(again, recording, "written and read, it differs")
}

func checkReport(_ bytes: [UInt8]) throws {
  let read = { () throws(SavedReport.Refusal) in try SavedReport.report(bytes) }
  guard let opened = try demandStable(read) else { return try demandRefusal(bytes, read) }
  try demandEqual(
    try SavedReport.report(Array(try renderJSON(opened).utf8)), opened,
    "written and read, it differs")
  let report = opened.masked(by: Masker())
  for format in ReportFormat.allCases {
    let text = try format.render(report)
    try demandEqual(try format.render(report), text, "rendered twice, it differs")
    // The pictures of Markdown are our own.
    try demandVisible(text, allowing: ["\n", "\u{FE0F}"])
  }
  _ = exitCode(for: report)
}

/// Whether the sentence that says why something is refused can be shown.
private func demandRefusal<Value>(
  _ bytes: [UInt8], _ read: () throws(SavedReport.Refusal) -> Value
) throws(BrokenProperty) {
  do throws(SavedReport.Refusal) { _ = try read() } catch {
    try demandVisible(VisibleText.make(error.sentence))
  }
}
