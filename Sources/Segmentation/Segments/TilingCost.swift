/// What a tiling costs: first the ticks by which it breaks bounds, then its price.
struct TilingCost: Comparable, Sendable {
  // In this order a place beside it fits into 32 bytes.
  let price: Int128
  let broken: Int64

  init(broken: Int64, price: Int128) { (self.broken, self.price) = (broken, price) }

  static let zero = TilingCost(broken: 0, price: 0)

  static func < (a: TilingCost, b: TilingCost) -> Bool {
    a.broken != b.broken ? a.broken < b.broken : a.price < b.price
  }

  static func + (a: TilingCost, b: TilingCost) -> TilingCost {
    TilingCost(broken: a.broken + b.broken, price: a.price + b.price)
  }

  static func - (a: TilingCost, b: TilingCost) -> TilingCost {
    TilingCost(broken: a.broken - b.broken, price: a.price - b.price)
  }
}
