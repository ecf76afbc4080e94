"""Train the line model, and measure it on sites that the training did not see.

python -m benchmarks.train_labeller                   train on everything, write the model of the package
python -m benchmarks.train_labeller --html            the same with the hints of HTML
python -m benchmarks.train_labeller --cross-validate  measure only: five parts, no site in two of them
python -m benchmarks.train_labeller --evaluate        score the model file (it has seen these pages)

Needs the dependency group ``train`` (torch, trafilatura) and the shared data (CSTONEWS_SHARED says where it
is). One thread and fixed seeds: whoever runs it with the same versions of both gets the same model.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.line_gold import (
    PARTS,
    WORD,
    GoldPage,
    gold_pages,
    lines_in_body,
    part_of,
    plain,
    precision_recall,
)
from benchmarks.synthetic_crawls import tongue_of, varied
from wagtail_cstonews.extraction.article import Hints
from wagtail_cstonews.extraction.line_model.features import (
    BUCKETS,
    DENSE_NAMES,
    FEATURES_VERSION,
    page_features,
)
from wagtail_cstonews.extraction.line_model.layers import CONTEXT_NAMES, REACHES, WORTH
from wagtail_cstonews.extraction.line_model.markup_features import MARKUP_NAMES, markup_features
from wagtail_cstonews.extraction.line_model.network import (
    FORMAT,
    HTML_MODEL_PATH,
    MODEL_PATH,
    LineModel,
    forms_of,
)
from wagtail_cstonews.extraction.line_model.segments import MAX_LINES

COLLECTIONS = {"news-publishers": 2.0, "articles": 1.0, "readability": 0.7, "snippets": 0.5}
"""What a page of each collection weighs in training: news is what is read, and there is little of it."""
HTML_EPOCHS = 11
"""With hints the model has learnt what there is to learn sooner."""
HTML_THRESHOLD = 0.4
DILATIONS = (1, 2, 4, 8, 16, 3)
SECOND_LOOK_AFTER = 3
"""The number of the step."""
HEADS = 8
LOOKUP_SHIFT = 14
LONGEST_TITLE = 400


@dataclass
class Options:
    """What can be turned; the defaults are what the shipped model was trained with."""

    epochs: int = 20
    members: int = 2
    width: int = 40
    inner: int = 64
    taps: int = 3
    word_size: int = 8
    word_sites: int = 25
    """A word is known to the model if as many sites use it: what fewer share would be learnt by heart."""
    batch: int = 16
    rate: float = 3e-3
    decay: float = 0.05
    dropout: float = 0.08
    wordless: float = 0.5
    """Share of pages whose words are withheld in training, so that unknown languages are read as well."""
    hint_size: int = 16
    hint_sites: int = 15
    """The same for tags and words of class and id attributes."""
    hintless: float = 0.3
    blinded: float = 0.05
    """Share of the features that are withheld from a page, so that none is relied upon alone."""
    altered: float = 0.4
    """Share of pages that are cut short, spliced and thinned out anew in each epoch."""
    crop: int = 450
    swapped: float = 0.15
    """Share of the altered pages whose article another page lends."""
    bare: float = 0.1
    """Share of the altered pages that lose what surrounds the article."""
    crawled: float = 0.3
    """Made-up dumps of a crawl in each epoch, for each page of bare text. Every other member learns from
    them: where both did, bodies of news from whole pages lost half a point.
    """
    title_loss: float = 0.15
    threshold: float = 0.35


Item = tuple[str, bool, Any]
"""A line, whether it is in the body, and its hint."""


@dataclass
class Page:
    """A page ready for training."""

    gold: GoldPage
    dense: np.ndarray
    hashes: np.ndarray
    starts: np.ndarray
    body: np.ndarray
    title: np.ndarray
    line_weight: np.ndarray
    mass: np.ndarray
    topics: np.ndarray
    topic_lines: np.ndarray
    weight: float = 1.0
    words: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    kind: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    hint_words: list[list[str]] = field(default_factory=list)
    hint_numbers: list[list[int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.body)


# ---------------------------------------------------------------- pages


def taught_pages(html: bool) -> Iterator[GoldPage]:
    """Pages without a gold body, labelled by what trafilatura keeps of their HTML.

    Only those are taken where that agrees with the sentences that people marked.
    """
    import trafilatura

    for page in gold_pages("snippets", html=html):
        best: tuple[int, str] | None = None
        for precise in (True, False):
            text = trafilatura.extract(page.html, include_comments=False, favor_precision=precise) or ""
            kept = plain(text)
            wanted = sum(plain(part) in kept for part in page.must_have)
            leaked = sum(plain(part) in kept for part in page.must_not_have)
            right = wanted * 3 >= len(page.must_have) * 2 and leaked * 3 <= len(page.must_not_have)
            if text and right and (best is None or wanted - leaked > best[0]):
                best = wanted - leaked, text
        if best:
            page.body = best[1]
            page.in_body = lines_in_body(page.lines, page.body)
            yield page


def load_pages(cache: Path | None, html: bool = False) -> list[GoldPage]:
    """All pages with labelled lines, kept in ``cache`` (JSON) where one is named: they take two minutes."""
    if cache and cache.exists():
        return [GoldPage(**row) for row in json.loads(cache.read_text())]
    pages = [page for name in COLLECTIONS if name != "snippets" for page in gold_pages(name, html=html)]
    pages += taught_pages(html)
    for page in pages:
        page.html, page.hints = "", page.hints[:MAX_LINES]
        page.lines, page.in_body = page.lines[:MAX_LINES], page.in_body[:MAX_LINES]
    pages = [page for page in pages if page.lines]
    if cache:
        cache.write_text(json.dumps([asdict(page) for page in pages]))
    return pages


def prepare(gold: GoldPage) -> Page:
    if gold.hints:
        known = [known_line(line, *hint[:2]) for line, hint in zip(gold.lines, gold.hints, strict=True)]
    else:
        known = [known_line(line) for line in gold.lines]
    features = page_features(gold.lines, [form for form, _, _ in known])
    body = np.array(gold.in_body, np.float32)
    title = plain(gold.title)
    is_title = np.array([bool(title) and text == title for _, _, text in known], np.float32)
    words = np.array([words for _, words, _ in known], np.float32) + 3
    # A line weighs what it is worth to the score of its page: its share of the body.
    line_weight = words / max(float((words * body).sum()), 60.0)
    page = Page(
        gold=gold,
        dense=features.dense,
        hashes=features.words,
        starts=features.word_starts,
        body=body,
        title=is_title,
        line_weight=line_weight,
        mass=features.weight,
        topics=features.topics,
        topic_lines=features.topic_lines,
    )
    if gold.hints:
        marks = markup_features(features, hints_of(gold))
        page.dense = np.hstack([page.dense, marks.dense])
        page.kind, page.hint_words = marks.kind, marks.words
    return page


@cache
def known_line(line: str, tag: str = "", path: str = "") -> tuple[str, int, str]:
    """A line's form, its words as the score counts them, and its text as titles are compared."""
    form = forms_of([line], [Hints(tag, path)] if tag or path else None)[0]
    return form, len(WORD.findall(line)), plain(line) if len(line) < LONGEST_TITLE else ""


