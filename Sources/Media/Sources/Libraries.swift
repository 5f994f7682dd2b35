internal import CMedia

/// The libraries underneath.
public enum Libraries {
  /// Which FFmpeg is in use, as one line for people.
  public static var versions: String { unsafe String(cString: cmedia_versions()) }
}
