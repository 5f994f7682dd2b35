/// The documents of DumplingAI's `/api/v1/extract-video`, by the names of its OpenAPI file.
package enum DumplingAI {}
