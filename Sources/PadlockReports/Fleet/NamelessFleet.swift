public import PadlockModel
public import PadlockRedaction

extension Fleet {
  /// The fleet without hosts, addresses and user names, and what stands for what.
  public func withoutNames() -> (fleet: Fleet, names: NameMasker) {
    var masker = NameMasker(
      hosts: rows.flatMap { [$0.host, $0.name] + ($0.certificate?.names ?? []) }
        + unfinished.flatMap { [$0.host, $0.name] })
    let fleet = changingOutsideText { masker.mask($0) }
    return (fleet, masker)
  }
}
