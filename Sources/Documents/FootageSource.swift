package import Analysis
package import Exports
internal import FoundationEssentials
internal import MediaTypes
internal import Segmentation

extension ExportSource {
  /// The video that was looked at, under the name it was given; `url` is what editors open.
  package init(_ footage: Footage, named title: String, url: String?) {
    let stream = footage.stream
    let sound = footage.description.sound.map {
      ExportSource.Sound(rate: $0.sampleRate, channels: $0.channels)
    }
    let name = title.split(separator: "/").last.map(String.init) ?? title
    let even = footage.evenRate
    self.init(
      name: name, url: url, range: footage.range,
      playerZero: footage.description.start, rate: even ?? stream.averageRate ?? stream.realRate,
      isConstantRate: even != nil, width: stream.width, height: stream.height,
      sampleAspect: stream.sampleAspect, sound: sound,
      timecode: footage.description.timecode, generator: Release.generator)
  }

  /// The address by which editors open a file.
  package static func url(ofFileAt path: String) -> String {
    URL(filePath: path).absoluteURL.standardized.absoluteString
  }
}

extension Footage {
  /// The rate at which every picture appears when counting says; nil if there is none.
  fileprivate var evenRate: Ratio? {
    [stream.realRate, stream.averageRate].compactMap(\.self).first { rate in
      guard rate > 0, rate <= 1000 else { return false }
      let seconds = Double(frames.timeBase.numerator) / Double(frames.timeBase.denominator)
      let period = 1 / rate.value
      return frames.ticks.enumerated().allSatisfy { place, tick in
        abs(Double(tick - range.start.ticks) * seconds - Double(place) * period) < period / 2
      }
    }
  }
}

extension MediaDescription {
  /// The SMPTE timecode of the first picture, as the file says.
  fileprivate var timecode: String? {
    (tags + videos.flatMap(\.common.tags)).first { $0.key.lowercased() == "timecode" }?.value
  }
}
