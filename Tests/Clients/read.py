"""Reads an export with a program that others wrote, and prints what it found as JSON.

    read.py FORMAT FILE [FRAMES_PER_SECOND]

Each range is printed with its title, start and end: in milliseconds for players' formats, in frames for editors'.
"""

import csv
import datetime
import json
import sys


def clips_of(timeline):
    """The clips of each track, with source frames and record frames."""
    tracks = []
    for track in timeline.tracks:
        clips = []
        for clip in track.find_clips():
            source = clip.trimmed_range()
            record = track.range_of_child(clip)
            reference = clip.media_reference
            clips.append({
                "title": clip.name,
                "start": source.start_time.to_frames(),
                "end": source.end_time_exclusive().to_frames(),
                "place": record.start_time.to_frames(),
                "url": getattr(reference, "target_url", None),
                "notes": [getattr(marker, "comment", "") for marker in clip.markers],
                "metadata": json.loads(json.dumps(dict(clip.metadata.get("shotlog", {})), default=plain)),
            })
        tracks.append({"kind": track.kind, "clips": clips})
    return {"name": timeline.name, "tracks": tracks}


def plain(value):
    """OpenTimelineIO's containers as Python's own."""
    return dict(value) if hasattr(value, "keys") else list(value)


def otio(path, _):
    import opentimelineio
    timeline = opentimelineio.adapters.read_from_file(path, adapter_name="otio_json")
    found = clips_of(timeline)
    start = timeline.global_start_time
    known = opentimelineio.opentime.RationalTime.is_smpte_timecode_rate(start.rate)
    found["global_start"] = start.to_timecode(start.rate) if known else None
    return found


def edl(path, rate):
    import opentimelineio
    timeline = opentimelineio.adapters.read_from_file(path, adapter_name="cmx_3600", rate=float(rate))
    return clips_of(timeline)


def xmeml(path, _):
    return first_timeline(path, "fcp_xml")


def fcpxml(path, _):
    return first_timeline(path, "fcpx_xml")


def first_timeline(path, adapter):
    import opentimelineio
    found = opentimelineio.adapters.read_from_file(path, adapter_name=adapter)
    timelines = [found] if isinstance(found, opentimelineio.schema.Timeline) else list(found.find_children(
        descended_from_type=opentimelineio.schema.Timeline))
    return clips_of(timelines[0])


def vtt(path, _):
    import webvtt
    captions = webvtt.read(path, strict=True)
    return [{"title": caption.text, "start": milliseconds(caption.start), "end": milliseconds(caption.end)}
            for caption in captions]


def milliseconds(text):
    hours, minutes, seconds = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60000 + int(seconds.replace(".", ""))


def srt(path, _):
    import srt as library
    with open(path, encoding="utf-8", newline="") as file:
        subtitles = list(library.parse(file.read(), ignore_errors=False))
    tick = datetime.timedelta(milliseconds=1)
    return [{"title": line.content, "start": line.start // tick, "end": line.end // tick} for line in subtitles]


def table(path, _):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def document(path, schema):
    import jsonschema
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    close(schema)
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def close(schema):
    """Allows no members but those named: the schema leaves room for more, the tests do not."""
    for value in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(value, (dict, list)):
            close(value)
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        schema["additionalProperties"] = False


READERS = {"otio": otio, "edl": edl, "fcpxml": fcpxml, "xmeml": xmeml, "vtt": vtt, "srt": srt, "csv": table, "json": document}

if __name__ == "__main__":
    kind, path, *more = sys.argv[1:]
    print(json.dumps(READERS[kind](path, more[0] if more else None)))
