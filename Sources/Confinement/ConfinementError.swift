#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Why a process could not be confined; it had better end.
package struct ConfinementError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// Who started the process is gone.
    case orphaned
    /// The system refused.
    case refused
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  /// Throws what an error number stands for; 0 stands for none.
  static func check(_ code: CInt, _ what: String) throws(ConfinementError) {
    guard code != 0 else { return }
    throw ConfinementError(.refused, "\(what): \(reason(code))")
  }

  /// The system's words for an error.
  static func reason(_ code: CInt) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}

extension ConfinementError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
