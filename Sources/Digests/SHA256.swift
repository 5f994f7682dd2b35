/// The digest of FIPS 180-4, taken piece by piece.
package struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var pending: InlineArray<64, UInt8> = InlineArray(repeating: 0)
  private var pendingCount = 0
  private var count: UInt64 = 0

  package init() {}

  /// Takes more bytes.
  package mutating func take(_ bytes: some Sequence<UInt8>) { take(Array(bytes).span) }

  /// Takes more bytes where they lie.
  package mutating func take(_ bytes: Span<UInt8>) {
    count += UInt64(bytes.count)
    var place = 0
    if pendingCount > 0 {
      while pendingCount < 64, place < bytes.count {
        pending[pendingCount] = bytes[place]
        (pendingCount, place) = (pendingCount + 1, place + 1)
      }
      guard pendingCount == 64 else { return }
      let block = pending
      mix(block.span)
      pendingCount = 0
    }
    while bytes.count - place >= 64 {
      mix(bytes.extracting(place..<place + 64))
      place += 64
    }
    while place < bytes.count {
      pending[pendingCount] = bytes[place]
      (pendingCount, place) = (pendingCount + 1, place + 1)
    }
  }

  /// The digest of all that was taken.
  package var bytes: [UInt8] {
    var end = self
    let padding = [0x80] + [UInt8](repeating: 0, count: (119 - pendingCount) % 64)
    end.take(padding.span)
    let bits = (0..<8).map { UInt8(truncatingIfNeeded: (count * 8) >> (56 - 8 * $0)) }
    end.take(bits.span)
    return end.state.indices.flatMap { place in
      (0..<4).map { UInt8(truncatingIfNeeded: end.state[place] >> (24 - 8 * $0)) }
    }
  }

  /// The digest of all that was taken, in hexadecimal digits.
  package var text: String { bytes.hexadecimal }

  private mutating func mix(_ block: Span<UInt8>) {
    var words: InlineArray<16, UInt32> = InlineArray(repeating: 0)
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for place in 0..<64 {
      let word: UInt32
      if place < 16 {
        let bytes = block.extracting(4 * place..<4 * place + 4)
        word =
          UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
      } else {
        let (x, y) = (words[(place + 1) & 15], words[(place + 14) & 15])
        let first = Self.turned(x, 7) ^ Self.turned(x, 18) ^ x >> 3
        let second = Self.turned(y, 17) ^ Self.turned(y, 19) ^ y >> 10
        word = words[place & 15] &+ first &+ words[(place + 9) & 15] &+ second
      }
      words[place & 15] = word
      let choice = e & f ^ ~e & g
      let sum = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
      let first = h &+ sum &+ choice &+ Self.constants[place] &+ word
      let majority = a & b ^ a & c ^ b & c
      let second = (Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    state = [
      state[0] &+ a, state[1] &+ b, state[2] &+ c, state[3] &+ d, state[4] &+ e, state[5] &+ f,
      state[6] &+ g, state[7] &+ h,
    ]
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of what is behind the point of the cube roots of the first 64 primes.
  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
