/// Where and with what figures were taken.
package struct Machine: Codable, Equatable, Sendable {
  package let processor: String
  package let cores: Int
  /// In bytes.
  package let memory: Int
  package let system: String
  /// The versions of all programs, each with its name.
  package let versions: [String]

  package init(
    processor: String, cores: Int, memory: Int, system: String, versions: [String]
  ) {
    (self.processor, self.cores, self.memory) = (processor, cores, memory)
    (self.system, self.versions) = (system, versions)
  }

  /// The machine in a sentence, without its full stop.
  package var sentence: String {
    "\(processor), \(cores) cores, \(memory >> 30) GiB, \(system); \(versions.joined(separator: ", "))"
  }

  /// Whether times of both may be compared.
  package func isLike(_ other: Machine) -> Bool {
    (processor, cores, memory) == (other.processor, other.cores, other.memory)
  }
}
