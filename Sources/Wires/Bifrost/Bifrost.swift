/// The documents of Bifrost's `/v1/videos`, by the names of its OpenAPI file; OpenAI's clients read them, too.
package enum Bifrost {}
