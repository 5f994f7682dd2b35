"""Checks transcription forms by the members that OpenAI's client knows, and those of whisper.cpp and speaches."""

from typing import get_args

from openai.types.audio.transcription_create_params import TranscriptionCreateParamsBase as Published
from openai.types.audio_response_format import AudioResponseFormat

from modelserver.failures import Refused
from modelserver.speech import Form, read_form

LISTS = {"timestamp_granularities", "include", "keywords", "languages", "known_speaker_names", "known_speaker_references"}
FORMATS = set(get_args(AudioResponseFormat))
MORE = {"stream", "hotwords", "vad_filter", "without_timestamps"}
WHISPER_CPP = {"temperature", "temperature_inc", "response_format", "language", "prompt", "max_len", "split_on_word", "no_timestamps", "translate",
               "token_timestamps", "suppress_non_speech"}
MOST_BYTES = 25 * 1024 * 1024


def complaints(body: bytes, content_type: str, path: str) -> list[str]:
    """What a transcription server has against a form."""
    try:
        form = read_form(body, content_type)
    except Refused as error:
        return [str(error)]
    names = WHISPER_CPP | {"model"} if path == "/inference" else published_names()
    found = [f"{name}: no such field" for name, _ in form.fields if name not in names and not (path == "/inference" and name.endswith("[]"))]
    return found + of_file(form) + of_values(form, path)


def published_names() -> set[str]:
    known = set(Published.__annotations__) - {"file"}
    return {f"{name}[]" if name in LISTS else name for name in known} | MORE


def of_file(form: Form) -> list[str]:
    found = []
    if "." not in form.name:
        found.append("file: a file name with its extension")
    if not form.kind.startswith("audio/"):
        found.append(f"file: {form.kind or 'no'} content type")
    if not form.data or len(form.data) > MOST_BYTES:
        found.append(f"file: {len(form.data)} bytes")
    return found


def of_values(form: Form, path: str) -> list[str]:
    wanted, granularities = form.get("response_format", "json"), form.all("timestamp_granularities[]")
    found = [] if form.get("model") or path == "/inference" else ["model: missing"]
    if wanted not in FORMATS:
        found.append(f"response_format: {wanted!r}")
    if set(granularities) - {"word", "segment"}:
        found.append(f"timestamp_granularities[]: {granularities}")
    if granularities and wanted != "verbose_json":
        found.append("timestamp_granularities[]: only with verbose_json")
    once = [name for name, _ in form.fields if not name.endswith("[]")]
    found += [f"{name}: more than once" for name in sorted({name for name in once if once.count(name) > 1})]
    try:
        if not 0 <= float(form.get("temperature", "0")) <= 1:
            found.append("temperature: from 0 to 1")
    except ValueError:
        found.append("temperature: no number")
    return found
