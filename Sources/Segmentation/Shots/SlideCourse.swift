/// One slide that a window's middle and both quarters show, each further on the way.
struct SlideCourse: Equatable {
  /// What is left unexplained: the mean, and the most.
  var error: Float = 0
  var mostError: Float = 0
  /// The mean distance from an even way, of the whole.
  var unevenness: Float = 0

  init() {}

  /// Follows a slide over three frames; nil unless all show one that goes on in one direction.
  init?(_ search: SlideSearch, _ frames: [PictureSignature], _ model: GradualModel) {
    // Few windows get past their middle.
    var fits = [SlideFit](repeating: SlideFit(), count: frames.count)
    for place in [1, 0, 2] {
      let fit = search.fit(frames[place], noise: model.slideNoise)
      fits[place] = fit
      guard fit.error < model.mostSlideError, fit.direction == fits[1].direction else { return nil }
    }
    guard fits[0].way < fits[1].way, fits[1].way < fits[2].way,
      !search.isPan(fits[1].direction, share: model.panShare)
    else { return nil }
    for (place, fit) in fits.enumerated() {
      error += fit.error / Float(fits.count)
      mostError = max(mostError, fit.error)
      let share = Float(fit.way) / Float(Grid.width)
      unevenness += abs(share - Float(place + 1) / Float(fits.count + 1)) / Float(fits.count)
    }
  }
}
