internal import Analysis
internal import Models

/// The calls of an analysis before they are made, for people.
enum PlanTable {
  static func text(_ plan: CallPlan, _ model: ModelIdentity, _ style: TextStyle) -> String {
    var table = TextTable(["call", " segments", " pictures", " size", " tokens in", " tokens out"])
    for call in plan.calls {
      let segments = call.segments.map { numbers in
        numbers.count == 1
          ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)–\(numbers.upperBound)"
      }
      table.add([
        call.task, segments ?? "", "\(call.pictures)",
        call.pictures > 0 ? "\(call.longestSide)" : "", "\(call.tokens.input)",
        "\(call.tokens.output)",
      ])
    }
    let calls = plan.calls.count == 1 ? "1 call" : "\(plan.calls.count) calls"
    var end =
      "\(calls) of \(model), \(plan.pictures) pictures, about \(plan.tokens.input) tokens in and "
      + "\(plan.tokens.output) out"
    end += plan.cost.map { ", about $\(Decimal.text($0, places: 4))" } ?? ", price not known"
    if plan.picturesWithoutRoom > 0 {
      end += "; \(plan.picturesWithoutRoom) pictures have no room"
    }
    return table.text(style) + end + "\n"
  }
}
