import Foundation
import PadlockModel
import PadlockReports
import PadlockWizard

/// Renders and writes reports for the wizard, masked and scanned as everywhere.
struct WizardWriting {
  let rendering: ReportGuard

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
      } else if try !Output.create(bytes, file: path) {
        return .fileExists(id, path: path)
      }
      return .saved(id, path: path)
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
    return try rendering.text(report, as: format, options)
  }

  private func words(_ error: any Error) -> String {
    if let failure = error as? CommandFailure {
      return failure.message ?? "it could not be written"
    }
    return error.localizedDescription
  }
}
