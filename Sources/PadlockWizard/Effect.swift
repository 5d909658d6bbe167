public import PadlockModel

/// Names one effect, so that its answer can be told from late answers to others.
public struct EffectID: Hashable, Sendable {
  public let number: Int
}

/// Something that must happen outside; the loop carries it out and answers with a ``Message``.
///
/// None may run on the main actor, because the loop blocks it. An answer carries the effect's id.
public enum Effect: Equatable, Sendable {
  /// Look for installed products, on this machine or in a copy of another's files, which is a folder
  /// or an archive; answered by `detected` or `failed`.
  case detect(EffectID, in: String? = nil)
  /// List a folder, of this machine or where the detected target with this id has its files;
  /// answered by `listed`.
  case list(EffectID, folder: String, of: String?)
  /// Keep what is remembered for later runs; answered by `remembered`.
  case remember(EffectID, HostMemory)
  /// See whether something listens; answered by `liveness`, with nil if it cannot be told.
  case probe(EffectID, host: String, port: Int)
  /// Explain a text of the user; answered by `recognised`.
  case recognise(EffectID, text: String)
  /// Collect evidence and judge it; reported by `checkStarted`, `checkFinished` and `progress`,
  /// ended by `reportReady` or `collectionStopped`.
  case collect(EffectID, CollectionOrder)
  /// Judge the last collection again with these answers, after looking at whatever they make worth
  /// it; reported and answered as `collect` is.
  case reconsider(EffectID, answers: [Answer])
  /// Try a password on a keystore, and use it from now on if it opens; answered by `passwordTried`.
  case tryPassword(EffectID, Secret, PasswordNeed)
  /// End this collection early and judge what was found: it still answers with `reportReady`, or
  /// with `collectionStopped` where nothing was found.
  case stop(EffectID)
  /// Give up this effect; its answers are dropped from now on.
  case cancel(EffectID)
  /// Make every page of a report ready for a search; answered by `indexed`.
  case index(EffectID, SearchOrder)
  /// Write what was chosen and answered; answered by `sessionSaved`.
  case saveSession(EffectID, Session, path: String)
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
