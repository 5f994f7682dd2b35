internal import JSON
internal import Models

/// A configuration file that knows its lines.
package struct ConfigurationFile {
  private let value: JSONValue
  private let lines: [String: Int]

  /// Reads a file; what is no JSON is told with its line.
  package init(_ bytes: some Sequence<UInt8>) throws(CatalogError) {
    do {
      (value, lines) = try JSONReader().valueWithLines(of: bytes)
    } catch {
      throw CatalogError(.invalid, "\(error.message) (column \(error.column))", line: error.line)
    }
  }

  /// The members of an object.
  package struct Members {
    /// Their names in order.
    package let names: [String]
  }

  /// A name as it stands in a JSON pointer.
  package static func escaped(_ name: String) -> String {
    name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The members of the object at a pointer; with `knows`, there may be no others.
  package func object(_ pointer: String, knows known: [String]? = nil) throws(CatalogError)
    -> Members
  {
    guard let members = at(pointer)?.asMembers else {
      throw wrong(pointer, "\(title(pointer)) must be an object")
    }
    for member in members {
      if let known, !known.contains(member.name) {
        throw wrong(
          pointer + "/" + Self.escaped(member.name),
          "nothing is called \"\(member.name)\" here; there may be \(known.joined(separator: ", "))"
        )
      }
    }
    return Members(names: members.map(\.name))
  }

  /// The words at a pointer.
  package func text(_ pointer: String) throws(CatalogError) -> String {
    guard let words = at(pointer)?.asText, !words.isEmpty else {
      throw wrong(pointer, "\(title(pointer)) must be words")
    }
    return words
  }

  /// The settings of a model at a pointer, on top of what holds for all.
  func settings(
    _ pointer: String, _ names: [String], _ common: ModelSettings
  ) throws(CatalogError) -> ModelSettings {
    var settings = common
    if names.contains("profile") {
      let place = pointer + "/profile"
      do throws(ServerProfileError) {
        let value = at(place) ?? .null
        settings.profile = try common.profile.changed(by: value)
        let members = value.asMembers ?? []
        settings.members.removeAll { old in members.contains { $0.name == old.name } }
        settings.members += members
      } catch {
        throw wrong(
          error.member.map { place + "/" + Self.escaped($0) } ?? place, error.message)
      }
    }
    if names.contains("prices") { settings.prices = try prices(pointer + "/prices") }
    if names.contains("concurrency") {
      let place = pointer + "/concurrency"
      guard let count = at(place)?.asInteger, (1...1000).contains(count) else {
        throw wrong(place, "concurrency must be a whole number from 1 to 1000")
      }
      settings.concurrency = Int(count)
    }
    if names.contains("idle_seconds") { settings.idle = try seconds(pointer + "/idle_seconds") }
    if names.contains("call_seconds") { settings.total = try seconds(pointer + "/call_seconds") }
    return settings
  }

  /// An error at a pointer.
  package func wrong(_ pointer: String, _ message: String) -> CatalogError {
    CatalogError(.invalid, message, line: lines[pointer])
  }

  private func prices(_ pointer: String) throws(CatalogError) -> TokenPrices {
    _ = try object(pointer, knows: ["input", "output"])
    guard let input = at(pointer + "/input")?.asNumber, input >= 0,
      let output = at(pointer + "/output")?.asNumber, output >= 0
    else {
      throw wrong(pointer, "prices are dollars for a million tokens: input and output")
    }
    return TokenPrices(input: input, output: output)
  }

  /// A time at a pointer.
  package func seconds(_ pointer: String) throws(CatalogError) -> Duration {
    guard let seconds = at(pointer)?.asNumber, seconds > 0, seconds < 1e7 else {
      throw wrong(pointer, "\(title(pointer)) must be a number above zero")
    }
    return .seconds(seconds)
  }

  private func at(_ pointer: String) -> JSONValue? {
    var value: JSONValue? = value
    for name in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      value = value?[String(name).replacing("~1", with: "/").replacing("~0", with: "~")]
    }
    return value
  }

  private func title(_ pointer: String) -> String {
    pointer.split(separator: "/").last.map { String($0).replacing("~1", with: "/") } ?? "the file"
  }
}
