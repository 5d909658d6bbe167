import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports
import PadlockWizard

/// Renders and writes reports for the wizard, masked and scanned as everywhere.
struct WizardWriting {
  let masker: Masker
  let ownText: [String]

  func render(_ id: EffectID, _ report: Report, _ format: String, _ columns: Int) -> Message {
    do {
      return .rendered(id, try text(report, format, TextOptions(width: columns)))
    } catch {
      return .failed(id, reason: words(error))
    }
  }

  func save(_ id: EffectID, _ report: Report, _ order: SaveOrder) -> Message {
    let path = WorkingFolder.path(WorkingFolder.typed(order.path))
    do {
      let bytes = Array(try text(report, order.format, TextOptions()).utf8)
      if order.replaces {
        try Output.write(bytes, toFile: path)
      } else {
        try Data(bytes).write(to: URL(filePath: path), options: .withoutOverwriting)
      }
      return .saved(id, path: path)
    } catch CocoaError.fileWriteFileExists {
      return .fileExists(id, path: path)
    } catch {
      return .saveFailed(id, reason: words(error))
    }
  }

  private func text(
    _ report: Report, _ format: String, _ options: TextOptions
  ) throws -> String {
    guard let format = ReportFormat(rawValue: format) else {
      throw CommandFailure.bug("there is no format \(format); this is a bug in Padlock")
    }
    return try format.renderGuarded(report, masker: masker, ownText: ownText, options: options)
  }

  private func words(_ error: any Error) -> String {
    switch error {
    case let refusal as RedactionRefusal:
      "it would hold a secret read from \(refusal.source); this is a bug in Padlock"
    case let failure as CommandFailure: failure.message ?? "it could not be written"
    default: error.localizedDescription
    }
  }
}
