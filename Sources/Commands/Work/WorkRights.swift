internal import Confinement
internal import JSON

/// What a worker may do, as its server says.
struct WorkRights {
  private let confinement: Confinement

  /// Reads the rights; nil if they are none.
  init?(_ json: JSONValue) {
    guard let readable = json["readable"]?.asList, let writable = json["writable"]?.asList,
      let network = json["network"]?.asFlag
    else { return nil }
    var confinement = Confinement()
    confinement.limits = ProcessLimits(
      memory: json["memory"]?.asInteger,
      cpu: json["cpu"]?.asInteger.map { .seconds($0) },
      fileSize: json["file"]?.asInteger, openFiles: 256)
    confinement.readable = readable.compactMap(\.asText)
    confinement.writable = writable.compactMap(\.asText)
    confinement.network = network
    confinement.parent = json["parent"]?.asInteger.flatMap { Int32(exactly: $0) }
    self.confinement = confinement
  }

  /// Gives up everything else, for good.
  func take() throws(CommandError) {
    do {
      _ = try confinement.apply()
    } catch {
      throw CommandError(.unsupported, "a worker could not be confined: \(error.message)")
    }
  }
}
