/// What was asked for outside, and what came of it.
enum Awaited<Value: Equatable & Sendable>: Equatable, Sendable {
  /// The answer to this effect is awaited.
  case running(EffectID)
  case done(Value)
  /// There is none, for this reason.
  case failed(String)
}
