"""Lines of interviews, and what is found in them."""

from __future__ import annotations

from wagtail_cstonews.extraction.article import Hints, Line
from wagtail_cstonews.extraction.interviews.detect import find_interview
from wagtail_cstonews.extraction.interviews.interview import Interview
from wagtail_cstonews.extraction.labelling.labels import write_labels

ASKED = [
    "Has the threat to the member states grown over the past few years?",
    "What do you plan to do about it in the coming months?",
    "And who will pay for all of that in the end?",
]
TOLD = [
    "It has, and I have been saying so for a long time. We see it on every border.",
    "I will send our people to the south. We have done so before, and it helped.",
    "Our members will. I have spoken to all of them, and they are ready.",
]
MORE = "I would add that nobody is safe from this, wherever they may live."


def lines_of(texts: list[str], tags: list[str] | None = None) -> list[Line]:
    lines = [
        Line(number, text, label="paragraph" if text else "blank") for number, text in enumerate(texts, 1)
    ]
    for line, tag in zip(lines, tags or [], strict=False):
        line.hints = Hints(tag=tag)
    return lines


def letters(lines: list[Line]) -> str:
    return "".join({"question": "Q", "answer": "A"}.get(line.label, "-") for line in lines)


def talk(question: str, answer: str, *, more: bool = True) -> list[str]:
    texts = []
    for ask, tell in zip(ASKED, TOLD, strict=True):
        texts += [question.format(ask), answer.format(tell)]
    return [*texts, MORE] if more else texts


def read_interview(lines: list[Line], **parts: str) -> Interview:
    interview = find_interview(lines, **parts)
    write_labels(lines, interview.labels)
    return interview


def read(texts: list[str], tags: list[str] | None = None, **parts: str) -> tuple[str, Interview]:
    lines = lines_of(texts, tags)
    interview = read_interview(lines, **parts)
    return letters(lines), interview
