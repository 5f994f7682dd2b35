/// The bytes of assets, each kept once under its digest.
///
/// Files are named and removed only while the database is held for writing, so that nobody removes what somebody else
/// is just about to name.
struct AssetFiles {
  let table: AssetTable
  let folder: DataFolder

  /// Moves a draft to where its digest leads; one whose bytes are there already is dropped.
  func take(_ draft: String, _ digest: String) throws(StoreError) {
    let path = folder.asset(digest)
    if FileSystem.facts(of: path) != nil {
      FileSystem.touch(path)
      try FileSystem.remove(draft)
      return
    }
    let place = "\(folder.assets)/\(digest.prefix(2))"
    if FileSystem.facts(of: place) == nil {
      try FileSystem.makeFolder(place)
      try FileSystem.synchronise(folder.assets)
    }
    FileSystem.touch(draft)
    try FileSystem.move(draft, to: path)
    try FileSystem.synchronise(place)
  }

  /// Removes bytes that no asset has any more; gives how many those were.
  func drop(_ digest: String) throws(StoreError) -> Int64 {
    guard !(try table.isNamed(digest)) else { return 0 }
    let path = folder.asset(digest)
    guard let facts = FileSystem.facts(of: path) else { return 0 }
    try FileSystem.remove(path)
    return facts.size
  }
}
