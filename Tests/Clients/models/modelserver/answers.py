"""What our server answers: from the request alone, the same each time."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from . import eyes, tokens
from .instance import Maker
from .question import Picture, Question


@dataclass
class Answer:
    """An answer that no wire has shaped yet."""

    text: str
    finish: str = "stop"
    thinking: str = ""
    refusal: str | None = None
    value: Any = None
    usage: bool = True
    blocked_prompt: bool = False
    input_tokens: int = 0
    image_tokens: int = 0
    thinking_tokens: int = 0
    raw_finish: str | None = None
    output_tokens: int = field(default=0)


def answer(question: Question) -> Answer:
    """The right answer: an instance of the schema, else a sentence on what was seen."""
    shape = question.shape
    made = Answer(text="", input_tokens=tokens.of_question(question), image_tokens=tokens.of_pictures(question))
    if shape is not None:
        made.value = Maker(question, shape).make()
        made.text = written(made.value)
    elif question.wants_json:
        made.value = {"seen": said(question)}
        made.text = written(made.value)
    else:
        made.text = asked(question) or said(question)
    return made


def written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def said(question: Question) -> str:
    """`I was shown 2 pictures: 1: 640x360 "Frame 1, t=0.000 s"; 2: …`"""
    shown = "; ".join(f'{index + 1}: {picture.width}x{picture.height} "{picture.label}"'
                      for index, picture in enumerate(question.pictures))
    count = len(question.pictures)
    named = f" The prompt names {len(question.segments)} segments." if question.segments else ""
    named += f" It holds {len(question.notes)} notes." if question.notes else ""
    return f"I was shown {count} picture{'' if count == 1 else 's'}{': ' + shown if shown else ''}.{named}"


def asked(question: Question) -> str | None:
    """The answer to what doctors ask: a word to say again, the digits of a picture, a word that was hidden in the text."""
    texts = [part for part in question.parts if isinstance(part, str)]
    last = texts[-1] if texts else ""
    word = re.search(r"reply with (?:only |just )?the word[: ]+[\"“'`]?(\w+)", last, re.IGNORECASE)
    if word:
        return word.group(1)
    if re.search(r"\bdigits?\b", last, re.IGNORECASE):
        return read_digits(question, last)
    if re.search(r"\b(marker|code ?word|secret word|password)\b", last, re.IGNORECASE):
        return hidden(question)
    return None


def read_digits(question: Question, text: str) -> str:
    """The digits of the picture that is asked for, or a guess where nothing was shown."""
    pictures = question.pictures
    if not pictures:
        return "1234"
    return eyes.digits(chosen(pictures, text))


def chosen(pictures: list[Picture], text: str) -> Picture:
    """The picture that a question is about: by its label, the last one, else the first."""
    label = re.search(r"label(?:l)?ed\s+[\"“'`]?([\w ]+?)[\"”'`]?\s*(?:[?.,;]|$)", text, re.IGNORECASE)
    if label:
        wanted = re.compile(rf"\b{re.escape(label.group(1).strip())}\b", re.IGNORECASE)
        for picture in pictures:
            if wanted.search(picture.label):
                return picture
        return pictures[0]
    return pictures[-1] if re.search(r"\blast\b", text, re.IGNORECASE) else pictures[0]


def hidden(question: Question) -> str:
    """The word that the text calls a marker; a server that forgot the text cannot know it."""
    found = re.search(r"(?:marker|code ?word|secret word|password)\s*(?:is|:|=)\s*[\"“'`]?(\w+)", question.system + "\n" + question.text,
                      re.IGNORECASE)
    return found.group(1) if found else "I do not know."
