"""The stated rules by which our server counts tokens.

Text: one token for four bytes of UTF-8, rounded up, for each part.
Pictures, by wire: OpenAI patches of 32, at most 1536; Anthropic patches of 28, at most 1568; Gemini 258 up to 384 pixels on a side,
else 258 for each tile; Ollama sides rounded to 32.
Every request costs 5 tokens more.
"""

import math

from .question import Picture, Question


def of_text(text: str) -> int:
    return math.ceil(len(text.encode()) / 4)


def of_picture(picture: Picture, wire: str) -> int:
    width, height = picture.width, picture.height
    if wire == "anthropic":
        return min(1568, math.ceil(width / 28) * math.ceil(height / 28))
    if wire == "gemini":
        if max(width, height) <= 384:
            return 258
        unit = max(1, math.floor(min(width, height) / 1.5))
        return 258 * math.ceil(width / unit) * math.ceil(height / unit)
    if wire == "ollama":
        return max(1, round(width / 32)) * max(1, round(height / 32))
    return min(1536, math.ceil(width / 32) * math.ceil(height / 32))


def of_part(part: str | Picture, wire: str) -> int:
    return of_text(part) if isinstance(part, str) else of_picture(part, wire)


def of_pictures(question: Question) -> int:
    return sum(of_picture(picture, question.wire) for picture in question.pictures)


def of_question(question: Question) -> int:
    return 5 + of_text(question.system) + sum(of_part(part, question.wire) for part in question.parts)
