/// A numeric address of the internet.
package enum IPAddress: Sendable, Hashable {
  /// Four bytes, the first one highest.
  case v4(UInt32)
  /// Sixteen bytes, the first one highest.
  case v6(UInt128)

  /// Nil unless there are 4 or 16 bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16: self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
    default: return nil
    }
  }

  /// Whether it belongs to the internet that everybody shares.
  ///
  /// What is in doubt is not: a page meant for everybody has no reason to live at such an address.
  package var isPublic: Bool {
    switch self {
    case .v4(let number): Self.isPublic(number)
    case .v6(let number): Self.isPublic(number)
    }
  }

  private static func isPublic(_ number: UInt32) -> Bool {
    !reservedV4.contains { number >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }
  }

  private static func isPublic(_ number: UInt128) -> Bool {
    func starts(with prefix: UInt128, _ length: Int) -> Bool {
      number >> (128 - length) == prefix
    }
    let low = UInt32(truncatingIfNeeded: number)
    // IPv4 in other clothes: mapped (RFC 4291), translated for everybody (RFC 6052), 6to4 (RFC 3056).
    if starts(with: 0xFFFF, 96) || starts(with: 0x0064_FF9B << 64, 96) { return isPublic(low) }
    if starts(with: 0x2002, 16) { return isPublic(UInt32(truncatingIfNeeded: number >> 80)) }
    // Only an eighth is given out at all.
    guard starts(with: 0b001, 3),
      !reservedV6.contains(where: { starts(with: $0.prefix, $0.length) })
    else { return false }
    // ISATAP (RFC 5214): an interface that stands for an IPv4 address.
    let interface = UInt32(truncatingIfNeeded: number >> 32) & 0xFDFF_FFFF
    return interface != 0x0000_5EFE || isPublic(low)
  }

  /// IANA's registry of special IPv4 addresses, and Azure's metadata service.
  private static let reservedV4: [(prefix: UInt32, length: UInt32)] = [
    (0x0000_0000, 8),  // this network
    (0x0A00_0000, 8),  // private
    (0x6440_0000, 10),  // shared by carriers
    (0x7F00_0000, 8),  // loopback
    (0xA9FE_0000, 16),  // link-local, most clouds' metadata among them
    (0xAC10_0000, 12),  // private
    (0xC000_0000, 24),  // protocol assignments
    (0xC000_0200, 24),  // documentation
    (0xC058_6300, 24),  // 6to4 relays, given up
    (0xC0A8_0000, 16),  // private
    (0xC612_0000, 15),  // benchmarks
    (0xC633_6400, 24),  // documentation
    (0xCB00_7100, 24),  // documentation
    (0xE000_0000, 4),  // multicast
    (0xF000_0000, 4),  // reserved, broadcast
    (0xA83F_8110, 32),  // Azure's metadata
  ]

  /// What is special within 2000::/3.
  private static let reservedV6: [(prefix: UInt128, length: Int)] = [
    (0x2001_0000 >> 9, 23),  // protocol assignments, Teredo among them
    (0x2001_0DB8, 32),  // documentation
    (0x3FFF_0, 20),  // documentation
  ]
}
