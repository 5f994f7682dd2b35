internal import MediaTypes

// An index as bytes: a mark, the digest of the rest, then whole numbers of seven bits a byte. Times and
// places are kept as distances from the entry before, which are small.
extension PacketIndex {
  private static let mark = Array("shotlog index 2\n".utf8)

  /// The bytes to keep; damage is not among them.
  var stored: [UInt8] {
    var numbers = VariableNumbers()
    let traits: Int64 = (isExact ? 1 : 0) | (hasTimes ? 2 : 0)
    let head: [Int64] = [
      Int64(stream), Int64(timeBase.numerator), Int64(timeBase.denominator),
      traits, Int64(pictures.count),
    ]
    for number in head { numbers.append(number) }
    var (pts, position) = (Int64(0), Int64(0))
    for picture in pictures {
      numbers.append(picture.pts &- pts)
      numbers.append(picture.duration)
      numbers.append(Int64(picture.size))
      numbers.append(
        (picture.isKey ? 1 : 0) | (picture.isEntry ? 2 : 0) | (picture.position == nil ? 4 : 0)
          | (picture.hasLead ? 8 : 0))
      numbers.append((picture.position ?? position) &- position)
      (pts, position) = (picture.pts, picture.position ?? position)
    }
    return Self.mark + ContentDigest.digest(of: numbers.bytes) + numbers.bytes
  }

  /// Nil unless the bytes are whole and of this version.
  init?(stored bytes: [UInt8]) {
    let head = Self.mark.count + 32
    guard bytes.count > head, bytes.starts(with: Self.mark) else { return nil }
    let body = Array(bytes[head...])
    guard ContentDigest.digest(of: body).elementsEqual(bytes[Self.mark.count..<head]) else {
      return nil
    }
    var numbers = VariableNumbers(bytes: body)
    guard let stream = numbers.next().flatMap(Int.init(exactly:)),
      let numerator = numbers.next().flatMap(Int32.init(exactly:)),
      let denominator = numbers.next().flatMap(Int32.init(exactly:)),
      let timeBase = TimeBase(numerator, denominator), let traits = numbers.next(),
      let count = numbers.next(), (0...Int64(body.count)).contains(count)
    else { return nil }
    var pictures: [Entry] = []
    pictures.reserveCapacity(Int(count))
    var (pts, position) = (Int64(0), Int64(0))
    for _ in 0..<count {
      guard let distance = numbers.next(), let duration = numbers.next(),
        let size = numbers.next().flatMap(Int32.init(exactly:)), let flags = numbers.next(),
        let step = numbers.next()
      else { return nil }
      pts &+= distance
      position &+= step
      pictures.append(
        Entry(
          pts: pts, duration: duration, isKey: flags & 1 != 0, isEntry: flags & 2 != 0,
          hasLead: flags & 8 != 0, size: size, position: flags & 4 == 0 ? position : nil))
    }
    self.init(
      stream: stream, timeBase: timeBase, pictures: pictures, isExact: traits & 1 != 0,
      hasTimes: traits & 2 != 0)
  }
}

/// Whole numbers, small ones in few bytes.
private struct VariableNumbers {
  var bytes: [UInt8] = []
  private var place = 0

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  mutating func append(_ number: Int64) {
    // The sign goes into the lowest bit, so that small negative numbers are short too.
    var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func next() -> Int64? {
    var (number, shift) = (UInt64(0), UInt64(0))
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1) }
      shift += 7
    }
    return nil
  }
}
