import Foundation

/// All figures of a board, as they are kept in a file.
package struct Board: Codable, Equatable, Sendable {
  /// What the file says it is.
  package static let schema = "shotlog.board/1"

  package let schema: String
  package let machine: Machine
  /// Whether the films are small and each trial has one round, so that figures prove nothing.
  package let isQuick: Bool
  package var groups: [BoardGroup] = []

  private enum CodingKeys: String, CodingKey {
    case schema, machine
    case isQuick = "quick"
    case groups
  }

  package init(machine: Machine, isQuick: Bool) {
    (schema, self.machine, self.isQuick) = (Self.schema, machine, isQuick)
  }

  /// A file that holds no board.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Reads a board.
  package init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(description: "\(path) cannot be read; \"benchmarks board\" writes such files")
    }
    do {
      self = try JSONDecoder().decode(Board.self, from: data)
    } catch {
      throw Failure(description: "\(path) is no board: \(error)")
    }
    guard schema == Self.schema else {
      throw Failure(description: "\(path) is a \(schema), not a \(Self.schema)")
    }
  }

  /// Writes it, whole or not at all.
  package func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (try encoder.encode(self) + Data("\n".utf8)).write(
      to: URL(filePath: path), options: .atomic)
  }

  /// Every row.
  package var rows: [BoardRow] { groups.flatMap(\.rows) }

  /// Whether something that was promised is broken, or something failed.
  package var isSound: Bool { rows.allSatisfy { $0.isKept != false && $0.failure == nil } }

  /// The group of a name, made if it is not there; groups are in the order of `order`.
  package mutating func change(
    _ group: BoardGroup, order: [String], _ change: (inout BoardGroup) -> Void
  ) {
    var found = groups.first { $0.name == group.name } ?? group
    (found.title, found.words) = (group.title, group.words)
    change(&found)
    groups.removeAll { $0.name == group.name }
    groups.append(found)
    let places = Dictionary(zip(order, order.indices)) { first, _ in first }
    groups.sort { (places[$0.name] ?? .max, $0.name) < (places[$1.name] ?? .max, $1.name) }
  }
}
