public import PadlockModel

/// Names one effect, so that its answer can be told from late answers to others.
public struct EffectID: Hashable, Sendable {
  public let number: Int
}

/// Something that must happen outside; the loop carries it out and answers with a ``Message``.
///
/// None may run on the main actor, because the loop blocks it. An answer carries the effect's id.
public enum Effect: Equatable, Sendable {
  /// Look for installed products; answered by `detected`.
  case detect(EffectID)
  /// See whether something listens; answered by `liveness`, with nil if it cannot be told.
  case probe(EffectID, host: String, port: Int)
  /// Explain a text of the user; answered by `recognised`.
  case recognise(EffectID, text: String)
  /// Collect evidence and judge it; reported by `checkStarted`, `checkFinished` and `progress`,
  /// ended by `reportReady` or `collectionStopped`.
  case collect(EffectID, CollectionOrder)
  /// End this collection early and judge what was found: it still answers with `reportReady`, or
  /// with `collectionStopped` where nothing was found.
  case stop(EffectID)
  /// Give up this effect; its answers are dropped from now on.
  case cancel(EffectID)
  /// Write the report; answered by `saved`, `fileExists` or `saveFailed`.
  case save(EffectID, Report, SaveOrder)
  /// Show how the report would look in the format with this id, this many columns wide; answered by
  /// `rendered` or `failed`.
  case render(EffectID, Report, format: String, columns: Int)
  /// Read what stands around a line of a file; answered by `fileRead` or `failed`.
  case readFile(EffectID, FilePlace)
  /// Collect just what a remedy names for afterwards; reported by `verifying`, ended by `verified`
  /// or `failed`.
  case verify(EffectID, VerificationOrder)
  /// Repair the demo's fault; answered by `repaired` or `failed`.
  case repair(EffectID)
  /// Put a text on the terminal's clipboard; not answered.
  case copy(String)
  /// Show a text without the wizard around it until a key is pressed; not answered.
  case showPlainly(String)
  /// Leave the wizard.
  case quit
}
