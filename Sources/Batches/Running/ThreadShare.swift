/// How many threads each item gets, so that together they keep so many cores busy.
///
/// While there are more items than jobs, each has one thread: files side by side waste nothing. The last ones, which
/// soon leave cores idle, get as many as there are jobs: then the parts of one file are spread over all of them.
package enum ThreadShare {
  /// The threads of an item that begins now; `left` are those that have not begun, with itself.
  package static func threads(jobs: Int, left: Int) -> Int { left > jobs ? 1 : max(1, jobs) }
}
