"""Results as `shotlog analyze --json` writes them, as small or as large as a test needs."""

BASE = "1/1000"
ENDS = (3, 9, 15)
TITLES = ("Harbour lights", "Captain Ada Grey", "The end")
SAID = ("The old lighthouse stands above the harbour.", "Every ship looks for the lighthouse.")


def span(start: float, end: float) -> dict:
    return {"start": start, "end": end, "start_from_zero": start, "end_from_zero": end,
            "start_ticks": round(start * 1000), "end_ticks": round(end * 1000), "time_base": BASE}


def instant(time: float) -> dict:
    return {"time": time, "time_from_zero": time, "ticks": round(time * 1000), "time_base": BASE}


def border(reason: str) -> dict:
    return {"reason": reason, "strength": 0.9, "candidates": [reason]}


def segment(number: int, start: float, end: float, title: str, text: str, said: list[str] = (), seen: list[float] = (), **more) -> dict:
    step = (end - start) / max(1, len(said))
    return {
        "number": number, **span(start, end), "duration": end - start, "start_border": border("cut"), "end_border": border("silence"),
        "title": title, "description": text, "keywords": title.split(), "loudness_db": -20.5,
        "shots": [{**span(start, end), "begins_with": "cut", "motion": "pan", "motion_amount": 0.1, "brightness": 0.4, "sharpness": 0.5,
                   "colours": [{"colour": "#20406a", "share": 0.7}], "best_frame": instant((start + end) / 2)}],
        "black": [], "frozen": [], "silent": [span(end - 0.5, end)], "damaged": [],
        "speech": [{**span(start + place * step, start + (place + 1) * step), "text": line} for place, line in enumerate(said)], "screen": [],
        "evidence": {"pictures": [{**instant(time), "width": 512, "height": 288, "sha256": "0" * 64} for time in seen], "duplicates": 1,
                     "longest_unseen": span(start, end), "corrections": [{"kind": "clamped", "message": "A time lay outside."}]},
        **more}


def result(segments: list[dict], length: float, name: str, **more) -> dict:
    return {
        "schema": "shotlog.analysis/1", "generator": "shotlog 0.1.0", "source": {"name": name},
        "video": {**span(0, length), "duration": length, "width": 480, "height": 270, "frame_rate": 25, "has_sound": True},
        "window": span(0, length), "model": {"provider": "ollama", "name": "qwen3-vl:8b"},
        "question": {"kind": "segments", "policy": "balanced", "fast": False, "speed": 1}, "completeness": "complete", "unanswered": [],
        "corrections": [], "findings": [], "segments": segments, "parts": [], "problems": [],
        "effort": {"requests": 3, "pictures": 9, "input_tokens": 51700, "output_tokens": 237, "tokens_guessed": False, "cost_usd": 0.0123},
        "run": {"asked": 3, "remembered": 0, "knew_video": False, "stages": [{"name": "look", "seconds": 27}],
                "transfers": [{"destination": "gpu.example", "sent": 90_000_000, "received": 4000}]}, **more}


def story(name: str = "story.mkv") -> dict:
    """What somebody might have answered about the fixture of that name."""
    segments = [
        segment(1, 0, 3, TITLES[0], "A title on dark blue.", [], [0.5, 2.5]),
        segment(2, 3, 9, TITLES[1], "Two moving pictures.", SAID, [3.5, 6.2, 8.5]),
        segment(3, 9, 15, TITLES[2], "Colours, and then the end.", [], [10], damaged=[span(10, 10.5)])]
    found = [{**span(3, 9), "metadata": {"what": "a lighthouse", "who": None}, "unanswered": ["who"], "corrections": []}]
    return result(
        segments, 15, name, answer={"text": "It is a film about a lighthouse."}, completeness="partial",
        question={"kind": "prompt", "prompt": "What is it about?", "policy": "balanced", "fast": False, "speed": 1},
        findings=[{"id": "talk", "description": "Somebody talks", "stretches": found, "dropped": [{"kind": "dropped", "message": "Too short."}]}],
        problems=[{"code": "budget", "message": "The budget was spent."}])


def long(count: int = 5000, length: float = 36000) -> dict:
    words = "harbour light boat captain sails home past the old lighthouse while gulls circle and a storm gathers over grey water".split()
    step = length / count
    def phrase(place: int, number: int) -> str:
        return " ".join(words[(place * 7 + index * 3) % len(words)] for index in range(number))
    segments = [segment(place + 1, place * step, (place + 1) * step, f"{phrase(place, 3)} {place + 1}", phrase(place, 24), [phrase(place, 9)], [place * step + 1])
                for place in range(count)]
    return result(segments, length, "long.mkv")


def hostile(value: object, words: str) -> object:
    """The same with every word of it replaced that the schema leaves free."""
    fixed = {"schema", "time_base", "sha256", "colour", "kind", "policy", "completeness"}
    if isinstance(value, dict):
        return {name: part if name in fixed else hostile(part, words) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, words) for part in value]
    return words if isinstance(value, str) else value
