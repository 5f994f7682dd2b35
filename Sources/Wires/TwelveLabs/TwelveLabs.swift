/// The documents of TwelveLabs' Analyze API 1.3, by the names of its Python package 1.3.6.
package enum TwelveLabs {}
