"""Site profiles: what the documents of one host have in common."""

import json

import pytest

from wagtail_cstonews.documents import RawDocument, host_key
from wagtail_cstonews.extraction.article import Label, Line
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site.forms import date_form
from wagtail_cstonews.extraction.site.judging import judge
from wagtail_cstonews.extraction.site.keys import line_key
from wagtail_cstonews.extraction.site.known_articles import Fingerprints, KnownArticle
from wagtail_cstonews.extraction.site.layout import Layout
from wagtail_cstonews.extraction.site.observation import AFTER, KEPT, Observation
from wagtail_cstonews.extraction.site.profile import (
    FORMAT,
    MAX_CORRECTIONS,
    MAX_DOCUMENTS,
    MAX_LAYOUTS,
    MAX_LINES,
    ProfileError,
    SiteProfile,
)
from wagtail_cstonews.extraction.site.reasons import is_of_site
from wagtail_cstonews.extraction.site_learning import (
    SiteLearner,
    address_key,
    observation_of,
    observe,
    read_profiles,
    write_profiles,
)

from ..herald import APPEAL, BIOGRAPHY, NEWS, TITLES, document, page


@pytest.fixture(scope="module")
def site():
    learner = SiteLearner()
    for number in range(5):
        assert learner.learn(document(number))
    return learner.profile("herald.example")


def body_of(article):
    return "\n".join([article.lead or "", *(block.text for block in article.body)])


# --------------------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Herald.example:8080/a", "herald.example"),
        ("http://herald.example./", "herald.example"),
        ("https://m.herald.example/", "m.herald.example"),
        ("herald.example/a", ""),
        ("http://[broken", ""),
        ("https://" + "x" * 300 + ".example/", ""),
        (None, ""),
    ],
)
def test_hosts(url, host):
    assert host_key(url) == host


def test_lines_are_known_again_whatever_their_numbers():
    assert line_key("12 Comments") == line_key("7  comments ")
    assert line_key("12 Comments") != line_key("12 Letters")
    assert line_key("\ud800 broken") == line_key("\ud800 broken")


def test_an_address_is_known_again_whatever_its_scheme():
    assert address_key("http://www.herald.example/a/#top") == address_key("https://herald.example/a")
    assert address_key("https://herald.example/a") != address_key("https://herald.example/b")


def test_forms_of_dates():
    assert date_form("Friday, 3 May 2024, 10:15") == date_form("Monday, 28 December 2023, 7:02")
    assert date_form("3 May 2024") != date_form("03/05/2024")


# --------------------------------------------------------------------------- what is left out, and why


def test_prose_that_repeats_is_left_out_with_the_reason(site):
    article = extract(document(0), site=site)
    assert APPEAL not in body_of(article)
    assert BIOGRAPHY not in body_of(article)
    for paragraph in NEWS[TITLES[0]]:
        assert paragraph in body_of(article)
    reasons = {line.clean: line.reason for line in article.lines}
    assert reasons[APPEAL] == "repeats on 5 of 5 documents of herald.example"


def test_without_a_profile_the_appeal_is_taken_for_the_article():
    """Else the test above shows nothing."""
    assert APPEAL in body_of(extract(document(0)))


def test_nothing_is_lost(site):
    for number in range(5):
        article = extract(document(number), site=site)
        assert "\n".join(line.text for line in article.lines) == page(number)
        assert all(line.reason for line in article.left_out())


def test_headlines_of_other_documents_are_teasers(site):
    article = extract(document(0), site=site)
    labels = {line.clean: (line.label, line.reason) for line in article.lines}
    for title in TITLES[1:3]:
        assert labels[title] == ("teaser", "the headline or summary of another document of herald.example")


def test_a_lead_that_is_a_teaser_elsewhere_stays_the_lead():
    profile = SiteProfile("herald.example")
    lead = NEWS[TITLES[0]][0]
    for number in range(4):
        seen = Observation("herald.example", {line_key(lead): {KEPT if number == 0 else AFTER}})
        seen.article = KnownArticle(number + 1, 0, line_key(lead) if number == 0 else 0)
        profile.observe(seen)
    texts, scores = ["A title", lead, "More prose of the article.", "Even more of it."], [0.0, 0.9, 0.9, 0.9]
    found = judge(profile, texts, scores, [1.0, 0, 0, 0], 0.5)
    assert found.body[1] == 0.9
    found = judge(
        profile, [*texts[:1], "x", "y", "z", lead], [0.0, 0.9, 0.9, 0.9, 0.9], [1.0, 0, 0, 0, 0], 0.5
    )
    assert found.body[4] < 0.1
    assert found.reasons[4] == ("teaser", "the headline or summary of another document of herald.example")


