/// Why something stopped before the peer had its say: it says nothing about the peer.
public enum StopReason: Equatable, Sendable {
  /// The flag was raised: the user or the task gave up.
  case cancelled
  /// The time of the whole run is over, although the attempt's own is not.
  case runEnded
}

/// Why a wait has to end now.
public enum Interruption: Equatable, Sendable {
  /// The attempt had all the time it was given.
  case timedOut
  /// The attempt was cut short.
  case stopped(StopReason)
}

/// A point in time at which a blocking call gives up, with the flag that makes it give up earlier.
///
/// One deadline belongs to the run. Each attempt narrows it with ``within(_:)``, so that an attempt
/// that had its full time can be told from one that the end of the run cut short.
public struct Deadline: Sendable {
  /// When waiting ends.
  public let instant: ContinuousClock.Instant
  /// The flag that ends waiting earlier.
  public let cancellation: CancellationFlag
  private let isOfRun: Bool

  /// The deadline of a run that may last `duration` (from 0 to one day) from now.
  public init(
    after duration: Duration, cancelledBy cancellation: CancellationFlag = CancellationFlag()
  ) {
    self.init(
      instant: .now.advanced(by: Self.bounded(duration)), cancellation: cancellation, isOfRun: true)
  }

  private init(
    instant: ContinuousClock.Instant, cancellation: CancellationFlag, isOfRun: Bool
  ) {
    self.instant = instant
    self.cancellation = cancellation
    self.isOfRun = isOfRun
  }

  private static func bounded(_ duration: Duration) -> Duration {
    min(max(duration, .zero), .seconds(86_400))
  }

  /// The deadline of one attempt: `timeout` from now, or this one where it comes first.
  public func within(_ timeout: Duration) -> Deadline {
    let own = ContinuousClock.Instant.now.advanced(by: Self.bounded(timeout))
    guard own < instant else { return self }
    return Deadline(instant: own, cancellation: cancellation, isOfRun: false)
  }

  /// The same deadline, which `flag` can end too; `flag` should have this deadline's as its parent.
  public func cancelled(by flag: CancellationFlag) -> Deadline {
    Deadline(instant: instant, cancellation: flag, isOfRun: isOfRun)
  }

  /// The time that is left, never below zero.
  public var remaining: Duration {
    max(.zero, ContinuousClock.Instant.now.duration(to: instant))
  }

  /// Why waiting has to end now, or nil while it may go on.
  public var interruption: Interruption? {
    if cancellation.isRaised { return .stopped(.cancelled) }
    guard remaining <= .zero else { return nil }
    return isOfRun ? .stopped(.runEnded) : .timedOut
  }

  /// How long a wait may block before it looks at the flag again: from 1 to 100 milliseconds.
  package var sliceMilliseconds: Int32 {
    Int32(min(max(remaining.wholeMilliseconds, 1), 100))
  }
}

extension Duration {
  /// The duration in milliseconds, rounded down and kept within an `Int32`.
  package var wholeMilliseconds: Int64 {
    let parts = components
    let seconds = min(max(parts.seconds, -2_000_000), 2_000_000)
    return seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
  }
}
