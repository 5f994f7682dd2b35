/// The documents of BibiGPT's `/v1/video/visuals`; its chat speaks the documents of OpenAI.
package enum BibiGPT {}
