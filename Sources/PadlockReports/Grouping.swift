/// Elements that have something in common, in the order in which they came.
struct Grouping<Key: Hashable, Element> {
  let key: Key
  private(set) var elements: [Element]

  /// One group for each key, ordered by its first element.
  static func inOrder(_ elements: [Element], by key: (Element) -> Key) -> [Grouping] {
    var groups: [Grouping] = []
    var places: [Key: Int] = [:]
    for element in elements {
      let key = key(element)
      if let place = places[key] {
        groups[place].elements.append(element)
      } else {
        places[key] = groups.count
        groups.append(Grouping(key: key, elements: [element]))
      }
    }
    return groups
  }
}
