public import JSON

/// A shape that JSON may be asked to have: the part of JSON Schema 2020-12 that the video services share.
///
/// Types, `enum`, `const`, `anyOf`, `$ref` into `$defs`, bounds of whole numbers, patterns and formats of words, and
/// `minItems` of 0 or 1; beside these the type `timestamp` for times in the video.
public struct JSONSchema: Sendable, Equatable {
  /// The schema as it was given.
  public let value: JSONValue

  /// Checks a schema; the first thing wrong with it is thrown.
  public init(_ value: JSONValue) throws(JSONSchemaError) {
    try SchemaRules(root: value).check()
    self.value = value
  }

  /// Takes a schema of our own.
  init(trusted value: JSONValue) { self.value = value }
}

/// Why something is no schema that can be used, and where.
public struct JSONSchemaError: Error, Sendable, Equatable {
  /// What kind of thing is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// It contradicts JSON Schema, or the rules of the type `timestamp`.
    case invalid
    /// It is good JSON Schema that none of the services take.
    case unsupported
  }

  /// What kind of thing is wrong.
  public let code: Code
  /// The place, as a JSON pointer into the schema.
  public let pointer: String
  /// What is wrong, in words for people.
  public let message: String
  /// The keyword that is not taken, if that is what is wrong.
  public let keyword: String?
}

extension JSONSchemaError: CustomStringConvertible {
  /// The message and its place.
  public var description: String { pointer.isEmpty ? message : "\(pointer): \(message)" }
}
