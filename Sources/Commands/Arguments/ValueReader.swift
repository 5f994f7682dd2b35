internal import MediaTypes

/// Reads the text of an option, and knows what to say if it cannot.
struct ValueReader<Value: Sendable>: Sendable {
  /// What a right text looks like.
  let expected: String
  /// Nil for a wrong one.
  let read: @Sendable (String) -> Value?

  func value(of text: String, for option: Option) throws(CommandError) -> Value {
    guard let value = read(text) else {
      throw .usage("\(option.flag) is \"\(text)\"", advice: "it must be \(expected)")
    }
    return value
  }
}

extension ValueReader where Value == Ratio {
  static var rate: Self {
    ValueReader(expected: "a number above zero, such as 2, 29.97 or 30000/1001") { text in
      Ratio(text).flatMap { $0 > 0 ? $0 : nil }
    }
  }
  static var seconds: Self {
    ValueReader(expected: "a time above zero, such as 30, 0.5 or 1:30") { text in
      Timecode(text).flatMap { $0.seconds > 0 ? $0.seconds : nil }
    }
  }
  static var instant: Self {
    ValueReader(expected: "a time such as 12.5, 1:02 or 01:02:03.250") { text in
      Timecode(text).flatMap { $0.seconds >= 0 ? $0.seconds : nil }
    }
  }
}

extension ValueReader where Value == [Ratio] {
  /// Instants parted by commas.
  static var instants: Self {
    ValueReader(expected: "times parted by commas, such as 12.5,1:02,01:02:03.250") { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      let instants = parts.compactMap { ValueReader<Ratio>.instant.read(String($0)) }
      return instants.count == parts.count ? instants : nil
    }
  }
}

extension ValueReader where Value == Int {
  static var count: Self { whole(1...1_000_000_000) }

  static func whole(_ range: ClosedRange<Int>) -> Self {
    ValueReader(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

extension ValueReader where Value == Int64 {
  static var byteCount: Self {
    ValueReader(expected: "a number of bytes, such as 1000000, 500K, 20M or 2G") { text in
      let units: [Character: Int64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
      let unit = text.last.flatMap { units[Character($0.uppercased())] }
      guard let number = Int64(unit == nil ? text[...] : text.dropLast()), number > 0 else {
        return nil
      }
      let (bytes, overflows) = number.multipliedReportingOverflow(by: unit ?? 1)
      return overflows ? nil : bytes
    }
  }
}

extension ValueReader where Value == PictureSize {
  static var size: Self {
    ValueReader(
      expected: "full, a longest side such as 512, a box such as 640x360, or exactly 640x360!"
    ) { PictureSize($0) }
  }
}
