public import CellGrid
public import PadlockModel

/// What the wizard is told: by the keyboard, the terminal, and the effects that it asked for.
///
/// Answers to effects that were cancelled or replaced are dropped by `update`.
public enum Message: Sendable {
  case key(Key)
  /// The terminal has this size; send it before the first key and after each change.
  case resized(GridSize)
  case detected(EffectID, [DetectedTarget])
  /// Whether something listens there; nil where it cannot be told.
  case liveness(EffectID, Bool?)
  case recognised(EffectID, Explanation)
  case checkStarted(EffectID, id: String, title: String)
  case checkFinished(EffectID, CheckUpdate)
  /// How far a collection is; `waitingFor` says in words what is running.
  case progress(EffectID, done: Int, total: Int, waitingFor: String?)
  case reportReady(EffectID, Report)
  /// The collection ended without a report, for this reason.
  case collectionStopped(EffectID, reason: String)
  case saved(EffectID, path: String)
  case saveFailed(EffectID, reason: String)
  /// Nothing was saved, because this file is there already.
  case fileExists(EffectID, path: String)
  case rendered(EffectID, String)
  case fileRead(EffectID, FileExcerpt)
  /// What a verification waits for.
  case verifying(EffectID, waitingFor: String)
  /// The condition of the remedy as it stands now, and those of what the diagnosis caused by key.
  case verified(EffectID, ConditionTree, consequences: [String: ConditionTree])
  case repaired(EffectID)
  /// A file could not be read, a report not be shown, a remedy not be verified, for this reason.
  case failed(EffectID, reason: String)
}
