import Foundation
import PadlockCollectors
package import PadlockModel

/// Reads a report that was written as JSON; the file may hold anything.
package enum SavedReport {
  /// The most bytes of a report.
  static let mostBytes = 64 << 20
  /// How deep lists and objects may lie in each other; reports need about thirty.
  static let deepest = 200

  /// - Throws: `CommandFailure` 64 with a sentence, where it is no report that this Padlock reads.
  static func read(_ path: String) throws(CommandFailure) -> Report {
    let bytes: [UInt8]
    do {
      bytes = try TargetFiles.live().contents(
        of: WorkingFolder.path(WorkingFolder.typed(path)), limit: mostBytes)
    } catch {
      throw .usage("\(path): \(FailureWords.text(error)).")
    }
    do {
      return try report(bytes)
    } catch {
      throw .usage("\(path) is no report that can be shown: \(error.sentence)")
    }
  }

  /// Why bytes are no report that can be shown.
  package enum Refusal: Error, Equatable {
    case tooDeep
    case notJSON
    case noSchema
    case otherSchema(String, reads: String = Report.schema)
    /// Something in it is not as reports have it: where, and what.
    case malformed(place: String, problem: String)

    package var sentence: String {
      switch self {
      case .tooDeep: "its lists lie deeper in each other than \(deepest) levels."
      case .notJSON: "it is not JSON; write one with --format json."
      case .noSchema:
        "it is JSON without the schema that a report names; write one with --format json."
      case .otherSchema(let name, let reads):
        "its schema is “\(name.prefix(80))”, and this Padlock (\(Version.text)) reads \(reads)."
      case .malformed(let place, let problem):
        "\(place.isEmpty ? "it" : place) \(problem)."
      }
    }
  }

  /// The report that these bytes are.
  package static func report(_ bytes: [UInt8]) throws(Refusal) -> Report {
    try value(bytes, schema: Report.schema)
  }

  /// The value of this schema that these bytes are.
  package static func value<Value: Decodable>(
    _ bytes: [UInt8], schema wanted: String
  ) throws(Refusal) -> Value {
    guard depth(of: bytes) <= deepest else { throw .tooDeep }
    let data = Data(bytes)
    let decoder = JSONDecoder()
    do {
      let schema: String
      do {
        schema = try decoder.decode(Head.self, from: data).schema
      } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
        throw Refusal.notJSON
      } catch {
        throw Refusal.noSchema
      }
      guard schema == wanted else { throw Refusal.otherSchema(schema, reads: wanted) }
      return try decoder.decode(Value.self, from: data)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw malformed(error)
    }
  }

  private struct Head: Decodable {
    let schema: String
  }

  private static func malformed(_ error: any Error) -> Refusal {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue.prefix(60))" }.joined()
        .trimmingPrefix(".").prefix(200).description
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      let whole = place(context.codingPath)
      return .malformed(
        place: whole, problem: "has no “\(key.stringValue)”, which every report has")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return .malformed(
        place: place(context.codingPath), problem: "has a value of another kind than in a report")
    case DecodingError.dataCorrupted(let context):
      return .malformed(
        place: place(context.codingPath), problem: "has a value that no report has")
    default: return .malformed(place: "", problem: "cannot be read")
    }
  }

  /// How deep lists and objects lie in each other, whatever stands in texts.
  private static func depth(of bytes: [UInt8]) -> Int {
    var deepest = 0
    var current = 0
    var isText = false
    var isEscaped = false
    for byte in bytes {
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        current += 1
        deepest = max(deepest, current)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): current -= 1
      default: break
      }
    }
    return deepest
  }
}
