/// Tells which files of a folder have come to rest, and which are still being written.
///
/// A file is at rest that has not changed for a while. One that changes later is new.
package struct FolderWatch: Sendable {
  private struct Seen {
    var size: Int64
    var changed: Double
    /// When it was first seen like this.
    var since: Double
    var isTaken = false
  }

  private let rest: Double
  private var seen: [String: Seen] = [:]

  /// Files have to rest for so many seconds.
  package init(rest: Double) { self.rest = rest }

  /// Takes a look; gives whether the file is at rest, and was not given like this before.
  ///
  /// `now` is in seconds since 1970. The file's own time is believed on the first look only: clocks of servers differ.
  package mutating func take(_ path: String, _ facts: FileFacts, now: Double) -> Bool {
    if var known = seen[path], known.size == facts.size, known.changed == facts.changed {
      guard !known.isTaken, now - known.since >= rest else { return false }
      known.isTaken = true
      seen[path] = known
      return true
    }
    let isKnown = seen[path] != nil
    let isOld = !isKnown && now - facts.changed >= rest
    seen[path] = Seen(size: facts.size, changed: facts.changed, since: now, isTaken: isOld)
    return isOld
  }

  /// Whether everything that was seen has been taken.
  package var isAtRest: Bool { seen.values.allSatisfy(\.isTaken) }
}
