package import Fetching
internal import Services
package import Tasks

/// What differs from server to server.
package struct ServerSettings: Sendable {
  /// Somebody who is told of the end of TwelveLabs' tasks.
  package struct Webhook: Sendable, Equatable {
    /// Where to send it.
    package var url: String
    /// What its signature is made with.
    package var secret: String

    package init(url: String, secret: String) { (self.url, self.secret) = (url, secret) }
  }

  /// The address to listen at.
  package var host = "127.0.0.1"
  /// The port; 0 takes one that is free.
  package var port: UInt16 = 8765
  /// The folder in which everything is kept.
  package var data: String
  /// The keys that open it; none are needed on the loopback address.
  package var keys: [AccessKey] = []
  /// Names of this machine, beside those of the loopback address.
  package var hosts: Set<String> = []
  /// Origins of pages of other sites that may use it, as `https://site.example`, or `*` for all.
  package var origins: [String] = []
  /// Requests that the bearer of a key may make in a minute.
  package var requestsPerMinute = 100_000
  /// Analyses at once.
  package var workers = 2
  /// The program that workers are, and the words before what they are to do.
  package var worker: [String]
  /// The environment of workers.
  package var workerEnvironment: [String: String] = [:]
  /// Files that workers need besides their video: the configuration, what was learnt of servers.
  package var workerReads: [String] = []
  /// Whether workers talk to models over the network.
  package var workersNeedNetwork = true
  /// Bytes of memory of a worker.
  package var workerMemory: Int64 = 4 << 30
  /// How long a worker may take.
  package var workerTime: Duration = .seconds(6 * 3600)
  /// What may be read for clients.
  package var sources = SourcePolicy()
  /// Bytes of a file that a client uploads.
  package var largestUpload: Int64 = 4 << 30
  /// Bytes of a body that is no file; it may hold a video in Base64.
  package var largestBody: Int64 = 64 << 20
  /// Whether videos may be shorter, smaller and of other shapes than the services allow.
  package var isRelaxed = false
  /// Whether small deviations of clients from DumplingAI's documents are put up with.
  package var isLenient = false
  /// What is kept, and for how long.
  package var retention = Retention()
  /// Who is told of the end of TwelveLabs' tasks.
  package var webhooks: [Webhook] = []
  /// The models that are configured, the usual one first.
  package var models: [String] = []
  /// The providers that are asked for videos; those of all others are made here.
  package var studios: Set<String> = []
  /// The version of the program.
  package var version = ""

  /// What TwelveLabs' requests may ask.
  var twelveLabs: TwelveLabsRules { isRelaxed ? TwelveLabsRules().relaxed : TwelveLabsRules() }

  /// Keeps everything in a folder; workers are started by these words.
  package init(data: String, worker: [String]) { (self.data, self.worker) = (data, worker) }
}
