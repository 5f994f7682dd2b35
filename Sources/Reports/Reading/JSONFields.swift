internal import JSON

/// Reading what somebody else wrote: what is needed must be there, and be what it should be.
extension JSONValue {
  /// The member of that name; nil if it is absent or `null`.
  func field(_ name: String) -> JSONValue? {
    guard let value = self[name], !value.isNull else { return nil }
    return value
  }

  /// The member of that name.
  func required(_ name: String) throws(ReportError) -> JSONValue {
    guard let value = field(name) else {
      throw ReportError(.misshapen, "it is missing", at: "/\(name)")
    }
    return value
  }

  func text(_ name: String) throws(ReportError) -> String? {
    guard let value = field(name) else { return nil }
    guard let text = value.asText else { throw Self.wrong(name, "words") }
    return text
  }

  func flag(_ name: String) throws(ReportError) -> Bool? {
    guard let value = field(name) else { return nil }
    guard let flag = value.asFlag else { throw Self.wrong(name, "true or false") }
    return flag
  }

  func number(_ name: String) throws(ReportError) -> Double? {
    guard let value = field(name) else { return nil }
    guard let number = value.asNumber, number.isFinite else { throw Self.wrong(name, "a number") }
    return number
  }

  /// A number of things.
  func count(_ name: String) throws(ReportError) -> Int64? {
    guard let value = field(name) else { return nil }
    guard let count = value.asInteger, count >= 0 else { throw Self.wrong(name, "a count") }
    return count
  }

  /// An instant that some video may have: no longer after the first picture, or before it, than thirty years.
  func instant(_ name: String) throws(ReportError) -> Double {
    guard let number = try required(name).asNumber, number.magnitude <= 1e9 else {
      throw Self.wrong(name, "a number of seconds that a video may have")
    }
    return number
  }

  /// The stretch that this object tells of.
  func span() throws(ReportError) -> ReportSpan {
    let (start, end) = (try instant("start_from_zero"), try instant("end_from_zero"))
    guard start <= end else {
      throw ReportError(.misshapen, "it lies before the start", at: "/end_from_zero")
    }
    return ReportSpan(start, end)
  }

  /// The stretch and the words that this object tells of.
  func line() throws(ReportError) -> ReportLine {
    ReportLine(span: try span(), text: try text("text") ?? "")
  }

  /// What each value of a list tells; nothing if there is no list of that name.
  func each<Thing>(
    _ name: String, _ read: (JSONValue) throws(ReportError) -> Thing
  ) throws(ReportError) -> [Thing] {
    guard let value = field(name) else { return [] }
    guard let list = value.asList else { throw Self.wrong(name, "a list") }
    var things: [Thing] = []
    things.reserveCapacity(list.count)
    for (place, item) in list.enumerated() {
      do throws(ReportError) {
        things.append(try read(item))
      } catch {
        throw error.under("/\(name)/\(place)")
      }
    }
    return things
  }

  func texts(_ name: String) throws(ReportError) -> [String] {
    try each(name) { value throws(ReportError) in
      guard let text = value.asText else { throw ReportError(.misshapen, "it must be words") }
      return text
    }
  }

  /// A word and a sentence for each value of a list.
  func notes(_ name: String, code: String) throws(ReportError) -> [ReportNote] {
    try each(name) { value throws(ReportError) in
      ReportNote(code: try value.text(code) ?? "", message: try value.text("message") ?? "")
    }
  }

  /// What the member of that name tells, if it is there.
  func inside<Thing>(
    _ name: String, _ read: (JSONValue) throws(ReportError) -> Thing
  ) throws(ReportError) -> Thing? {
    guard let value = field(name) else { return nil }
    guard value.asMembers != nil else { throw Self.wrong(name, "an object") }
    do throws(ReportError) {
      return try read(value)
    } catch {
      throw error.under("/\(name)")
    }
  }

  private static func wrong(_ name: String, _ expected: String) -> ReportError {
    ReportError(.misshapen, "it must be \(expected)", at: "/\(name)")
  }
}
