// Lane by lane, and not by the standard library's conversions: those are called, these become one
// instruction, and sums of absolute differences the one that is made for them.

/// Each lane as a wider number.
@inline(__always) func widened(_ lanes: SIMD8<UInt8>) -> SIMD8<Int32> {
  SIMD8(
    Int32(lanes[0]), Int32(lanes[1]), Int32(lanes[2]), Int32(lanes[3]), Int32(lanes[4]),
    Int32(lanes[5]), Int32(lanes[6]), Int32(lanes[7]))
}

/// Each lane as a wider number.
@inline(__always) func widened(_ lanes: SIMD8<Int16>) -> SIMD8<Int32> {
  SIMD8(
    Int32(lanes[0]), Int32(lanes[1]), Int32(lanes[2]), Int32(lanes[3]), Int32(lanes[4]),
    Int32(lanes[5]), Int32(lanes[6]), Int32(lanes[7]))
}

/// Each lane as the number with a fraction that it is.
@inline(__always) func fractional(_ lanes: SIMD8<Int32>) -> SIMD8<Float> {
  SIMD8(
    Float(lanes[0]), Float(lanes[1]), Float(lanes[2]), Float(lanes[3]), Float(lanes[4]),
    Float(lanes[5]), Float(lanes[6]), Float(lanes[7]))
}

/// |a - b| in each lane.
@inline(__always) func absoluteDifference(_ a: SIMD8<UInt8>, _ b: SIMD8<UInt8>) -> SIMD8<Int32> {
  absolute(widened(a) &- widened(b))
}

/// The magnitude of each lane.
@inline(__always) func absolute(_ difference: SIMD8<Int32>) -> SIMD8<Int32> {
  SIMD8(
    Int32(truncatingIfNeeded: difference[0].magnitude),
    Int32(truncatingIfNeeded: difference[1].magnitude),
    Int32(truncatingIfNeeded: difference[2].magnitude),
    Int32(truncatingIfNeeded: difference[3].magnitude),
    Int32(truncatingIfNeeded: difference[4].magnitude),
    Int32(truncatingIfNeeded: difference[5].magnitude),
    Int32(truncatingIfNeeded: difference[6].magnitude),
    Int32(truncatingIfNeeded: difference[7].magnitude))
}

/// The greater of both in each lane.
@inline(__always) func greater(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
  a.replacing(with: b, where: b .> a)
}

/// The lesser of both in each lane.
@inline(__always) func lesser(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
  a.replacing(with: b, where: b .< a)
}

/// Each lane, at least 0 and at most 1.
@inline(__always) func clamped(_ lanes: SIMD8<Float>) -> SIMD8<Float> {
  lesser(greater(lanes, SIMD8()), SIMD8(repeating: 1))
}
