@_exported public import Analysis
@_exported public import Exports
@_exported public import JSON
@_exported public import Media
@_exported public import MediaTypes
@_exported public import Models
@_exported public import Providers
@_exported public import Segmentation
