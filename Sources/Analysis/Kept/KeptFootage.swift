internal import JSON
internal import Media
internal import MediaTypes
internal import Segmentation

/// What looking at a video found, as it is kept; what the file says of itself is read anew each time.
struct KeptFootage {
  /// Grows when a look at the same pictures would find something else.
  static let revision = 2

  /// The bytes of a file; nil for what is not kept: damage is told in words that the file does not hold.
  static func bytes(_ footage: Footage) -> [UInt8]? {
    guard footage.damage.isEmpty, footage.sound?.damage.isEmpty ?? true,
      let black = footage.black, let frozen = footage.frozen
    else { return nil }
    let value: JSONValue = [
      "base": base(footage.frames.timeBase), "zero": time(footage.zero),
      "end": time(footage.range.end), "first": .integer(Int64(footage.firstOrdinal)),
      "count": .integer(Int64(footage.pictureCount)),
      "ticks": .list(footage.frames.ticks.map { .integer($0) }),
      "motion": .list((footage.frames.motion ?? []).map { .number(Double($0)) }),
      "shots": .list(footage.shots.map(shot)), "black": .list(black.map(range)),
      "frozen": .list(frozen.map(range)),
      "glances": footage.glances.map { glances in
        .list(glances.map { [time($0.timestamp), .number($0.likelihood)] })
      } ?? .null,
      "sound": footage.sound.map(sound) ?? .null,
    ]
    return Array(value.text.utf8)
  }

  private static func base(_ base: TimeBase) -> JSONValue {
    [.integer(Int64(base.numerator)), .integer(Int64(base.denominator))]
  }

  private static func time(_ time: Timestamp) -> JSONValue {
    [.integer(time.ticks), base(time.timeBase)]
  }

  private static func range(_ range: TimeRange) -> JSONValue {
    [time(range.start), time(range.end)]
  }

  private static func shot(_ shot: Shot) -> JSONValue {
    let cues = shot.cues
    return [
      range(shot.range), .integer(Int64(shot.ordinals.lowerBound)),
      .integer(Int64(shot.ordinals.upperBound)), shot.opening.map(transition) ?? .null,
      .integer(Int64(shot.bestFrame.ordinal)), time(shot.bestFrame.timestamp),
      .number(cues.brightness), .number(cues.sharpness),
      [
        .text(cues.motion.kind.rawValue), .number(cues.motion.across), .number(cues.motion.down),
        .number(cues.motion.expansion), .number(cues.motion.amount),
      ],
      .list(
        cues.colours.map {
          [
            .integer(Int64($0.red)), .integer(Int64($0.green)), .integer(Int64($0.blue)),
            .number($0.share),
          ]
        }),
      .list(cues.colourShares.map { .number(Double($0)) }),
    ]
  }

  private static func transition(_ transition: Transition) -> JSONValue {
    [
      .text(transition.kind.rawValue), range(transition.range),
      .integer(Int64(transition.ordinals.lowerBound)),
      .integer(Int64(transition.ordinals.upperBound)), .number(transition.confidence),
      .list(transition.figures.map { [.text($0.name), .number($0.value)] }),
    ]
  }

  private static func sound(_ sound: SoundTrack) -> JSONValue {
    [
      "levels": .list(sound.levels.map { [range($0.range), .number($0.rms)] }),
      "silences": .list(sound.silences.map(range)),
      "loudness": sound.loudness.map { .number($0) } ?? .null,
    ]
  }
}

/// Something in a kept file that is not as it was written.
private struct Unreadable: Error {}

extension KeptFootage {
  /// Reads what `bytes` wrote; nil for anything else.
  static func footage(
    _ bytes: [UInt8], _ description: MediaDescription, lines: [TextLine]
  ) -> Footage? {
    guard let stream = description.video, let value = try? JSONReader().value(of: bytes) else {
      return nil
    }
    return try? footage(value, description, stream, lines)
  }

  private static func footage(
    _ value: JSONValue, _ description: MediaDescription, _ stream: VideoStream, _ lines: [TextLine]
  ) throws(Unreadable) -> Footage {
    let base = try readBase(value["base"])
    let ticks = try list(value["ticks"]).map { value throws(Unreadable) in try integer(value) }
    let motion = try list(value["motion"]).map { value throws(Unreadable) in
      Float(try number(value))
    }
    let end = try readTime(value["end"])
    guard let first = ticks.first, Timestamp(first, base) < end else { throw Unreadable() }
    let shots = try list(value["shots"])
    let openings = try shots.map { shot throws(Unreadable) in try readTransition(at(shot, 3)) }
    let findings = PictureFindings(
      stream: stream, zero: try readTime(value["zero"]),
      range: TimeRange(Timestamp(first, base), upTo: end),
      frames: FrameStarts(ticks, base, motion: motion.isEmpty ? nil : motion),
      firstOrdinal: Int(try integer(value["first"])),
      pictureCount: Int(try integer(value["count"])),
      shots: try shots.indices.map { place throws(Unreadable) in
        try readShot(
          shots[place], openings[place],
          closing: place + 1 < openings.count ? openings[place + 1] : nil)
      },
      stretches: (
        black: try list(value["black"]).map { range throws(Unreadable) in try readRange(range) },
        frozen: try list(value["frozen"]).map { range throws(Unreadable) in try readRange(range) }
      ),
      glances: try value["glances"]?.asList?.map { glance throws(Unreadable) in
        TextGlance(
          timestamp: try readTime(at(glance, 0)), likelihood: try number(at(glance, 1)))
      }, damage: DamageMap())
    return Footage(description, findings, sound: try readSound(value["sound"]), lines: lines)
  }

