package import JSON

extension TwelveLabs {
  /// A page of tasks.
  package struct TasksListResponse: Sendable, Equatable {
    /// The tasks.
    package var data: [AnalyzeTaskResponse]
    /// Which page it is.
    package var pageInfo: PageInfo

    /// Makes a page.
    package init(data: [AnalyzeTaskResponse], pageInfo: PageInfo) {
      (self.data, self.pageInfo) = (data, pageInfo)
    }

    /// The document.
    package var json: JSONValue {
      ["data": .list(data.map(\.json)), "page_info": pageInfo.json]
    }
  }

  /// Which page of a list it is.
  package struct PageInfo: Sendable, Equatable {
    /// Its number, from 1.
    package var page: Int64
    /// The most entries of a page.
    package var limitPerPage: Int64
    /// The number of pages.
    package var totalPage: Int64
    /// The number of entries.
    package var totalResults: Int64

    /// Describes a page.
    package init(page: Int64, limitPerPage: Int64, totalPage: Int64, totalResults: Int64) {
      (self.page, self.limitPerPage) = (page, limitPerPage)
      (self.totalPage, self.totalResults) = (totalPage, totalResults)
    }

    /// The document.
    package var json: JSONValue {
      [
        "page": .integer(page), "limit_per_page": .integer(limitPerPage),
        "total_page": .integer(totalPage), "total_results": .integer(totalResults),
      ]
    }
  }
}

extension TwelveLabs.TasksListResponse: WireReadable {
  /// Reads a page.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      data: try value.member("data").list(), pageInfo: try value.member("page_info").read())
  }
}

extension TwelveLabs.PageInfo: WireReadable {
  /// Reads which page it is.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    self.init(
      page: try value.member("page").integer(),
      limitPerPage: try value.member("limit_per_page").integer(),
      totalPage: try value.member("total_page").integer(),
      totalResults: try value.member("total_results").integer())
  }
}
