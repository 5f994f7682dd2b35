package import Tasks
package import Web

/// Sends what is due to those who asked to be told, and notes how that went, until it is cancelled.
///
/// There may be one for a data folder. What it was sending when its process ended is sent again.
package struct Deliverer: Sendable {
  /// How often and how long is tried.
  package struct Settings: Sendable {
    /// How long to wait after each try but the last.
    package var schedule: [Duration] = [.seconds(1), .seconds(5), .seconds(30), .seconds(120)]
    /// How long a receiver may take for an answer.
    package var timeout = Duration.seconds(10)
    /// How many deliveries one receiver gets at once.
    package var width = 2
    /// How long something new may go unnoticed.
    package var pause = Duration.seconds(1)
    /// What the time is, the same as the store's.
    package var now: @Sendable () -> Moment = Moment.now
    /// Called when the store does not work; it is asked again after the pause.
    package var onTrouble: @Sendable (StoreError) -> Void = { _ in }

    package init() {}
  }

  private let deliveries: Deliveries
  private let receivers: [Receiver]
  private let settings: Settings
  private let client: WebClient

  /// Makes one that sends to these receivers, wherever the policy allows, and to nobody else.
  package init(
    _ deliveries: Deliveries, to receivers: [Receiver], policy: AddressPolicy = .any,
    certificates: String? = nil, _ settings: Settings = Settings()
  ) {
    var limits = WebLimits()
    (limits.total, limits.idle) = (settings.timeout, settings.timeout)
    (limits.bodyBytes, limits.refusalBytes) = (1 << 20, 1 << 16)
    client = WebClient(policy: policy, limits: limits, certificates: certificates)
    // Of two with one address there is no telling who is meant.
    let known = Dictionary(receivers.map { ($0.url, $0) }) { first, _ in first }
    self.receivers = known.values.sorted { $0.url < $1.url }
    (self.deliveries, self.settings) = (deliveries, settings)
  }

  /// Delivers until the task is cancelled, and then stops at once.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await forgetOthers() }
      for receiver in receivers {
        // Each receiver has lanes of its own, so that a slow one holds up nobody else.
        for _ in 0..<settings.width { group.addTask { await serve(receiver) } }
      }
    }
  }

  /// Gives up what was to go to receivers that are not configured any more.
  private func forgetOthers() async {
    let urls = Set(receivers.map(\.url))
    while !Task.isCancelled {
      _ = await trying { () async throws(StoreError) in
        try await deliveries.abandon(allBut: urls, because: "The address is not configured.")
      }
      try? await Task.sleep(for: .seconds(60))
    }
  }

  private func serve(_ receiver: Receiver) async {
    while !Task.isCancelled {
      if let delivery = await next(to: receiver) {
        await deliver(delivery, to: receiver)
      } else {
        try? await Task.sleep(for: await delay(to: receiver))
      }
    }
  }

  private func next(to receiver: Receiver) async -> Delivery? {
    await trying { () async throws(StoreError) in
      // To look costs less than to claim what is not there.
      guard let next = try await deliveries.nextMoment(to: receiver.url), next <= settings.now()
      else { return nil }
      // Nobody else is to send it before its time is up here.
      let lease = settings.timeout + .seconds(30)
      return try await deliveries.claim(1, to: receiver.url, lease: lease).first
    } ?? nil
  }

  /// Until the next is due, but no longer than something new may wait.
  private func delay(to receiver: Receiver) async -> Duration {
    let next = await trying { () async throws(StoreError) in
      try await deliveries.nextMoment(to: receiver.url)
    }
    guard let next = next ?? nil else { return settings.pause }
    let left = Duration.milliseconds(next.milliseconds - settings.now().milliseconds)
    // What is due and cannot be claimed waits for what goes before it.
    return left > .zero ? min(left, settings.pause) : settings.pause
  }

  private func deliver(_ delivery: Delivery, to receiver: Receiver) async {
    let outcome = await send(delivery, to: receiver)
    _ = await trying { () async throws(StoreError) in
      switch outcome {
      case .taken(let status): try await deliveries.delivered(delivery.id, status: status)
      case .refused(let status, let reason):
        try await deliveries.failed(
          delivery.id, status: status, because: reason, again: retry(after: delivery.attempts))
      case .interrupted:
        try await deliveries.failed(
          delivery.id, because: "It was interrupted by a stop.", again: settings.now())
      }
    }
  }

  private func retry(after attempts: Int) -> Moment? {
    let place = attempts - 1
    guard settings.schedule.indices.contains(place) else { return nil }
    return settings.now() + settings.schedule[place]
  }

  private enum Outcome {
    case taken(Int)
    case refused(Int?, String)
    case interrupted
  }

  private func send(_ delivery: Delivery, to receiver: Receiver) async -> Outcome {
    let body = Array((delivery.body ?? "").utf8)
    var headers = WebHeaders()
    headers["Content-Type"] = "application/json"
    headers[Signature.header] = Signature.text(
      of: body, secret: receiver.secret, at: settings.now().milliseconds / 1000)
    let request = WebRequest("POST", receiver.address, headers: headers, body: .bytes(body))
    do throws(WebError) {
      let status = try await client.stream(request) { _ in }.status
      return Self.outcome(status) ?? .refused(status, "It answered \(status).")
    } catch {
      if error.code == .cancelled { return .interrupted }
      // What follows the status of an answer does not matter.
      let status = error.receipts.last?.status
      return status.flatMap(Self.outcome) ?? .refused(status, error.message)
    }
  }

  private static func outcome(_ status: Int) -> Outcome? {
    (200..<300).contains(status) ? .taken(status) : nil
  }

  private func trying<Value>(_ work: () async throws(StoreError) -> Value) async -> Value? {
    do throws(StoreError) {
      return try await work()
    } catch {
      settings.onTrouble(error)
      return nil
    }
  }
}