def test_headings_that_many_articles_have_stay():
    profile = learnt({"What we know": {KEPT}}, documents=5)
    found = judge(profile, ["What we know"], [0.9], [0.0], 0.45)
    assert found.body[0] > 0.45
    assert not found.reasons


def test_prose_that_few_of_many_articles_have_in_their_body_is_background():
    profile = learnt({"The war began in the spring of that year, and cost many lives.": {KEPT}}, documents=3)
    for number in range(100, 160):
        profile.observe(Observation("herald.example", {number: {KEPT}}, article=KnownArticle(address=number)))
    text = "The war began in the spring of that year, and cost many lives."
    assert judge(profile, [text, "x"], [0.9, 0.9], [0.0, 1.0], 0.45).body[0] == 0.9


def learnt(lines, documents):
    profile = SiteProfile("herald.example")
    for number in range(documents):
        seen = Observation("herald.example", {line_key(text): places for text, places in lines.items()})
        seen.article = KnownArticle(address=number + 1)
        assert profile.observe(seen)
    return profile


def test_what_stands_where_other_documents_have_no_article_is_less_likely_body():
    profile = SiteProfile("herald.example")
    for number in range(3):
        lines = [(f"{number} own {word}", KEPT) for word in ("one", "two", "three")]
        lines += [
            ("Most read", AFTER),
            *((f"Teaser {number} {letter} of many words", AFTER) for letter in "abc"),
        ]
        seen = Observation("herald.example", {line_key(text): {place} for text, place in lines})
        seen.article = KnownArticle(address=number + 1)
        seen.layout = Layout.of((line_key(text), 40, place == KEPT) for text, place in lines)
        profile.observe(seen)
    texts = ["Prose of this page.", "More of it.", "Most read", "A teaser that nobody has seen."]
    found = judge(profile, texts, [0.7, 0.7, 0.1, 0.7], [1.0, 0, 0, 0], 0.45)
    assert found.body[:2] == [0.7, 0.7]
    assert found.body[3] < 0.45
    assert SiteProfile.from_dict(json.loads(json.dumps(profile.to_dict()))).layouts == profile.layouts


def test_of_a_host_with_many_documents_the_newest_layouts_are_kept():
    profile = SiteProfile("herald.example")
    for number in range(3 * MAX_LAYOUTS):
        seen = Observation("herald.example", article=KnownArticle(address=number + 1))
        seen.layout = Layout.of([(number, 1, True)])
        profile.observe(seen)
    assert [layout.keys[0] for layout in profile.layouts] == list(range(2 * MAX_LAYOUTS, 3 * MAX_LAYOUTS))


def test_a_stored_profile_without_layouts_is_read(site):
    stored = site.to_dict()
    del stored["layouts"]
    assert SiteProfile.from_dict(stored).layouts == []
    with pytest.raises(ProfileError, match="damaged"):
        SiteProfile.from_dict({**stored, "layouts": ["no layout"]})


# --------------------------------------------------------------------------- one document, two documents


def test_a_profile_of_one_document_changes_nothing():
    learner = SiteLearner()
    learner.learn(document(0))
    site = learner.profile("herald.example")
    assert site.documents == 1
    assert extract(document(0), site=site).to_dict() == extract(document(0)).to_dict()
    assert judge(site, ["x"], [0.9], [0.0], 0.5) is None


def test_the_same_document_twice_counts_once():
    learner = SiteLearner()
    assert learner.learn(document(0))
    assert not learner.learn(document(0))
    assert not learner.learn(document(0, page(0) + "\nCorrected on Tuesday."))
    assert learner.profile("herald.example").documents == 1


def test_a_version_under_another_address_counts_once():
    profile = SiteProfile("herald.example")
    first = KnownArticle(1, 5, 6, (10, 11, 12, 13))
    assert profile.observe(Observation("herald.example", {1: {KEPT}}, article=first))
    version = KnownArticle(2, 5, 6, (10, 11, 12, 99))
    assert not profile.observe(Observation("herald.example", {1: {KEPT}}, article=version))
    another = KnownArticle(3, 5, 6, (10, 97, 98, 99))
    assert profile.observe(Observation("herald.example", {1: {KEPT}}, article=another))


