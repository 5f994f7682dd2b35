/// What a tiling costs: first the ticks by which it breaks bounds, then its price.
struct TilingCost: Comparable, Sendable {
  var broken: Int64
  var price: Int128

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
