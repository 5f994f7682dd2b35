internal import CMedia
internal import Dispatch
internal import MediaTypes
internal import Synchronization

/// Decodes runs of packets on several threads and gives what was drawn in the order of the video.
///
/// Each worker takes turns at the planner, then decodes its run with a one-thread decoder. A worker may be
/// a few runs ahead of whoever takes the samples, and then waits: memory does not grow with the video.
///
/// Unchecked because the compiler cannot see the two locks: `planner` is touched only by who holds
/// `planning`, everything that workers and taker share lies in `shared`, and the rest never changes.
final class SegmentPipeline<Drawing: Sendable>: @unchecked Sendable {
  /// What came of one run.
  enum Batch: Sendable {
    case samples([Sample<Drawing>])
    /// It cannot be decoded on its own; the rest is to be decoded in sequence.
    case irregular
    case failure(MediaError)
  }

  private struct Shared {
    var batches: [Int: Batch] = [:]
    /// Number of runs in all, once known.
    var total: Int?
    var isStopped = false
  }

  private let planning = Mutex(())
  private var planner: SegmentPlanner
  private let shared = Mutex(Shared())
  private let input: MediaInput
  private let timeBase: TimeBase
  private let draw: @Sendable (borrowing DecodedFrame) throws(MediaError) -> Drawing
  private let workers: Int
  /// Counts the runs that may be begun, and the batches that came in.
  private let room = DispatchSemaphore(value: 0)
  private let arrivals = DispatchSemaphore(value: 0)
  private let group = DispatchGroup()
  private var delivered = 0

  init(
    _ input: MediaInput, timeBase: TimeBase, planner: consuming SegmentPlanner, workers: Int,
    draw: @escaping @Sendable (borrowing DecodedFrame) throws(MediaError) -> Drawing
  ) {
    (self.input, self.timeBase, self.workers, self.draw) = (input, timeBase, workers, draw)
    self.planner = planner
  }

  /// Runs that may lie decoded or in decoding at once.
  static func runsInFlight(workers: Int) -> Int { workers + 2 }

  func start() {
    for _ in 0..<Self.runsInFlight(workers: workers) { room.signal() }
    for number in 0..<workers {
      DispatchQueue(label: "shotlog.decoder.\(number)").async(group: group) { self.work() }
    }
  }

  /// Ends all workers and waits for them.
  func stop() {
    shared.withLock { $0.isStopped = true }
    for _ in 0..<workers { room.signal() }
    group.wait()
  }

  /// The walk along the plan as far as it got.
  var progress: WantedPictures? { planning.withLock { _ in planner.progress } }

  /// Gaps in time between the pictures that the plan led to.
  var damage: DamageMap { planning.withLock { _ in planner.damage } }

  /// When the last picture of the stream ends; nil unless the plan led there.
  var streamEnd: Timestamp? { planning.withLock { _ in planner.streamEnd } }

  /// Waits for the next batch; nil at the end.
  func next() -> Batch? {
    while true {
      let (batch, isOver) = shared.withLock { shared in
        (shared.batches.removeValue(forKey: delivered), shared.total == delivered)
      }
      if let batch {
        delivered += 1
        room.signal()
        return batch
      }
      if isOver { return nil }
      arrivals.wait()
    }
  }

  private func work() {
    var decoder: PictureDecoder?
    while true {
      room.wait()
      guard let job = takeJob() else { break }
      let number = job.number
      let batch = decode(job, with: &decoder)
      shared.withLock { $0.batches[number] = batch }
      arrivals.signal()
    }
    // Whoever waits behind this worker is to see that there is nothing more, too.
    room.signal()
  }

  private func takeJob() -> SegmentPlanner.Job? {
    let job: SegmentPlanner.Job? = planning.withLock { _ in
      guard !shared.withLock({ $0.isStopped || $0.total != nil }) else { return nil }
      do throws(MediaError) {
        switch try planner.next() {
        case .job(let job): return job
        case .end: end(with: nil)
        case .irregular: end(with: .irregular)
        }
      } catch {
        end(with: .failure(error))
      }
      return nil
    }
    return job
  }

  private func end(with last: Batch?) {
    let number = planner.jobs
    shared.withLock { shared in
      if let last { shared.batches[number] = last }
      shared.total = number + (last == nil ? 0 : 1)
    }
    arrivals.signal()
  }

  private func decode(
    _ job: borrowing SegmentPlanner.Job, with decoder: inout PictureDecoder?
  ) -> Batch {
    do throws(MediaError) {
      var current =
        if let open = decoder.take() { open } else {
          try PictureDecoder(for: input, threads: job.isOnly ? workers : 1, isIsolated: true)
        }
      let batch = try samples(of: job, from: &current)
      decoder = consume current
      return batch
    } catch {
      return .failure(error)
    }
  }

  private func samples(
    of job: borrowing SegmentPlanner.Job, from decoder: inout PictureDecoder
  ) throws(MediaError) -> Batch {
    var code = unsafe cmedia_decoder_begin(decoder.handle, job.segment.handle)
    guard code == 0 else { throw input.error(code) }
    var places: [Int: Int] = [:]
    for (index, wanted) in job.wanted.enumerated() {
      places[job.segment.pictures[wanted.place].packet] = index
    }
    var samples = [Sample<Drawing>?](repeating: nil, count: job.wanted.count)
    while !shared.withLock({ $0.isStopped }) {
      var facts = cmedia_frame()
      code = unsafe cmedia_decoder_next(decoder.handle, &facts)
      if code == CMEDIA_END { return .samples(samples.compactMap { $0 }) }
      if code == CMEDIA_IRREGULAR { return .irregular }
      guard code == 0 else { throw input.error(code) }
      guard let index = places[Int(facts.packet)] else { return .irregular }
      let wanted = job.wanted[index]
      let picture = job.segment.pictures[wanted.place]
      // The decoder is the authority on times: if it sees another, so would a decoding in sequence.
      guard facts.pts == picture.pts else { return .irregular }
      let frame = Frame(
        facts, ordinal: job.segment.firstOrdinal.map { $0 + wanted.place }, next: picture.end,
        timeBase: timeBase)
      let drawing = try draw(DecodedFrame(frame, in: decoder))
      samples[index] = Sample(frame: frame, instants: wanted.instants, drawing: drawing)
    }
    return .irregular
  }
}