def test_a_document_that_was_forgotten_counts_once(monkeypatch):
    """Neither one that counted nor a near copy of one, once neither is among the newest any more."""
    monkeypatch.setattr("wagtail_cstonews.extraction.site.profile.MAX_DOCUMENTS", 2)
    profile = SiteProfile("herald.example")
    found = [
        Observation("herald.example", article=KnownArticle(number, number, 6, (number,)), fingerprint=number)
        for number in range(1, 9)
    ]
    copy = Observation("herald.example", article=KnownArticle(1, 1, 6, (1,)), fingerprint=99)
    seen = [found[0], copy, *found[1:]]
    assert [profile.observe(one) for one in seen] == [True, False, *[True] * 7]
    assert not any(map(profile.observe, seen))
    again = SiteProfile.from_dict(json.loads(json.dumps(profile.to_dict())))
    assert not any(map(again.observe, seen))
    assert again.documents == 8


def test_fingerprints_are_bounded_and_the_newest_stay(monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.extraction.site.known_articles.MAX_COUNTED", 10)
    known = Fingerprints()
    for number in range(1, 96):
        known.add(number * 7919 % 2**32)
    assert 10 <= len(known) <= 20
    assert all(number * 7919 % 2**32 in known for number in range(86, 96))
    assert 7919 not in known
    assert 0 not in known
    again = Fingerprints.from_text(known.to_text())
    assert (again.newer, again.older) == (known.newer, known.older)


def test_a_text_is_known_whatever_its_lines_are():
    one = observe(document(0))
    other = observe(document(0, page(0).replace("\n", "\n\n")))
    assert one.fingerprint == other.fingerprint != observe(document(1)).fingerprint


def test_documents_without_a_url_are_of_the_place_that_they_came_in():
    learner = SiteLearner()
    for number in range(5):
        raw = RawDocument(str(number), page(number), f"{number}.txt", site="archive/#1")
        assert learner.learn(raw)
    site = learner.profile("archive/#1")
    article = extract(RawDocument("0", page(0), "0.txt"), site=site)
    [line] = [line for line in article.lines if line.clean == APPEAL]
    assert line.reason == "repeats on 5 of 5 documents of archive/"
    assert is_of_site(line)


def test_documents_without_a_host_or_text_show_nothing():
    assert observe(RawDocument("1", page(0), "1.txt")) is None
    assert observe(document(0, "\n\n")) is None
    assert observation_of(document(0), [Line(1, "")]) is None


# --------------------------------------------------------------------------- forms


def test_the_sites_name_is_taken_off_titles(site):
    assert site.site_names() == ["Harbour Herald"]
    assert extract(document(1), site=site).title == TITLES[1]


def test_the_order_of_day_and_month_is_learnt(site):
    assert site.month_first() is False
    ambiguous = document(2, page(2).replace("15/05/2024", "04/05/2024"), language="en")
    assert extract(ambiguous).published_at == "2024-04-05"
    assert extract(ambiguous, site=site).published_at == "2024-05-04"


def test_an_order_that_dates_contradict_is_not_known():
    profile = SiteProfile("herald.example")
    profile.date_orders.update(day=3, month=2)
    assert profile.month_first() is None


def test_dates_of_the_sites_form_come_first(site):
    lines = [Line(1, "Updated 3 May 2024", label="date"), Line(2, "12/05/2024", label="date")]
    assert site.forms().usual_dates(lines) == {2}


def test_a_byline_is_found_where_the_sites_bylines_stand(site):
    assert site.byline_place() == (1, "by")
    lines = [
        Line(1, TITLES[0], label="title"),
        Line(2, "By Anna Lindqvist", label="chrome", reason="stands between title and body"),
        Line(3, NEWS[TITLES[0]][0], label="lead"),
    ]
    labels = {line.number: Label(line.label, line.reason) for line in lines}
    assert site.forms().byline_labels(lines, labels) == {2: Label("byline")}
    lines[1] = Line(2, "By the end of the week", label="chrome", reason="stands between title and body")
    assert site.forms().byline_labels(lines, labels) == {}


# --------------------------------------------------------------------------- corrections


def test_an_editors_correction_holds_for_every_line_like_it():
    profile = SiteProfile("herald.example")
    profile.correct(NEWS[TITLES[0]][1], "chrome")
    article = extract(document(0), site=profile)
    [line] = [line for line in article.lines if line.clean == NEWS[TITLES[0]][1]]
    assert (line.label, line.reason) == ("chrome", "an editor said so of this line")
    profile.correct(NEWS[TITLES[0]][1], "paragraph")
    assert NEWS[TITLES[0]][1] in body_of(extract(document(0), site=profile))


def test_a_correction_outweighs_repetition(site):
    copy = SiteProfile.from_dict(site.to_dict())
    copy.correct(APPEAL, "paragraph")
    assert APPEAL in body_of(extract(document(0), site=copy))


def test_corrections_are_checked_and_bounded():
    profile = SiteProfile("herald.example")
    with pytest.raises(ValueError, match="'rubbish' is no label"):
        profile.correct("x", "rubbish")
    for letters in range(MAX_CORRECTIONS + 5):
        profile.correct("x" * (letters % 50 + 1) + chr(97 + letters // 50), "chrome")
    assert len(profile.corrections) == MAX_CORRECTIONS


# --------------------------------------------------------------------------- bounds


def test_lines_are_bounded_and_the_frequent_ones_stay():
    profile = learnt({"Share this": {AFTER}, "Contact": {AFTER}}, documents=3)
    for number in range(1, 8):
        lines = {number * 1_000_000 + line: {KEPT} for line in range(1000)}
        profile.observe(Observation("herald.example", lines, article=KnownArticle(address=1000 + number)))
    assert len(profile.lines) <= MAX_LINES
    assert profile.lines[line_key("Share this")][0] == 3


def test_articles_are_bounded():
    profile = SiteProfile("herald.example")
    for number in range(1, MAX_DOCUMENTS + 10):
        profile.observe(Observation("herald.example", article=KnownArticle(number, number, number)))
    assert len(profile.articles) <= MAX_DOCUMENTS
    assert profile.documents == MAX_DOCUMENTS + 9


def test_forms_are_bounded():
    profile = SiteProfile("herald.example")
    for number in range(1, 300):
        seen = Observation("herald.example", article=KnownArticle(number))
        seen.title_ends, seen.date_form = [f"End {number}", "Herald"], f"form {number}"
        profile.observe(seen)
    assert len(profile.title_ends) < 50
    assert len(profile.date_forms) < 50
    assert profile.site_names() == ["Herald"]


def test_hosts_are_bounded_and_those_dropped_are_handed_over():
    dropped = []
    learner = SiteLearner(max_hosts=2, on_drop=dropped.append)
    for host in ("a", "b", "a", "c"):
        learner.add(Observation(f"{host}.example", {1: {KEPT}}))
    assert list(learner.profiles) == ["a.example", "c.example"]
    assert [profile.host for profile in dropped] == ["b.example"]


def test_all_lines_together_are_bounded():
    learner = SiteLearner(max_lines=1000)
    for number in range(1, 30):
        lines = {number * 1000 + line: {KEPT} for line in range(100)}
        learner.add(Observation(f"host{number}.example", lines))
    assert sum(len(profile.lines) for profile in learner.profiles.values()) <= 1000


# --------------------------------------------------------------------------- storing


def test_a_profile_comes_back_as_it_was(site):
    again = SiteProfile.from_dict(json.loads(json.dumps(site.to_dict())))
    assert again.to_dict() == site.to_dict()
    assert extract(document(3), site=again).to_dict() == extract(document(3), site=site).to_dict()


def test_a_stored_profile_is_learnt_on_and_knows_its_documents(site):
    stored = SiteProfile.from_dict(site.to_dict())
    learner = SiteLearner(known={"herald.example": stored}.get)
    assert not any(learner.learn(document(number)) for number in range(5))
    assert learner.profile("herald.example").documents == 5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": FORMAT + 1}, f"of format {FORMAT + 1} cannot be read"),
        ({"lines": {"zz": [1, 0, 0, 0, 0]}}, "damaged site profile"),
        ({"lines": {"1": [1, 0]}}, "damaged site profile"),
        ({"articles": [["1"]]}, "damaged site profile"),
        ({"title_ends": None}, "damaged site profile"),
        ({"counted": "zz"}, "damaged site profile"),
        ({"counted": "-1"}, "damaged site profile"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(site, change, message):
    with pytest.raises(ProfileError, match=message) as caught:
        SiteProfile.from_dict({**site.to_dict(), **change})
    assert "Delete it" in str(caught.value)


def test_what_is_no_profile_is_refused():
    with pytest.raises(ProfileError, match="list"):
        SiteProfile.from_dict([])


def test_files_of_profiles(site, tmp_path):
    path = tmp_path / "profiles.jsonl"
    write_profiles([site], path)
    [again] = read_profiles(path)
    assert again.to_dict() == site.to_dict()
    path.write_text(path.read_text() + "no json\n")
    with pytest.raises(ProfileError, match=r"profiles\.jsonl:2: "):
        list(read_profiles(path))


def test_the_lines_most_documents_have_can_be_read(site):
    lines = dict(site.common_lines())
    assert lines[APPEAL[:120]][0] == 5
    assert all(count[0] >= 2 for count in lines.values())


def test_a_line_is_not_the_beginning_of_a_longer_one():
    office = "Jorunn Pellaveda, director of the Institute of River Studies"
    assert len(office) == 60
    assert line_key(office) != line_key(f"{office} in Halvest, explains")
    assert line_key(f"{office} in Halvest") == line_key(f"{office}, explains")
