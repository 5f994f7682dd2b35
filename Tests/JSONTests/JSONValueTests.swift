import Foundation
import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct JSONValueTests {
  /// What Foundation's decoder makes of a text; it knows nothing of order, nor of numbers that are not.
  private indirect enum Decoded: Decodable, Equatable {
    case null, flag(Bool), integer(Int64), number(Double), text(String)
    case list([Decoded]), object([String: Decoded])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let integer = try? container.decode(Int64.self) {
        self = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let list = try? container.decode([Decoded].self) {
        self = .list(list)
      } else {
        self = .object(try container.decode([String: Decoded].self))
      }
    }

    init(_ value: JSONValue) {
      switch value {
      case .null: self = .null
      case .flag(let flag): self = .flag(flag)
      case .integer(let integer): self = .integer(integer)
      case .number(let number):
        self =
          Int64(exactly: number).map { .integer($0) } ?? (number.isFinite ? .number(number) : .null)
      case .text(let text): self = .text(text)
      case .list(let values): self = .list(values.map { Decoded($0) })
      case .object(let members):
        let pairs = members.map { ($0.name, Decoded($0.value)) }
        self = .object(Dictionary(pairs) { first, _ in first })
      }
    }
  }

  @Test(arguments: 0..<100) func `what is written is read back, by its own text and by an encoder`(
    seed: Int
  ) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let value = JSONValue.object([.init("aKey", RandomJSON.value(&random))])
    let encoder = JSONEncoder()
    // As commands encode; names in values are not theirs to change.
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for data in [Data(value.text.utf8), try encoder.encode(value)] {
      #expect(try JSONDecoder().decode(Decoded.self, from: data) == Decoded(value))
    }
  }

  @Test func `members keep their order, and of two with a name the first counts`() {
    let value = JSONValue.object([
      .init("b", .integer(1)), .init("a", .number(0.1)), .init("b", .text("lost")),
      .init("c", .list([.null, .flag(true), .number(-2), .number(.nan)])),
    ])
    #expect(value.text == #"{"b":1,"a":0.1,"c":[null,true,-2,null]}"#)
  }
}
