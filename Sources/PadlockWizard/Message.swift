public import CellGrid
public import PadlockModel

/// What the wizard is told: by the keyboard, the terminal, and the effects that it asked for.
///
/// Answers to effects that were cancelled or replaced are dropped by `update`.
public enum Message: Sendable {
  case key(Key)
  /// In a run line by line: a line of the user, without its end.
  case line(String)
  /// In a run line by line: control-C.
  case interrupt
  /// The terminal has this size; send it before the first key and after each change.
  case resized(GridSize)
  case detected(EffectID, [DetectedTarget])
  case listed(EffectID, FolderListing)
  /// What was to be remembered was written, unless there is a problem: a sentence.
  case remembered(EffectID, problem: String?)
  /// Whether something listens there; nil where it cannot be told.
  case liveness(EffectID, Bool?)
  case recognised(EffectID, Explanation)
  case checkStarted(EffectID, id: String, title: String)
  case checkFinished(EffectID, CheckUpdate)
  /// How far a collection is, and what it waits for.
  case progress(EffectID, done: Int, total: Int, waitingFor: Wait?)
  case reportReady(EffectID, Report, OpenPoints = OpenPoints())
  /// Whether the password opens the keystore; nil where that cannot be told.
  case passwordTried(EffectID, opens: Bool?)
  /// The collection ended without a report, for this reason.
  case collectionStopped(EffectID, reason: String)
  case indexed(EffectID, SearchIndex)
  /// The session was written, unless there is a problem: a clause.
  case sessionSaved(EffectID, path: String, problem: String?)
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
  /// The demo's fault was repaired as this one of the ways says that are shown, counted from 1.
  case repaired(EffectID, way: Int)
  /// A file or a ticket's archive could not be read, a report not be shown, a remedy not be
  /// verified, for this reason.
  case failed(EffectID, reason: String)
}
