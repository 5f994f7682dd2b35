/// Every number by which the pictures to look at are chosen, as fitted on films coded by x264 with its defaults.
struct SparseModel {
  /// Groups shorter than this are seen whole: encoders that look for cuts leave none inside longer ones.
  var shortGroup = 50
  /// What a picture costs that might begin a shot; one of these must hold.
  ///
  /// At least a share of its group's key picture, and so many times the second largest of its neighbours.
  var spikes = [(ofKey: 0.5, ofNeighbours: 1.3), (ofKey: 0.2, ofNeighbours: 2.2)]
  /// How many neighbours on either side.
  var neighbours = 16
  /// Pictures that are seen on either side of what might be a boundary.
  var margin = 20
  /// So many pictures that cost this many times what the cheaper ones of the group do are a slow change.
  var raisedRun = 8
  var raised = 4.0
  /// And at least this share of the group's key picture, one by one.
  var raisedOfKey = 0.03
  /// But only if the views of the key pictures around differ by at least this.
  var raisedView: Float = 0.75
  /// The deviation of luma below which a key picture is a flat card, and how many pictures after it are seen.
  var flatDeviation: Float = 4
  var afterFlat = 60
  /// The score above which a key picture is believed to begin a shot, and above which it is looked at.
  ///
  /// What is fitted to one encoder's settings is off for another's: most are looked at.
  var sure = 3.0
  var doubtful = -4.0
  /// How many sizes before and after a key picture tell whether it came out of turn.
  var beside = 8
  /// The score's terms, in the order of `KeyFigures.inputs`, and its bias.
  var weights = [2.421, 0.47, -0.546, -1.079, -1.899, -0.941, -1.383]
  var bias = -0.557
  /// What is taken off where a key picture came when it was due: hardly one in hundreds begins a shot.
  var due = 10.0
  /// Of so many key pictures on either side, two at the same distance make a rhythm.
  var rhythm = 6
}
