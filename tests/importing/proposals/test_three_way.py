"""The three-way merge of pages: laws that hold for whatever the sides are, and what editors expect of it."""

from __future__ import annotations

import copy
import itertools
import random

import pytest

from wagtail_cstonews.importing.proposals.alignment import MOST_PAIRED, aligned
from wagtail_cstonews.importing.proposals.equality import exact, plain, same
from wagtail_cstonews.importing.proposals.three_way import UnansweredError, merge

SEEDS = range(60)
WORDS = ["water", "road", "council", "agreed", "border", "bridge", "school", "winter", "minister", "talks"]


class Pages:
    """Pages, and changes of them, by chance; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.ids = itertools.count(1)

    def text(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 8)))

    def block(self) -> dict:
        kind = self.chance.choice(["paragraph", "heading", "quote", "exchange", "table"])
        value = {
            "paragraph": f"<p>{self.text()}</p>",
            "heading": self.text(),
            "quote": {
                "quote": self.text(),
                "speaker": None,
                "speaker_name": self.text(),
                "role": self.text(),
            },
            "exchange": {
                "question": self.text(),
                "answer": [
                    {"type": "paragraph", "value": f"<p>{self.text()}</p>", "id": f"n{next(self.ids)}"}
                    for _ in range(self.chance.randint(1, 3))
                ],
            },
            "table": {"caption": self.text(), "columns": [{"type": "text", "heading": "A"}], "rows": []},
        }[kind]
        return {"type": kind, "value": value, "id": f"b{next(self.ids)}"}

    def page(self) -> dict:
        return {
            "title": self.text(),
            "lead": self.text(),
            "lead_image": self.chance.choice([None, 1, 2]),
            "published_is_date_only": self.chance.random() < 0.5,
            "tagged_items": [{"pk": number, "tag": number} for number in range(self.chance.randint(0, 4))],
            "body": [self.block() for _ in range(self.chance.randint(0, 8))],
            "related": [],
        }

    def changed(self, page: dict) -> dict:
        """The page as somebody left it who changed this and that."""
        page = copy.deepcopy(page)
        for _ in range(self.chance.randint(0, 4)):
            self.change(page)
        return page

    def change(self, page: dict) -> None:
        body = page["body"]
        at = self.chance.randrange(len(body) + 1)
        what = self.chance.choice(["field", "tag", "add", "remove", "text", "rewrite", "move"])
        if what == "field":
            page[self.chance.choice(["title", "lead"])] = self.text()
        elif what == "tag":
            page["tagged_items"] = [*page["tagged_items"][1:], {"pk": None, "tag": next(self.ids) + 100}]
        elif what == "add" or at == len(body):
            body.insert(at, self.block())
        elif what == "remove":
            del body[at]
        elif what == "move":
            body.append(body.pop(at))
        else:
            block = self.block()
            block["id"] = body[at]["id"] if what == "text" else block["id"]
            body[at] = block


def sides(seed):
    pages = Pages(seed)
    base = pages.page()
    return base, pages.changed(base), pages.changed(base)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_nobody_changed_is_what_the_other_made_of_it(seed):
    base, mine, theirs = sides(seed)
    for one, merged in ((theirs, merge(base, base, theirs)), (mine, merge(base, mine, base))):
        assert not merged.conflicts
        assert merged.result({}) == one
    assert merge(base, base, base).result({}) == base


@pytest.mark.parametrize("seed", SEEDS)
def test_where_both_made_the_same_of_it_nothing_is_asked(seed):
    base, mine, _ = sides(seed)
    merged = merge(base, mine, mine)
    assert not merged.conflicts
    assert merged.result({}) == mine


@pytest.mark.parametrize("seed", SEEDS)
def test_it_does_not_matter_who_is_who(seed):
    base, mine, theirs = sides(seed)
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert plain(one.result({})["body"]) == plain(other.result({})["body"])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_question_can_be_answered_and_asks_about_a_change_of_both(seed):
    base, mine, theirs = sides(seed)
    merged = merge(base, mine, theirs)
    keys = [part.key for part in merged.parts]
    assert len(set(keys)) == len(keys)
    for part in merged.conflicts:
        assert part.changed_by == "both"
        assert {"mine", "theirs"} <= set(part.options)
    if merged.conflicts:
        with pytest.raises(UnansweredError) as raised:
            merged.result({})
        assert raised.value.keys == [part.key for part in merged.conflicts]
    for answer in ("mine", "theirs"):
        found = merged.result({}, default=answer)
        assert set(found) == set(base)
        ids = [block["id"] for block in found["body"] if "id" in block]
        assert len(set(ids)) == len(ids)


def texts_of(page):
    return {repr(plain(block["value"])) for block in page["body"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_block_that_one_side_wrote_anew_is_lost_without_a_question(seed):
    base, mine, theirs = sides(seed)
    merged = merge(base, mine, theirs)
    found = texts_of(merged.result({}, default="mine"))
    asked = {
        repr(plain(block["value"]))
        for part in merged.conflicts
        if part.is_blocks
        for side in (part.mine, part.theirs)
        for block in side
    }
    # Where both changed different parts of a block, the two are one now.
    joined = {
        repr(plain(block["value"]))
        for part in merged.parts
        if part.is_blocks and part.changed_by == "both" and not part.collides
        for side in (part.mine, part.theirs)
        for block in side
    }
    for side in (mine, theirs):
        assert texts_of(side) - texts_of(base) <= found | asked | joined


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_invented(seed):
    base, mine, theirs = sides(seed)
    merged = merge(base, mine, theirs)
    written = {repr(side[name]) for side in (base, mine, theirs) for name in ("title", "lead", "lead_image")}
    for answer in ("mine", "theirs"):
        found = merged.result({}, default=answer)
        assert {repr(found[name]) for name in ("title", "lead", "lead_image")} <= written


@pytest.mark.parametrize("seed", SEEDS)
def test_alignment_keeps_every_block_once_and_in_order(seed):
    base, mine, _ = sides(seed)
    kept, new = aligned(base["body"], mine["body"])
    found = []
    for number in range(len(base["body"]) + 1):
        found += new[number]
        if number < len(base["body"]) and kept[number] is not None:
            found.append(kept[number])
    assert found == mine["body"]


# ------------------------------------------------------------------ what editors expect


def paragraphs(*texts):
    return [{"type": "paragraph", "value": f"<p>{text}</p>", "id": str(n)} for n, text in enumerate(texts)]


def body(merged, answers=(), default=None):
    return [block["value"] for block in merged.result(dict(answers), default)["body"]]


def merged_bodies(base, mine, theirs):
    return merge({"body": base}, {"body": mine}, {"body": theirs})


def test_changes_in_different_paragraphs_are_both_there():
    base = paragraphs("The council met.", "It agreed on wells.", "The talks go on.")
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine[0]["value"] = "<p>The town council met.</p>"
    theirs[2] = {"type": "paragraph", "value": "<p>The talks are over.</p>", "id": "new"}
    merged = merged_bodies(base, mine, theirs)
    assert not merged.conflicts
    assert body(merged) == [
        "<p>The town council met.</p>",
        "<p>It agreed on wells.</p>",
        "<p>The talks are over.</p>",
    ]


def test_changes_of_one_paragraph_are_asked():
    base = paragraphs("The council met.", "It agreed on wells.")
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine[1]["value"] = "<p>It agreed on new wells.</p>"
    theirs[1] = {"type": "paragraph", "value": "<p>It agreed on ten wells.</p>", "id": "new"}
    merged = merged_bodies(base, mine, theirs)
    [part] = merged.conflicts
    assert (part.key, sorted(part.options)) == ("body:1", ["both", "mine", "theirs"])
    assert body(merged, {part.key: "both"})[1:] == [
        "<p>It agreed on new wells.</p>",
        "<p>It agreed on ten wells.</p>",
    ]
    with pytest.raises(UnansweredError):
        body(merged, {part.key: "all"})


def test_a_paragraph_that_one_took_out_and_the_other_changed_is_asked():
    base = paragraphs("The council met.", "It agreed on wells.")
    theirs = [base[0], {**base[1], "value": "<p>It agreed on ten wells.</p>"}]
    merged = merged_bodies(base, base[:1], theirs)
    [part] = merged.conflicts
    assert sorted(part.options) == ["mine", "theirs"]
    assert len(body(merged, {part.key: "mine"})) == 1
    assert len(body(merged, {part.key: "theirs"})) == 2


def test_different_parts_of_one_quote_come_together():
    quote = {"quote": "We wait", "speaker": 7, "speaker_name": "A. B.", "role": "", "attribution": "she said"}
    base = [{"type": "quote", "value": quote, "id": "q"}]
    mine = [{"type": "quote", "value": {**quote, "speaker": 8, "role": "Mayor"}, "id": "q"}]
    theirs = [{"type": "quote", "value": {**quote, "quote": "We wait."}, "id": "r"}]
    merged = merged_bodies(base, mine, theirs)
    assert not merged.conflicts
    assert body(merged) == [{**quote, "quote": "We wait.", "speaker": 8, "role": "Mayor"}]


def test_name_and_office_are_never_of_two_people():
    quote = {"quote": "We wait", "speaker": None, "speaker_name": "A. B.", "role": "Mayor"}
    base = [{"type": "quote", "value": quote, "id": "q"}]
    mine = [{"type": "quote", "value": {**quote, "speaker": 8}, "id": "q"}]
    theirs = [{"type": "quote", "value": {**quote, "speaker_name": "C. D."}, "id": "r"}]
    merged = merged_bodies(base, mine, theirs)
    assert len(merged.conflicts) == 1
    assert body(merged, default="theirs") == [{**quote, "speaker_name": "C. D."}]


def test_answers_are_merged_paragraph_by_paragraph():
    answer = paragraphs("We met.", "We agreed.")
    base = [{"type": "exchange", "value": {"question": "And?", "answer": answer}, "id": "e"}]
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    mine[0]["value"]["answer"][0]["value"] = "<p>We have met.</p>"
    theirs[0]["value"]["answer"].append({"type": "paragraph", "value": "<p>We go on.</p>", "id": "x"})
    merged = merged_bodies(base, mine, theirs)
    assert not merged.conflicts
    [value] = body(merged)
    assert [block["value"] for block in value["answer"]] == [
        "<p>We have met.</p>",
        "<p>We agreed.</p>",
        "<p>We go on.</p>",
    ]


def test_what_an_editors_form_changes_by_itself_is_no_change():
    base = {
        "published_at": "2024-05-01T06:07:08Z",
        "lead": "One\ntwo",
        "subtitle": "",
        "body": paragraphs("It is <b>new</b>&#x27;s <i>end</i>."),
    }
    mine = {
        "published_at": "2024-05-01T06:07:00Z",
        "lead": "One\r\ntwo ",
        "subtitle": None,
        "body": [
            {
                "type": "paragraph",
                "value": '<p data-block-key="ab1">It is <strong>new</strong>\'s <em>end</em>.</p>',
                "id": "0",
            }
        ],
    }
    theirs = {**base, "lead": "Three", "body": paragraphs("It is all new.")}
    merged = merge(base, mine, theirs)
    assert not merged.conflicts
    assert merged.result({})["lead"] == "Three"
    assert body(merged) == ["<p>It is all new.</p>"]
    assert same(base["body"], mine["body"])
    assert not exact(base["body"], mine["body"])


def test_tags_of_both_stay():
    base = {"tagged_items": [{"pk": 1, "tag": 1}, {"pk": 2, "tag": 2}]}
    mine = {"tagged_items": [{"pk": 2, "tag": 2}, {"pk": None, "tag": 3}]}
    theirs = {"tagged_items": [{"pk": 1, "tag": 1}, {"pk": 2, "tag": 2}, {"pk": None, "tag": 4}]}
    merged = merge(base, mine, theirs)
    assert [row["tag"] for row in merged.result({})["tagged_items"]] == [2, 3, 4]


def test_additions_of_both_at_one_place_are_asked_and_can_both_stay():
    base = paragraphs("One.")
    mine = [*base, {"type": "paragraph", "value": "<p>Correction.</p>", "id": "m"}]
    theirs = [*base, {"type": "paragraph", "value": "<p>Update.</p>", "id": "t"}]
    merged = merged_bodies(base, mine, theirs)
    [part] = merged.conflicts
    assert body(merged, {part.key: "both"}) == ["<p>One.</p>", "<p>Correction.</p>", "<p>Update.</p>"]


def test_a_field_that_was_emptied_stays_empty():
    merged = merge({"lead": "One.", "x": 1}, {"lead": None, "x": 1}, {"lead": "One.", "x": None})
    assert merged.result({}) == {"lead": None, "x": None}


def test_long_pages_take_no_long_time():
    base = paragraphs(*(f"Paragraph {number} of many." for number in range(MOST_PAIRED)))
    theirs = [
        {**block, "value": block["value"].replace("many", "a lot"), "id": f"t{block['id']}"} for block in base
    ]
    merged = merged_bodies(base, base, theirs)
    assert merged.result({})["body"] == theirs
