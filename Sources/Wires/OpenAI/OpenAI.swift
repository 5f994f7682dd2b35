/// The documents of OpenAI's Chat Completions, as they are served.
package enum OpenAI {}
