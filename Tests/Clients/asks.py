"""Lets the clients that others wrote make requests, and prints the bodies as JSON: [{"type", "body"}]."""

import base64
import json

import httpx
import httpx2
import openai
from twelvelabs import TwelveLabs, VideoContext_AssetId, VideoContext_Base64String, VideoContext_Url
from twelvelabs import types

made = []


def transport(library, kind, answer):
    def answered(request):
        made.append({"type": kind, "body": json.loads(request.content)})
        return library.Response(200, json=answer)
    return library.Client(transport=library.MockTransport(answered))


def tasks():
    client = TwelveLabs(api_key="local", base_url="http://127.0.0.1:1/v1.3",
                        httpx_client=transport(httpx, "CreateAnalyzeTaskRequest", {"task_id": "a", "status": "pending"}))
    create = client.analyze_async.tasks.create
    create(video=VideoContext_Url(url="https://example.com/v.mp4"), prompt="Why?", custom_id="a-1", temperature=0.5, max_tokens=1000)
    create(video=VideoContext_AssetId(asset_id="64f8"), prompt=None, model_name="pegasus1.5", start_time=1, end_time=9.5,
           prompt_v_2=types.AnalyzePromptV2(input_text="Is <@a> there?", media_sources=[
               types.SmeMediaSource(name="a", media_type="image", url="https://example.com/a.png")]))
    create(video=VideoContext_Base64String(base_64_string=base64.b64encode(b"video").decode()), prompt="Count.",
           response_format=types.AsyncResponseFormat(type="json_schema", json_schema={
               "type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}))
    scene = types.SegmentDefinition(
        id="scenes", description="One segment per scene.", time_ranges=[types.AnalyzeTimeRange(start_time=0, end_time=4.5)],
        media_sources=[types.SmeMediaSource(name="a", media_type="image", asset_id="64f8")],
        fields=[types.SegmentField(name="title", type="string", description="Title.", enum=["a", "b"]),
                types.SegmentField(name="things", type="array", description="Things.", items=types.SegmentFieldItems(type="string")),
                types.SegmentField(name="at", type="timestamp", description="When.", format="hh:mm:ss")])
    create(video=VideoContext_Url(url="https://example.com/v.mp4"), model_name="pegasus1.5", analysis_mode="time_based_metadata",
           min_segment_duration=2, max_segment_duration=30,
           response_format=types.AsyncResponseFormat(
               type="segment_definitions", segment_definitions=[scene], segment_time_format="hh:mm:ss.fff"))
    client = TwelveLabs(api_key="local", base_url="http://127.0.0.1:1/v1.3",
                        httpx_client=transport(httpx, "AnalyzeRequest", {"id": "a", "data": "b"}))
    client.analyze(video=VideoContext_Url(url="https://example.com/v.mp4"), prompt="Why?")


def chats():
    answer = {"id": "a", "object": "chat.completion", "created": 1, "model": "bibigpt",
              "choices": [{"index": 0, "message": {"role": "assistant", "content": "b"}, "finish_reason": "stop"}]}
    client = openai.OpenAI(api_key="local", base_url="http://127.0.0.1:1/api/v1",
                           http_client=transport(HTTP, "ChatCompletionRequest", answer))
    say = client.chat.completions.create
    link = "https://example.com/v.mp4"
    say(model="bibigpt", messages=[{"role": "user", "content": link}])
    say(model="bibigpt/x", temperature=1, max_tokens=5, messages=[
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "video_url", "video_url": link}, {"type": "text", "text": "Why?"}]}])
    say(model="bibigpt", max_completion_tokens=9, messages=[
        {"role": "user", "content": {"type": "video_url", "video_url": link}}],
        response_format={"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}})


# The newest clients of OpenAI speak through the second edition of httpx.
HTTP = httpx2 if "httpx2" in repr(openai.DefaultHttpxClient.__mro__) else httpx

if __name__ == "__main__":
    tasks()
    chats()
    print(json.dumps(made))