  private static func readSound(_ value: JSONValue?) throws(Unreadable) -> SoundTrack? {
    guard let value, !value.isNull else { return nil }
    return SoundTrack(
      levels: try list(value["levels"]).map { level throws(Unreadable) -> SoundTrack.Level in
        // Perfect silence has no number of decibels.
        let rms = try at(level, 1)
        return SoundTrack.Level(
          range: try readRange(at(level, 0)), rms: rms.isNull ? -.infinity : try number(rms))
      },
      silences: try list(value["silences"]).map { range throws(Unreadable) in try readRange(range)
      },
      loudness: value["loudness"]?.asNumber, damage: DamageMap())
  }

  private static func readShot(
    _ value: JSONValue, _ opening: Transition?, closing: Transition?
  ) throws(Unreadable) -> Shot {
    let (first, last) = (Int(try integer(at(value, 1))), Int(try integer(at(value, 2))))
    guard first <= last, let motion = try at(value, 8).asList, motion.count == 5,
      let kind = motion[0].asText.flatMap(ShotMotion.Kind.init)
    else { throw Unreadable() }
    let ways = try motion.dropFirst().map { value throws(Unreadable) in try number(value) }
    return Shot(
      range: try readRange(at(value, 0)), ordinals: first...last, opening: opening,
      closing: closing,
      bestFrame: ShotFrame(
        ordinal: Int(try integer(at(value, 4))), timestamp: try readTime(at(value, 5))),
      cues: ShotCues(
        brightness: try number(at(value, 6)), sharpness: try number(at(value, 7)),
        motion: ShotMotion(
          kind: kind, across: ways[0], down: ways[1], expansion: ways[2], amount: ways[3]),
        colours: try list(at(value, 9)).map { colour throws(Unreadable) in try readColour(colour) },
        colourShares: try list(at(value, 10)).map { share throws(Unreadable) in
          Float(try number(share))
        }))
  }

  private static func readColour(_ value: JSONValue) throws(Unreadable) -> PaletteColour {
    guard let red = UInt8(exactly: try integer(at(value, 0))),
      let green = UInt8(exactly: try integer(at(value, 1))),
      let blue = UInt8(exactly: try integer(at(value, 2)))
    else { throw Unreadable() }
    return PaletteColour(red: red, green: green, blue: blue, share: try number(at(value, 3)))
  }

  private static func readTransition(_ value: JSONValue) throws(Unreadable) -> Transition? {
    if value.isNull { return nil }
    let (first, end) = (Int(try integer(at(value, 2))), Int(try integer(at(value, 3))))
    guard first <= end, let kind = try at(value, 0).asText.flatMap(Transition.Kind.init) else {
      throw Unreadable()
    }
    return Transition(
      kind, range: try readRange(at(value, 1)), ordinals: first..<end,
      confidence: try number(at(value, 4)),
      figures: try list(at(value, 5)).map { figure throws(Unreadable) in
        Transition.Figure(try at(figure, 0).asText ?? "", try number(at(figure, 1)))
      })
  }

  private static func readRange(_ value: JSONValue?) throws(Unreadable) -> TimeRange {
    let (start, end) = (try readTime(at(value, 0)), try readTime(at(value, 1)))
    guard start <= end else { throw Unreadable() }
    return TimeRange(start, upTo: end)
  }

  private static func readTime(_ value: JSONValue?) throws(Unreadable) -> Timestamp {
    Timestamp(try integer(at(value, 0)), try readBase(at(value, 1)))
  }

  private static func readBase(_ value: JSONValue?) throws(Unreadable) -> TimeBase {
    guard let numerator = Int32(exactly: try integer(at(value, 0))),
      let denominator = Int32(exactly: try integer(at(value, 1))),
      let base = TimeBase(numerator, denominator)
    else { throw Unreadable() }
    return base
  }

  private static func list(_ value: JSONValue?) throws(Unreadable) -> [JSONValue] {
    guard let list = value?.asList else { throw Unreadable() }
    return list
  }

  private static func at(_ value: JSONValue?, _ place: Int) throws(Unreadable) -> JSONValue {
    guard let list = value?.asList, list.indices.contains(place) else { throw Unreadable() }
    return list[place]
  }

  private static func integer(_ value: JSONValue?) throws(Unreadable) -> Int64 {
    guard let integer = value?.asInteger else { throw Unreadable() }
    return integer
  }

  private static func number(_ value: JSONValue?) throws(Unreadable) -> Double {
    // What is no number is written as null: motion that nobody measured.
    if value?.isNull == true { return .infinity }
    guard let number = value?.asNumber else { throw Unreadable() }
    return number
  }
}
