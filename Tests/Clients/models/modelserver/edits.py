"""What a plan does to a question before it is answered, and to its answer after."""

import copy
import json
from typing import Any, Callable

from . import tokens
from .answers import Answer, said, written
from .behaviours import Behaviour, Plan
from .instance import is_end, is_start, is_time
from .question import Question, Segment


def change(plan: Plan, question: Question) -> None:
    """Loses what the plan wants lost, as servers do that answer 200 all the same."""
    if "blind" in plan:
        question.parts = [part for part in question.parts if isinstance(part, str)]
    silent = plan.get("context-silent")
    if silent:
        forget(question, int(silent.number(2048)))
    if "images-first" in plan:
        for picture in question.pictures:
            picture.label = ""
        question.parts = question.pictures + [part for part in question.parts if isinstance(part, str)]


def forget(question: Question, limit: int) -> None:
    """Drops parts from the front until the rest fits; the last one stays."""
    while len(question.parts) > 1 and tokens.of_question(question) > limit:
        question.parts = question.parts[1:]
        question.forgotten += 1


def edit(plan: Plan, question: Question, answer: Answer) -> None:
    """Does to an answer what the plan wants, in the order of the model's name."""
    for behaviour in plan.behaviours:
        if behaviour.name in VALUES and answer.value is not None:
            answer.value = VALUES[behaviour.name](copy.deepcopy(answer.value))
            answer.text = written(answer.value)
        if behaviour.name == "missing-segments-each-once" and answer.value is not None:
            answer.value = missing_each_once(answer.value, question, plan)
            answer.text = written(answer.value)
    for behaviour in plan.behaviours:
        if behaviour.name in TEXTS:
            TEXTS[behaviour.name](behaviour, question, answer)
    keep_limit(plan, question, answer)


def keep_limit(plan: Plan, question: Question, answer: Answer) -> None:
    """No answer is longer than the request allows."""
    own = plan.get("cut-by-tokens")
    limits = [limit for limit in (question.limit, int(own.amount) if own and own.amount else None) if limit is not None and limit >= 0]
    if limits and tokens.of_text(answer.text) > min(limits):
        answer.text = answer.text.encode()[:min(limits) * 4].decode(errors="ignore")
        answer.finish = "length"
    answer.output_tokens = tokens.of_text(answer.text) + answer.thinking_tokens


# What is done to the value of a JSON answer.

def rows(value: Any) -> list[list[dict]]:
    """The lists of objects nearest to the root of a value."""
    level = [value]
    for _ in range(4):
        found = [one for one in level if isinstance(one, list) and one and all(isinstance(item, dict) for item in one)]
        if found:
            return found
        level = [child for one in level for child in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else [])]
    return []


def each_row(change_row: Callable[[int, dict], None]) -> Callable[[Any], Any]:
    def changed(value: Any) -> Any:
        lists = rows(value) or ([[value]] if isinstance(value, dict) else [])
        for items in lists:
            for index, row in enumerate(items):
                change_row(index, row)
        return value
    return changed


def each_list(change_list: Callable[[list[dict]], None]) -> Callable[[Any], Any]:
    def changed(value: Any) -> Any:
        for items in rows(value):
            change_list(items)
        return value
    return changed


def wrong_types(index: int, row: dict) -> None:
    if index % 2 == 0:
        return
    for key, value in row.items():
        if isinstance(value, bool):
            row[key] = "yes"
        elif isinstance(value, (int, float)):
            row[key] = str(value)
        elif isinstance(value, str):
            row[key] = 17
        elif isinstance(value, list):
            row[key] = {"0": value}


def missing_fields(index: int, row: dict) -> None:
    if index % 2 and row:
        row.pop(list(row)[-1])


def each_time(change_time: Callable[[str, float], Any]) -> Callable[[Any], Any]:
    """Changes every number whose name says that it is a time, wherever it stands."""
    def changed(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: changed(child, key) for key, child in value.items()}
        if isinstance(value, list):
            return [changed(child, name) for child in value]
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return change_time(name, value) if is_number and is_time(name) else value
    return changed


