/// When each scene begins and ends, in pictures of the film.
enum SceneTiming {
  /// Parts a number of pictures among scenes by weights, each getting at least one.
  static func ranges(of weights: [Int], pictures: Int) -> [Range<Int>] {
    precondition(weights.count <= pictures)
    let spare = pictures - weights.count
    let sum = max(1, weights.reduce(0, +))
    var (passed, start) = (0, 0)
    return weights.enumerated().map { place, weight in
      passed += weight
      let end = place + 1 + spare * passed / sum
      defer { start = end }
      return start..<end
    }
  }

  /// No more scenes than can be read: short neighbours share a card, and of what is still too much the first is told.
  static func fitted(_ scenes: [SceneText], most: Int) -> [SceneText] {
    let most = max(1, most)
    // Beyond this nothing could come into the film, whatever is joined.
    var scenes = Array(scenes.prefix(8 * most))
    while scenes.count > most {
      let joints = scenes.indices.dropLast().filter { place in
        !scenes[place].isQuote && !scenes[place + 1].isQuote
          && scenes[place].text.count + scenes[place + 1].text.count <= 120
      }
      guard
        let place = joints.min(by: { length(scenes, $0) < length(scenes, $1) })
      else { break }
      scenes[place].text += " " + scenes.remove(at: place + 1).text
    }
    return Array(scenes.prefix(most))
  }

  private static func length(_ scenes: [SceneText], _ place: Int) -> Int {
    scenes[place].text.count + scenes[place + 1].text.count
  }
}
