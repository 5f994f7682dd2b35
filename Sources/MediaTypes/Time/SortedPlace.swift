extension RandomAccessCollection {
  /// The place of the first element for which it is true, and so for all after it; the end if there is none.
  @inlinable
  package func firstPlace(where isReached: (Element) -> Bool) -> Index {
    var (low, rest) = (startIndex, count)
    while rest > 0 {
      let middle = index(low, offsetBy: rest / 2)
      if isReached(self[middle]) {
        rest /= 2
      } else {
        (low, rest) = (index(after: middle), rest - rest / 2 - 1)
      }
    }
    return low
  }
}