def as_clock(_: str, seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def reversed_times(_: int, row: dict) -> None:
    starts = [key for key in row if is_time(key) and is_start(key)]
    ends = [key for key in row if is_time(key) and is_end(key)]
    for start, end in zip(starts, ends):
        row[start], row[end] = row[end], row[start]


def with_extra(items: list[dict]) -> None:
    stranger = copy.deepcopy(items[-1])
    for key, value in stranger.items():
        if isinstance(value, int) and not isinstance(value, bool):
            stranger[key] = value + 1000
    items.extend([copy.deepcopy(items[0]), stranger])


def halved(items: list[dict]) -> None:
    items[:] = items[::2]


def missing_each_once(value: Any, question: Question, plan: Plan) -> Any:
    """Leaves out every second row, but none that was left out before for this model."""
    named = question.segments or [Segment(index + 1, 0, 0) for index in range(len(question.pictures))]
    for items in rows(value):
        items[:] = [row for index, row in enumerate(items)
                    if index % 2 == 0 or index >= len(named) or not plan.memory.is_first(plan.model, "missing", str(named[index].number))]
    return value


VALUES: dict[str, Callable[[Any], Any]] = {
    "wrong-types": each_row(wrong_types),
    "missing-fields": each_row(missing_fields),
    "missing-segments": each_list(halved),
    "extra-segments": each_list(with_extra),
    "shuffled-segments": each_list(lambda items: items.reverse()),
    "times-beyond-end": each_time(lambda name, value: value + 100_000),
    "times-as-text": each_time(as_clock),
    "times-negative": each_time(lambda name, value: value if is_end(name) else -1 - value),
    "times-reversed": each_row(reversed_times),
    "times-in-milliseconds": each_time(lambda name, value: value * 1000),
    "overlapping": each_time(lambda name, value: value + 5 if is_end(name) else value),
}


# What is done to the text.

def ignore_schema(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.value, answer.text = None, said(question)


def break_json(_: Behaviour, question: Question, answer: Answer) -> None:
    """Takes the value from the member in the middle: what comes before and after is whole."""
    if answer.value is None:
        answer.text = '{"answer": ' + json.dumps(answer.text)[:-1]
        return
    lists = rows(answer.value)
    target = lists[0][len(lists[0]) // 2] if lists else answer.value
    if not isinstance(target, dict) or not target:
        answer.text = answer.text[:-1]
        return
    key = list(target)[0]
    target[key] = "\u0000hole\u0000"
    answer.text = written(answer.value).replace(json.dumps("\u0000hole\u0000"), "")


def fence(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.text = f"Here is what I found:\n\n```json\n{answer.text}\n```\n\nI hope that helps!"


THOUGHT = "The user wants an answer. {\"not\": \"the answer\"} I will look at the pictures first."


def think_block(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.text = f"<think>\n{THOUGHT}\n</think>\n\n{answer.text}"


def think_field(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.thinking, answer.thinking_tokens = THOUGHT, tokens.of_text(THOUGHT)


def think_only(behaviour: Behaviour, question: Question, answer: Answer) -> None:
    if behaviour.amount is not None and question.limit is not None and question.limit > behaviour.amount:
        answer.thinking_tokens = int(behaviour.amount)
        return
    answer.text, answer.value, answer.finish = "", None, "length"
    answer.thinking_tokens = question.limit or 1024


def cut(behaviour: Behaviour, question: Question, answer: Answer) -> None:
    """Cuts in mid-string: after a letter whose next is one too."""
    if behaviour.amount is not None:
        return
    at = len(answer.text) * 6 // 10
    while at + 1 < len(answer.text) and not (answer.text[at - 1].isalpha() and answer.text[at].isalpha()):
        at += 1
    answer.text, answer.finish = answer.text[:at], "length"


SORRY = "I'm sorry, but I can't help with that."


def refuse(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.value, answer.text, answer.refusal, answer.finish = None, "", SORRY, "refusal"


def filter_content(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.value, answer.text, answer.finish = None, answer.text[:len(answer.text) // 2], "filter"


def block_prompt(_: Behaviour, question: Question, answer: Answer) -> None:
    refuse(_, question, answer)
    answer.blocked_prompt = True


def unknown_finish(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.raw_finish = "eos_by_moonlight"


def no_finish(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.finish = "none"


def no_usage(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.usage = False


def null_content(_: Behaviour, question: Question, answer: Answer) -> None:
    answer.text, answer.value, answer.finish = "", None, "null"


TEXTS: dict[str, Callable[[Behaviour, Question, Answer], None]] = {
    "schema-ignored": ignore_schema, "broken-json": break_json, "fenced-json": fence, "think-block": think_block, "think-field": think_field,
    "think-only-empty": think_only, "cut-by-tokens": cut, "refusal": refuse, "content-filter": filter_content,
    "prompt-blocked": block_prompt, "unknown-finish": unknown_finish, "no-finish": no_finish, "no-usage": no_usage,
    "null-content": null_content,
}
