/// A place in a JSON document, as RFC 6901 writes it.
package struct JSONPointer: Sendable {
  /// The pointer; empty for the whole document.
  package private(set) var text = ""

  /// The whole document.
  package init() {}

  /// The place of a member.
  package func at(_ name: String) -> JSONPointer {
    var pointer = self
    pointer.text += "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
    return pointer
  }

  /// The place of an item.
  package func at(_ place: Int) -> JSONPointer { at("\(place)") }
}
