/// The weights of what is measured of a window, for dissolves, wipes and pushes, and at last what is added.
///
/// They were fitted by logistic regression on the windows that win their neighbourhood.
enum GradualWeights {
  /// Which windows are worth more than a glance.
  static let early: [GradualModel.Kinds] = [
    [-4.37, 5.337, 7.054],  // residue
    [-8.922, -6.598, -13.71],  // unevenness
    [-7.046, -4.148, -5.206],  // falling
    [-2.318, -3.137, -3.197],  // rest steps
    [-2.632, -1.93, -4.272],  // residues at rest
    [0.3465, -1.287, -1.249],  // the larger of them
    [0.7109, -0.009773, 1.328],  // change, logarithm
    [-4.674, 4.892, 4.226],  // residue in the middle
    [0.3028, -26.12, -9.169],  // blending
    [0.9007, 0.6687, -0.2688],  // length, logarithm
    [-0.7376, -0.4283, -0.8624],  // how far the length is from fifteen
    [2.195, -4.195, -3.008],  // blending over residue
    [-0.3902, 0.8063, 11.5],  // much residue
    [-3.365, 4.992, 13.12],  // flatness
    [3.473, 1.528, -0.2516],  // explained
    [2.115, 0.8408, -0.826],  // least explained
    [0.02837, 1.213, 0.3499],  // balance
    [-3.272, -3.184, -1.153],  // likeness
    [-2.416, -3.1, 4.706],  // mixture error
    [-2.881, -1.716, 0.3569],  // explained and alike
    [-5.375, -3.217, -4.941],  // much mixture error
    [-8.822, 0.9358, -1.138],  // contrast in the middle
    [-6.075, 1.369, 4.134],  // contrast at the quarters
    [8.13, 3.665, -4.247],  // bias
  ]

  /// Which windows are transitions.
  static let all: [GradualModel.Kinds] = [
    [-0.4424, -0.4341, 3.276],  // residue
    [-7.896, -8.571, -6.472],  // unevenness
    [-4.041, 0.6766, -0.2726],  // falling
    [-1.588, -1.402, 0.1133],  // rest steps
    [-0.3665, 0.8675, -0.3034],  // residues at rest
    [1.041, -2.25, -1.473],  // the larger of them
    [-0.647, -1.934, -0.812],  // change, logarithm
    [-3.849, 0.6029, 0.1453],  // residue in the middle
    [1.593, -0.7093, 3.173],  // blending
    [0.4512, 0.4039, -0.4656],  // length, logarithm
    [-0.4073, 0.1288, -0.2295],  // how far the length is from fifteen
    [0.6296, -4.291, -1.598],  // blending over residue
    [1.123, -0.5434, 0.9691],  // much residue
    [-5.846, -7.725, 0.8286],  // flatness
    [2.28, 0.5206, 0.9928],  // explained
    [1.133, 1.201, -0.3669],  // least explained
    [1.047, 1.812, 0.5803],  // balance
    [0.03982, 0.1139, -0.6962],  // likeness
    [-1.098, -6.249, -1.965],  // mixture error
    [-0.4768, -2.329, 0.5061],  // explained and alike
    [-1.457, 2.363, -2.572],  // much mixture error
    [-4.321, 0.6151, 0.5221],  // contrast in the middle
    [-1.729, 1.124, 2.244],  // contrast at the quarters
    [2.728, -28.64, -26.37],  // softness
    [-1.197, 5.111, 0.1906],  // line
    [-11.48, -7.764, -3.725],  // spread
    [0.5597, -0.7892, 0.9321],  // cells that fall back
    [14.18, 8.144, -2.257],  // line and spread
    [-0.1696, 2.605, 3.247],  // coverage
    [0.9342, -0.1693, 2.244],  // evenness
    [3.448, 1.876, 1.158],  // structure
    [7.935, 2.91, -1.148],  // decorrelation
    [-0.09002, 1.784, 1.031],  // histogram
    [2.526, -3.498, -1.911],  // return margin
    [0, 0, -6.355],  // slide error
    [0, 0, -2.608],  // most slide error
    [0, 0, -13.76],  // slide unevenness
    [0, 0, -0.9323],  // little slide error
    [-2.514, -0.09292, 5.261],  // bias
  ]
}
