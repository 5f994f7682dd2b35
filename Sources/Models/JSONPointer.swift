/// A place in a JSON document, as RFC 6901 writes it.
struct JSONPointer {
  /// The pointer; empty for the whole document.
  private(set) var text = ""

  /// The place of a member.
  func at(_ name: String) -> JSONPointer {
    var pointer = self
    pointer.text += "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    return pointer
  }

  /// The place of an item.
  func at(_ place: Int) -> JSONPointer { at("\(place)") }
}
