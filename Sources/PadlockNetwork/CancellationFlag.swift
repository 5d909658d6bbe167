import Synchronization

/// A switch that is thrown once and that every blocking wait looks at every 100 milliseconds.
///
/// A flag with a parent is also raised when its parent is, so one attempt can be stopped alone or
/// together with the whole run.
public final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)
  private let parent: CancellationFlag?

  /// A flag that is down, and that follows `parent` when there is one.
  public init(parent: CancellationFlag? = nil) {
    self.parent = parent
  }

  /// Whether this flag or one above it was raised.
  public var isRaised: Bool {
    raised.load(ordering: .acquiring) || (parent?.isRaised ?? false)
  }

  /// Raises the flag for good; safe from every thread.
  public func raise() {
    raised.store(true, ordering: .releasing)
  }
}
