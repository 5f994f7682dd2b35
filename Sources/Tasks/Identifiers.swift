internal import Digests

/// Where new names come from.
package struct Identifiers: Sendable {
  private let bytes: @Sendable (Int) -> [UInt8]

  /// Takes the bytes of names from a closure, which gives as many as it is asked for.
  package init(_ bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

  /// Names that nobody can guess.
  package static let random = Identifiers { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// A name of a task or an asset: 24 hexadecimal digits.
  package func name() -> String { bytes(12).hexadecimal }

  /// A name of an event: 32 hexadecimal digits.
  package func eventName() -> String { bytes(16).hexadecimal }
}