def hints_of(gold: GoldPage) -> list[Hints]:
    return [Hints(*hint) for hint in gold.hints]


def altered(gold: GoldPage, donors: Sequence[GoldPage], options: Options, rng: random.Random) -> GoldPage:
    """Another page made of this one: a shorter article, other things after it, gaps in what surrounds it.

    There are few short articles in the data, and short articles on long pages are where labellers fail.
    """
    items = _items(gold)
    inside = [i for i, kept in enumerate(gold.in_body) if kept]
    if not inside:
        return gold
    before, article, after = items[: inside[0]], items[inside[0] : inside[-1] + 1], items[inside[-1] + 1 :]
    if rng.random() < options.swapped:
        article, gold = _lent(rng.choice(donors)) or article, replace(gold, title="")
    size = sum(kept for _, kept, _ in article)
    how = rng.random()
    if how < 0.35 and size > 4:
        article = _shortened(article, rng.choice((40, 80, 120, 200, 300)))
    elif how < 0.5 and size > 8:
        first = rng.randrange(2, len(article) - 2)
        article = article[:first] + article[first + rng.randrange(1, max(2, len(article) // 2)) :]
    if rng.random() < 0.45:
        at = rng.randrange(0, min(len(after), 25) + 1)
        after = after[:at] + _borrowed(rng.choice(donors), rng) + after[at:]
    if rng.random() < 0.4 and len(before) > 8:
        first = rng.randrange(0, len(before) - 4)
        before = before[:first] + before[min(len(before) - 3, first + rng.randrange(1, len(before))) :]
    if rng.random() < 0.4 and len(after) > 8:
        first = rng.randrange(0, len(after))
        after = after[:first] + after[first + rng.randrange(1, len(after)) :]
    if rng.random() < 0.3:
        before = [item for item in before if rng.random() > 0.15]
        after = [item for item in after if rng.random() > 0.15]
    if rng.random() < options.bare:
        before, after = before[-rng.randrange(1, 4) :], after[: rng.randrange(0, 4)]
    items = (before + article + after)[:MAX_LINES]
    return replace(
        gold,
        lines=[line for line, _, _ in items],
        in_body=[kept for _, kept, _ in items],
        hints=[hint for _, _, hint in items] if gold.hints else [],
    )


def _items(gold: GoldPage) -> list[Item]:
    hints: Sequence[Any] = gold.hints or [None] * len(gold.lines)
    return list(zip(gold.lines, gold.in_body, hints, strict=True))


def _lent(donor: GoldPage) -> list[Item]:
    """The article of another page."""
    inside = [i for i, kept in enumerate(donor.in_body) if kept]
    return _items(donor)[inside[0] : inside[-1] + 1] if inside else []


def _shortened(article: list[Item], words: int) -> list[Item]:
    for i, (line, kept, _) in enumerate(article):
        words -= len(line.split()) if kept else 0
        if words <= 0:
            return article[: i + 1]
    return article


def _borrowed(donor: GoldPage, rng: random.Random) -> list[Item]:
    """Lines of another page: mostly what follows its article, sometimes some of the article."""
    inside = [i for i, kept in enumerate(donor.in_body) if kept]
    size, start = rng.randrange(3, 30), 0
    if inside and rng.random() < 0.7 and inside[-1] + 2 < len(donor.lines):
        start = inside[-1] + 1
    elif inside:
        start = rng.choice(inside)
    return [(line, False, hint) for line, _, hint in _items(donor)[start : start + size]]


def vocabulary_of(pages: Sequence[Page], sites: int) -> np.ndarray:
    """Hashes of the words that at least ``sites`` sites use, sorted; no two with the same leading bits."""
    users: dict[int, set[str]] = defaultdict(set)
    for page in pages:
        for word in np.unique(page.hashes).tolist():
            users[word].add(page.gold.site)
    shared = [word for word, using in users.items() if len(using) >= sites]
    ranked = sorted(shared, key=lambda word: (-len(users[word]), word))
    taken: dict[int, int] = {}
    for word in ranked:
        taken.setdefault(word >> LOOKUP_SHIFT, word)
    return np.array(sorted(taken.values()), np.int64)


@dataclass
class Vocabulary:
    """The words that the model knows, and those of mark-up; number 0 is what it does not know."""

    words: np.ndarray
    hints: dict[str, int]

    @classmethod
    def of(cls, pages: Sequence[Page], options: Options) -> Vocabulary:
        users: dict[str, set[str]] = defaultdict(set)
        for page in pages:
            for word in {word for words in page.hint_words for word in words}:
                users[word].add(page.gold.site)
        shared = sorted(word for word, using in users.items() if len(using) >= options.hint_sites)
        numbers = {word: number for number, word in enumerate(shared, 1)}
        return cls(vocabulary_of(pages, options.word_sites), numbers)

    def number(self, pages: Iterable[Page]) -> None:
        for page in pages:
            index = np.minimum(np.searchsorted(self.words, page.hashes), len(self.words) - 1)
            page.words = np.where(self.words[index] == page.hashes, index + 1, 0)
            page.hint_numbers = [
                [self.hints[word] for word in words if word in self.hints] or [0] for words in page.hint_words
            ]


# ---------------------------------------------------------------- network


class Norm(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-5)


class Dropout(nn.Module):
    """Drops a channel on a whole page: as good as single numbers, and a tenth of the random ones to draw."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.keep = 1 - share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) < self.keep) / self.keep


class ResidualConvolution(nn.Module):
    def __init__(self, options: Options, dilation: int) -> None:
        super().__init__()
        self.dilation, self.norm = dilation, Norm()
        self.taps = nn.Parameter(torch.randn(options.taps, options.width) / options.taps**0.5)
        self.inner, self.outer = (
            nn.Linear(options.width, options.inner),
            nn.Linear(options.inner, options.width),
        )
        self.dropout = Dropout(options.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        lines, margin = x.shape[1], self.dilation * (len(self.taps) // 2)
        padded = functional.pad(self.norm(x) * mask, (0, 0, margin, margin))
        mixed = padded[:, :lines] * self.taps[0]
        for tap in range(1, len(self.taps)):
            start = tap * self.dilation
            mixed = torch.addcmul(mixed, padded[:, start : start + lines], self.taps[tap])
        return (x + self.dropout(self.outer(functional.relu(self.inner(mixed))))) * mask


class GlobalAttention(nn.Module):
    def __init__(self, options: Options) -> None:
        super().__init__()
        width, size = options.width, 8
        self.norm = Norm()
        self.attention = nn.Linear(width, HEADS, bias=False)
        self.values = nn.Parameter(torch.randn(HEADS, width, size) / width**0.5)
        self.keys = nn.Parameter(torch.randn(HEADS, width, size) / width**0.5)
        self.shared, self.likeness = nn.Linear(HEADS * size, width), nn.Linear(HEADS, width, bias=False)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        lines = self.norm(x)
        weights = torch.softmax(self.attention(lines).masked_fill(mask == 0, -1e4), 1)
        gathered = torch.einsum("blh,bld,hdk->bhk", weights, lines, self.values)
        probes = torch.einsum("hdk,bhk->bhd", self.keys, gathered)
        likeness = self.likeness(torch.einsum("bld,bhd->blh", lines, probes))
        return (x + self.shared(gathered.flatten(1))[:, None] + likeness) * mask


class AutoContext(nn.Module):
    """The same as ``line_model.context_features``, of a batch of pages."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.norm, self.first = Norm(), nn.Linear(options.width, 1)
        self.told = nn.Linear(len(CONTEXT_NAMES), options.width)

    def forward(self, x: Tensor, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        logits = self.first(self.norm(x))[..., 0]
        return x + self.told(context_features(logits, batch)) * batch["mask"][..., None], logits


def context_features(logits: Tensor, batch: dict[str, Tensor]) -> Tensor:
    lines = logits.shape[1]
    likely = torch.sigmoid(logits) * batch["mask"]
    own = likely * batch["mass"]
    before = torch.cumsum(own, 1)
    whole = before[:, -1:]
    columns = [likely, (logits / 4).clamp(-2, 2), before / (whole + 1), (whole - before + own) / (whole + 1)]
    reach = REACHES[-1]
    sums = torch.cumsum(functional.pad(likely, (reach + 1, reach)), 1)
    for size in REACHES:
        above = sums[:, reach : reach + lines] - sums[:, reach - size : reach - size + lines]
        start = reach + 1
        below = sums[:, start + size : start + size + lines] - sums[:, start : start + lines]
        columns += [above / size, below / size]
    with torch.no_grad():
        columns += _stretch(likely, batch) + _topics(likely, batch)
    return torch.stack(columns, 2)


def _stretch(likely: Tensor, batch: dict[str, Tensor]) -> list[Tensor]:
    """Where each line stands relative to the run of lines that is most worth."""
    index = torch.arange(likely.shape[1])[None]
    worth = torch.cumsum((likely - WORTH) * batch["mass"] * batch["mask"], 1)
    lowest = functional.pad(worth[:, :-1], (1, 0))
    last = torch.argmax(worth - torch.cummin(lowest, 1).values, 1, keepdim=True)
    first = torch.argmin(lowest.masked_fill(index > last, torch.inf), 1, keepdim=True)
    inside = ((index >= first) & (index <= last)).float()
    away = [
        torch.sign(index - line) * torch.log1p((index - line).abs().float()) / 3 for line in (first, last)
    ]
    return [*away, inside]


def _topics(likely: Tensor, batch: dict[str, Tensor]) -> list[Tensor]:
    pages, lines = likely.shape
    line, key = batch["topic_lines"], batch["topics"]
    mine = likely.flatten()[line]
    others = torch.bincount(key, weights=mine, minlength=pages * BUCKETS)[key] - mine
    number = torch.bincount(line, minlength=pages * lines).clamp(min=1)
    sums = [
        torch.bincount(line, weights=weights, minlength=pages * lines)
        for weights in (torch.log1p(others.clamp(min=0)), (others > 0.5).float())
    ]
    return [(each / number).view(pages, lines).float() for each in sums]


class Network(nn.Module):
    """The same arithmetic as ``line_model``'s, in a form that can be trained."""

    def __init__(self, options: Options, mean: Tensor, std: Tensor, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.options, words = options, len(vocabulary.words)
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)
        size = options.word_size
        self.bag = nn.EmbeddingBag(words + 1, size, mode="mean", padding_idx=0)
        self.edges = nn.Embedding(words + 1, size, padding_idx=0)
        hint_size = options.hint_size if vocabulary.hints else 0
        self.hints = nn.EmbeddingBag(len(vocabulary.hints) + 1, hint_size, mode="sum", padding_idx=0)
        for table in (self.bag, self.edges, self.hints):
            nn.init.normal_(table.weight, std=1e-3)
            table.weight.data[0] = 0
        self.enter = nn.Linear(len(mean) + 4 * size + hint_size, options.width)
        self.blocks = nn.ModuleList([ResidualConvolution(options, dilation) for dilation in DILATIONS])
        self.overviews = nn.ModuleDict(
            {str(i): GlobalAttention(options) for i in range(1, len(DILATIONS), 2)}
        )
        self.norm, self.leave = Norm(), nn.Linear(options.width, 2)
        self.reread = AutoContext(options)
        self.dropout = Dropout(options.dropout)

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """The logits of body and title, and those of the body halfway through."""
        pages, lines = batch["mask"].shape
        dense = ((batch["dense"] - self.mean) / self.std).clamp(-6, 6)
        edges = [self.edges(batch[name]) for name in ("first", "second", "last")]
        known = torch.cat([self.bag(batch["words"], batch["starts"]), *edges], 1) * batch["worded"][:, None]
        parts = [dense, known]
        if "hints" in batch:
            parts.append(self.hints(batch["hints"], batch["hint_starts"]) / 3)
        if self.training:
            seen = (torch.rand(pages, dense.shape[1]) > self.options.blinded).float()
            parts[0] = dense * seen[batch["place"] // lines]
            parts[1] = known * (torch.rand(len(known), 1) > 0.1).float()
            for i, withheld in zip((1, 2), (self.options.wordless, self.options.hintless), strict=True):
                if i < len(parts):
                    told = (torch.rand(pages, 1) > withheld).float()
                    parts[i] = parts[i] * told[batch["place"] // lines]
        entry = dense.new_zeros(pages * lines, self.enter.in_features)
        entry[batch["place"]] = torch.cat(parts, 1)
        mask = batch["mask"][..., None]
        x = self.dropout(self.enter(entry.view(pages, lines, -1))) * mask
        early = x[..., 0]
        for number, block in enumerate(self.blocks):
            x = block(x, mask)
            if str(number) in self.overviews:
                x = self.overviews[str(number)](x, mask)
            if number == SECOND_LOOK_AFTER:
                x, early = self.reread(x, batch)
        out = self.leave(self.norm(x))
        return out[..., 0], out[..., 1], early

    def weights(self) -> dict[str, np.ndarray]:
        """The weights under the names, and in the shapes, that ``line_model`` reads."""
        found = {"mean": self.mean, "std": self.std, "bag": self.bag.weight, "edges": self.edges.weight}
        if self.hints.weight.shape[1]:
            found["hints"] = self.hints.weight
        found |= {"enter": self.enter.weight.T, "enter_bias": self.enter.bias}
        found |= {"leave": self.leave.weight.T, "leave_bias": self.leave.bias}
        for i, block in enumerate(self.blocks):
            found |= {
                f"block{i}_taps": block.taps,
                f"block{i}_inner": block.inner.weight.T,
                f"block{i}_inner_bias": block.inner.bias,
                f"block{i}_outer": block.outer.weight.T,
                f"block{i}_outer_bias": block.outer.bias,
            }
        found |= {
            f"reread{SECOND_LOOK_AFTER}_first": self.reread.first.weight.T,
            f"reread{SECOND_LOOK_AFTER}_first_bias": self.reread.first.bias,
            f"reread{SECOND_LOOK_AFTER}_told": self.reread.told.weight.T,
            f"reread{SECOND_LOOK_AFTER}_told_bias": self.reread.told.bias,
        }
        for i, step in self.overviews.items():
            found |= {
                f"overview{i}_attention": step.attention.weight.T,
                f"overview{i}_values": step.values,
                f"overview{i}_keys": step.keys,
                f"overview{i}_shared": step.shared.weight.T,
                f"overview{i}_shared_bias": step.shared.bias,
                f"overview{i}_likeness": step.likeness.weight.T,
            }
        return {name: value.detach().numpy() for name, value in found.items()}


# ---------------------------------------------------------------- training


def collate(pages: Sequence[Page]) -> dict[str, Tensor]:
    lines = max(map(len, pages))
    names = ("mask", "body", "title", "line_weight", "mass")
    padded = {name: np.zeros((len(pages), lines), np.float32) for name in names}
    flat: dict[str, list[np.ndarray]] = defaultdict(list)
    hints: list[list[int]] = []
    offset = 0
    for i, page in enumerate(pages):
        padded["mask"][i, : len(page)] = 1
        padded["body"][i, : len(page)] = page.body
        padded["title"][i, : len(page)] = page.title
        padded["line_weight"][i, : len(page)] = page.line_weight * page.weight
        padded["mass"][i, : len(page)] = page.mass
        flat["topics"].append(page.topics + i * BUCKETS)
        flat["topic_lines"].append(page.topic_lines + i * lines)
        words = page.words if len(page.words) else np.zeros(1, np.int64)
        first, last = np.minimum(page.starts[:-1], len(words) - 1), np.maximum(page.starts[1:] - 1, 0)
        flat["place"].append(i * lines + np.arange(len(page)))
        flat["dense"].append(page.dense)
        flat["words"].append(page.words)
        flat["starts"].append(page.starts[:-1] + offset)
        flat["first"].append(words[first])
        flat["second"].append(words[np.minimum(first + 1, np.maximum(last, first))])
        flat["last"].append(words[last])
        flat["worded"].append((page.starts[1:] > page.starts[:-1]).astype(np.float32))
        offset += len(page.words)
        hints += [page.hint_numbers[kind] for kind in page.kind.tolist()]
    if hints:
        sizes = np.array([0, *map(len, hints)])
        flat["hints"] = [np.array([number for numbers in hints for number in numbers])]
        flat["hint_starts"] = [np.cumsum(sizes)[:-1]]
    return {name: torch.from_numpy(value) for name, value in padded.items()} | {
        name: torch.from_numpy(np.concatenate(values)) for name, values in flat.items()
    }


def cropped(page: Page, size: int, rng: random.Random) -> Page:
    if len(page) <= size:
        return page
    start = rng.randrange(0, len(page) - size + 1) if rng.random() < 0.5 else 0
    end = start + size
    first, last = page.starts[start], page.starts[end]
    told = (page.topic_lines >= start) & (page.topic_lines < end)
    return replace(
        page,
        dense=page.dense[start:end],
        body=page.body[start:end],
        title=page.title[start:end],
        line_weight=page.line_weight[start:end],
        mass=page.mass[start:end],
        topics=page.topics[told],
        topic_lines=page.topic_lines[told] - start,
        words=page.words[first:last],
        starts=page.starts[start : end + 1] - first,
        kind=page.kind[start:end],
    )


def batches(pages: Sequence[Page], options: Options, rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """Batches of pages of about the same length, in random order."""
    order = [cropped(page, options.crop, rng) for page in rng.sample(pages, len(pages))]
    groups = []
    for start in range(0, len(order), options.batch * 8):
        alike = sorted(order[start : start + options.batch * 8], key=len)
        groups += [alike[i : i + options.batch] for i in range(0, len(alike), options.batch)]
    rng.shuffle(groups)
    return map(collate, groups)


def loss_of(network: Network, batch: dict[str, Tensor], options: Options) -> Tensor:
    """Cross-entropy of each line by its worth, and how little the page's choice overlaps with its body."""
    body, title, early = network(batch)
    mask, gold, weight = batch["mask"], batch["body"], batch["line_weight"]

    def body_loss(logits: Tensor) -> Tensor:
        each = functional.binary_cross_entropy_with_logits(logits, gold, reduction="none")
        chosen = torch.sigmoid(logits) * mask
        overlap = (chosen * gold * weight).sum(1)
        unlike = 1 - 2 * overlap / ((chosen * weight).sum(1) + (gold * weight).sum(1) + 1e-3)
        return ((each * weight * mask).sum(1).clamp(max=20) + 0.5 * unlike).mean()

    loss = body_loss(body) + 0.3 * body_loss(early)
    titled = batch["title"].sum(1) > 0
    if titled.any():
        shares = torch.log_softmax(title.masked_fill(mask == 0, -1e4), 1)
        right = torch.logsumexp(shares.masked_fill(batch["title"] == 0, -1e4), 1)
        loss = loss - options.title_loss * right[titled].mean()
    return loss


def train(pages: Sequence[Page], vocabulary: Vocabulary, options: Options, seed: int) -> Network:
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    dense = np.concatenate([page.dense for page in pages])
    mean, std = torch.from_numpy(dense.mean(0)), torch.from_numpy(dense.std(0) + 1e-3)
    network = Network(options, mean, std, vocabulary)
    matrices = [weight for weight in network.parameters() if weight.dim() > 1]
    vectors = [weight for weight in network.parameters() if weight.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": options.decay}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, fused=True)
    # How many dumps an epoch makes is left to chance: two more batches for them than expected.
    crawled = options.crawled if seed % 2 else 0.0
    most = len(pages) * (1 + crawled)
    steps = options.epochs * (int(most / options.batch) + 4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=steps, pct_start=0.15)
    weights = list(network.parameters())
    averaged = [weight.detach().clone() for weight in weights]
    donors = defaultdict(list)
    for page in pages:
        donors[tongue_of(page.gold)].append(page.gold)
    step = 0
    for epoch in range(options.epochs):
        network.train()
        seen = pages if epoch >= options.epochs - 2 else _varied(pages, donors, vocabulary, options, rng)
        seen = [*seen, *_crawls(pages, vocabulary, crawled, rng)]
        for batch in batches(seen, options, rng):
            loss = loss_of(network, batch, options)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            keep = min(0.99, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(averaged, weights, 1 - keep)
    with torch.no_grad():
        torch._foreach_copy_(weights, averaged)
    return network.eval()


def _varied(
    pages: Sequence[Page],
    donors: dict[str, list[GoldPage]],
    vocabulary: Vocabulary,
    options: Options,
    rng: random.Random,
) -> list[Page]:
    varied = []
    for page in pages:
        if rng.random() < options.altered:
            gold = altered(page.gold, donors[tongue_of(page.gold)], options, rng)
            if gold.lines:
                page = replace(prepare(gold), weight=page.weight)
                vocabulary.number([page])
        varied.append(page)
    return varied


def _crawls(pages: Sequence[Page], vocabulary: Vocabulary, share: float, rng: random.Random) -> list[Page]:
    weights = {id(page.gold): page.weight for page in pages}
    found = []
    for gold, dump in varied([page.gold for page in pages], share, rng):
        if dump.gold.lines:
            page = replace(prepare(dump.gold), weight=weights[id(gold)])
            vocabulary.number([page])
            found.append(page)
    return found


# ---------------------------------------------------------------- model and figures


def model_of(networks: Sequence[Network], vocabulary: Vocabulary, options: Options) -> dict[str, np.ndarray]:
    """The arrays of the model file."""
    meta: dict[str, Any] = {
        "format": FORMAT,
        "features_version": FEATURES_VERSION,
        "features": list(DENSE_NAMES + MARKUP_NAMES if vocabulary.hints else DENSE_NAMES),
        "members": len(networks),
        "dilations": list(DILATIONS),
        "threshold": options.threshold,
        "options": asdict(options),
    }
    if vocabulary.hints:
        meta["hint_words"] = list(vocabulary.hints)
    arrays = {"meta": np.frombuffer(json.dumps(meta, sort_keys=True).encode(), np.uint8)}
    arrays["vocabulary"] = vocabulary.words.astype(np.uint32)
    weights = [network.weights() for network in networks]
    for name in weights[0]:
        precise = name in ("mean", "std")
        stacked = np.stack([member[name] for member in weights])
        arrays[name] = stacked.astype(np.float32 if precise else np.float16)
    return arrays


def in_memory(arrays: dict[str, np.ndarray]) -> LineModel:
    arrays = dict(arrays)
    return LineModel(json.loads(arrays.pop("meta").tobytes()), arrays)


def fit(pages: Sequence[Page], options: Options) -> dict[str, np.ndarray]:
    vocabulary = Vocabulary.of(pages, options)
    vocabulary.number(pages)
    networks = [train(pages, vocabulary, options, seed) for seed in range(options.members)]
    return model_of(networks, vocabulary, options)


@dataclass
class Prediction:
    gold: GoldPage
    body: np.ndarray
    title: np.ndarray


def figures(predictions: Sequence[Prediction], threshold: float) -> dict[str, float]:
    """Body and title as the shared scorer counts them, in percent."""
    scores = []
    for page in predictions:
        kept = [line for line, score in zip(page.gold.lines, page.body, strict=True) if score > threshold]
        scores.append(precision_recall(page.gold.body, "\n".join(kept)))
    each = np.array([2 * p * r / (p + r) if p + r else 0.0 for p, r in scores])
    precision, recall = np.array(scores).mean(0)
    titled = [page for page in predictions if page.gold.title]
    right = [plain(page.gold.lines[int(np.argmax(page.title))]) == plain(page.gold.title) for page in titled]
    return {
        "pages": len(scores),
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(200 * precision * recall / (precision + recall), 2),
        "median": round(100 * float(np.median(each)), 1),
        "under 80": int((each < 0.8).sum()),
        "title": round(100 * float(np.mean(right)), 1) if right else 0.0,
    }


def marked_sentences(predictions: Sequence[Prediction], threshold: float) -> dict[str, float]:
    """How the sentences fare that people marked as body or not body, in percent."""
    count: Counter[str] = Counter()
    for page in predictions:
        lines = zip(page.gold.lines, page.body, strict=True)
        kept = plain("\n".join(line for line, score in lines if score > threshold))
        count.update("kept" if plain(part) in kept else "missed" for part in page.gold.must_have)
        count.update("leaked" if plain(part) in kept else "left out" for part in page.gold.must_not_have)
    wrong = count["leaked"] + count["missed"]
    return {
        "marked f1": round(200 * count["kept"] / ((2 * count["kept"] + wrong) or 1), 1),
        "leaked": round(100 * count["leaked"] / ((count["leaked"] + count["left out"]) or 1), 1),
    }


def report(predictions: Sequence[Prediction], thresholds: Sequence[float]) -> None:
    for name in COLLECTIONS:
        some = [page for page in predictions if page.gold.collection == name and page.gold.body]
        for threshold in thresholds if some else ():
            found = figures(some, threshold)
            if name == "snippets":
                found |= marked_sentences(some, threshold)
            print(f"{name:16} > {threshold}", json.dumps(found), flush=True)


def predict(model: LineModel, pages: Iterable[Page]) -> list[Prediction]:
    found = []
    for page in pages:
        scores = model.score_lines(page.gold.lines, hints_of(page.gold) or None)
        found.append(Prediction(page.gold, scores.body, scores.title))
    return found


def cross_validate(
    pages: Sequence[Page], options: Options, parts: Sequence[int], models: Path | None, fed: str
) -> list[Prediction]:
    """What models say of pages whose sites they did not see; ``models`` is a folder to keep them in."""
    predictions: list[Prediction] = []
    for part in parts:
        started = time.process_time()
        arrays: dict[str, Any] = fit([page for page in pages if part_of(page.gold.site) != part], options)
        if models:
            models.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(models / f"{fed}-{part}.npz", **arrays)
        model = in_memory(arrays)
        predictions += predict(model, (page for page in pages if part_of(page.gold.site) == part))
        print(f"part {part}: {time.process_time() - started:.0f} s of CPU time", flush=True)
    return predictions


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cross-validate", action="store_true", help="measure on unseen sites; write no model"
    )
    parser.add_argument("--evaluate", action="store_true", help="score the model file; train nothing")
    every = ",".join(map(str, range(PARTS)))
    parser.add_argument("--parts", default=every, help=f"parts of the cross-validation to run ({every})")
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="keep its models, for benchmarks.extraction --held-out DIR"
    )
    parser.add_argument(
        "--html", action="store_true", help="lines of the HTML, with the hints of the mark-up"
    )
    parser.add_argument("--output", type=Path, help="the model file (default: that of the package)")
    parser.add_argument("--cache", type=Path, help="a JSON file that keeps the labelled lines for next time")
    parser.add_argument("--predictions", type=Path, help="write each line's cross-validated scores (.npz)")
    for name, value in asdict(Options()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    given = parser.parse_args(arguments)
    options = Options(**{name: getattr(given, name) for name in asdict(Options())})
    if given.html and given.epochs == Options.epochs:
        options.epochs = HTML_EPOCHS
    if given.html and given.threshold == Options.threshold:
        options.threshold = HTML_THRESHOLD
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    output: Path = given.output or (HTML_MODEL_PATH if given.html else MODEL_PATH)
    pages = [prepare(gold) for gold in load_pages(given.cache, given.html)]
    for page in pages:
        page.weight = COLLECTIONS[page.gold.collection]
    print(json.dumps(asdict(options)), dict(Counter(page.gold.collection for page in pages)), flush=True)
    thresholds = (0.3, 0.4, 0.5)
    if given.cross_validate:
        parts = [int(part) for part in given.parts.split(",")]
        fed = "html" if given.html else "text"
        predictions = cross_validate(pages, options, parts, given.models, fed)
        report(predictions, thresholds)
        if given.predictions:
            save_predictions(given.predictions, predictions)
        return
    if not given.evaluate:
        output.parent.mkdir(exist_ok=True)
        arrays: dict[str, Any] = fit(pages, options)
        np.savez_compressed(output, **arrays)
        print(f"{output}: {output.stat().st_size / 1e6:.2f} MB")
    report(predict(LineModel.load(output), pages), thresholds)


def save_predictions(path: Path, predictions: Sequence[Prediction]) -> None:
    arrays: dict[str, Any] = {}
    for page in predictions:
        arrays[f"{page.gold.collection}/{page.gold.id}"] = np.stack([page.body, page.title])
    np.savez(path, **arrays)


if __name__ == "__main__":
    main()
