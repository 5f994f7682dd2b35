internal import CConfine

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What a process may do from now on, for good.
///
/// It is applied first thing, before there is a second thread: what threads there are already may go on touching files.
package struct Confinement: Sendable, Equatable {
  /// What of it the system could do.
  package struct Effect: Sendable, Equatable {
    /// The version of Landlock that guards the files; nil if the kernel has none, and they are not guarded.
    package let landlock: Int?
    /// Whether calls are filtered; without that, network and processes are as free as before.
    package let filtersCalls: Bool
    /// How many threads there were already; more than one means that some are not bound.
    package let threads: Int

    /// Whether all of it holds.
    package var isWhole: Bool { landlock != nil && filtersCalls && threads <= 1 }
  }

  /// What it may use.
  package var limits = ProcessLimits()
  /// Files and folders that it may read, beside those of the system that hold no secrets.
  package var readable: [String] = []
  /// Folders in which it may make, write and remove files, but no folders and no links.
  package var writable: [String] = []
  /// Whether it may speak to others over the network.
  package var network = false
  /// Whether it may start processes.
  package var processes = false
  /// The process that started it; nil for whoever it is by now.
  package var parent: Int32?

  package init() {}

  /// This process, for its children to know their parent by.
  package static var ownProcess: Int32 { getpid() }

  /// Confines this process.
  ///
  /// It also loses the rights of an administrator but for reading, hides its memory from other programs, is the first to
  /// end when memory does, and ends with the thread that started it.
  package func apply() throws(ConfinementError) -> Effect {
    let threads = Int(cconfine_threads())
    try ConfinementError.check(cconfine_renounce_gains(), "rights could be gained")
    let version = confineFiles()
    try ConfinementError.check(version < 0 ? -version : 0, "the files could not be guarded")
    var native = limits.native
    try ConfinementError.check(unsafe cconfine_limit(0, &native), "the limits could not be set")
    try ConfinementError.check(cconfine_renounce_rights(), "rights could not be given up")
    let code = cconfine_die_with_parent(parent ?? 0)
    guard code != ESRCH else {
      throw ConfinementError(.orphaned, "the process that started this one is gone")
    }
    try ConfinementError.check(code, "this process would not end with its parent")
    let filtersCalls = cconfine_calls(network, processes) == 0
    return Effect(
      landlock: version == 0 ? nil : Int(version), filtersCalls: filtersCalls, threads: threads)
  }

  private func confineFiles() -> CInt {
    unsafe withCStrings(SystemFiles.readable + readable) { readable in
      unsafe withCStrings(SystemFiles.writable + writable) { writable in
        unsafe cconfine_files(
          readable.baseAddress, readable.count, writable.baseAddress, writable.count, processes,
          network)
      }
    }
  }
}

/// Gives texts to C for as long as a closure runs.
func withCStrings<Value>(
  _ texts: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>>) -> Value
) -> Value {
  let copies = unsafe texts.compactMap { unsafe strdup($0) }
  defer { unsafe copies.forEach { unsafe free($0) } }
  let pointers = unsafe copies.map { unsafe UnsafePointer($0) }
  return unsafe pointers.withUnsafeBufferPointer { unsafe body($0) }
}
