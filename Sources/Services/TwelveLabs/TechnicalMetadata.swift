package import JSON
package import MediaTypes

extension MediaDescription {
  /// The facts in the words of TwelveLabs' `technical_metadata`; what is not known is left out.
  package var technicalMetadata: JSONValue {
    let video = video
    let sound = sound
    return .members([
      "file_size_bytes": size.map { .integer($0) },
      "file_container_format": .text(format.split(separator: ",").first.map(String.init) ?? format),
      "container_creation_time": tag("creation_time").map { .text($0) },
      "start_timecode": tag("timecode").map { .text($0) },
      "video_codec": video.map { .text($0.common.codec) },
      "video_width": video.map { .integer(Int64($0.uprightSize.width)) },
      "video_height": video.map { .integer(Int64($0.uprightSize.height)) },
      "video_fps": video?.averageRate.map { .rounded($0.value, toPlaces: 6) },
      "video_duration_seconds": video?.common.duration.map { .rounded($0.seconds, toPlaces: 6) },
      "video_bitrate_bps": video?.common.bitRate.map { .integer($0) },
      "audio_codec": sound.map { .text($0.common.codec) },
      "audio_sample_rate": sound.map { .integer(Int64($0.sampleRate)) },
      "audio_channels": sound.map { .integer(Int64($0.channels)) },
      "audio_duration_seconds": sound?.common.duration.map { .rounded($0.seconds, toPlaces: 6) },
      "has_audio": .flag(!sounds.isEmpty),
      "is_hdr": video.map { .flag($0.hdr != .none) },
      "total_video_streams": .integer(Int64(videos.count)),
      "total_audio_streams": .integer(Int64(sounds.count)),
      "video_streams": .list(videos.map(\.technicalMetadata)),
      "audio_streams": .list(sounds.map(\.technicalMetadata)),
    ])
  }

  private func tag(_ name: String) -> String? {
    (tags + (video?.common.tags ?? [])).first { $0.key.lowercased() == name }?.value
  }
}

extension VideoStream {
  fileprivate var technicalMetadata: JSONValue {
    let upright = uprightSize
    return .members([
      "index": .integer(Int64(common.index)), "codec": .text(common.codec),
      "width": .integer(Int64(width)), "height": .integer(Int64(height)),
      "fps": (realRate ?? averageRate).map { .rounded($0.value, toPlaces: 6) },
      "avg_fps": averageRate.map { .rounded($0.value, toPlaces: 6) },
      "duration_seconds": common.duration.map { .rounded($0.seconds, toPlaces: 6) },
      "bitrate_bps": common.bitRate.map { .integer($0) },
      "rotation": .integer(Int64(rotation)),
      "pixel_aspect_ratio": .text(sampleAspect.description),
      "display_aspect_ratio": .text("\(upright.width):\(upright.height)"),
      "scan_type": fieldOrder.map { .text($0 == "progressive" ? "progressive" : "interlaced") },
      "pixel_format": pixelFormat.map { .text($0) }, "bit_depth": .integer(Int64(bitDepth)),
      "color_range": colorRange.map { .text($0) },
      "color_transfer": colorTransfer.map { .text($0) },
      "color_space": colorSpace.map { .text($0) },
      "color_primaries": colorPrimaries.map { .text($0) },
    ])
  }
}

extension AudioStream {
  fileprivate var technicalMetadata: JSONValue {
    .members([
      "index": .integer(Int64(common.index)), "codec": .text(common.codec),
      "sample_rate": .integer(Int64(sampleRate)), "channels": .integer(Int64(channels)),
      "channel_layout": layout.map { .text($0) },
      "bitrate_bps": common.bitRate.map { .integer($0) },
      "language": common.language.map { .text($0) },
      "duration_seconds": common.duration.map { .rounded($0.seconds, toPlaces: 6) },
    ])
  }
}
