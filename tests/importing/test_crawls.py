# ruff: noqa: E501 - a paragraph a line
"""The crawl of an old site, as a folder of bare text, by the command as a user runs it."""

import pytest

from .helpers import site_in

SUMMARIES = [
    "Divers of the coast service lifted a barge that had lain on the ground of the inner basin since autumn.",
    "Two thousand runners took part in the spring marathon through the vineyards of Lower Kestrin on Sunday.",
    "The city library of Brask lends musical instruments from April on, among them a cello and forty violins.",
    "Hail as large as walnuts damaged greenhouses in the valley of the Aune, and insurers expect heavy losses.",
]
SUBJECTS = ("bridge", "market", "ferry", "tower", "school")


def title_of(subject):
    return f"The {subject} of Ostrell opens again in autumn"


def page(subject):
    article = [
        title_of(subject),
        "12.05.2019",
        f"The {subject} of Ostrell opens again in autumn, when the {subject} has got its new roof and doors.",
        f"Workers have been busy at the {subject} since January. Most of the {subject} was built a century ago.",
        f"Whoever wants to see the {subject} before can do so on Sundays, said the warden of the {subject}.",
    ]
    return "\n\n".join([*SUMMARIES, *article, "Go back", "Back to the section"])


@pytest.fixture
def crawl(tmp_path):
    """Five articles below the summaries of the day, and a list."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for subject in SUBJECTS:
        (folder / f"{subject}.txt").write_text(page(subject))
    (folder / "list.txt").write_text("\n\n".join(["News", *SUMMARIES]))
    return tmp_path


@pytest.mark.own_database
@pytest.mark.slow
def test_command_as_a_process(crawl):
    run = site_in(crawl)
    command = (
        "-m",
        "django",
        "import_news",
        "archive",
        "--to",
        "/news/",
        "--publish",
        "--publish-above",
        "0",
    )
    out, err = run(*command)
    assert out.startswith("6 documents: 5 new, 1 not an article.")
    assert "site of archive/: 4 summaries" in out + err
    assert "on 6 of 6 pages left out" in out + err or "on 5 of 6 pages left out" in out + err
    assert "archive/list.txt" in err
    show = "import django; django.setup(); from wagtail_cstonews.pages.models import NewsPage as N; from django.utils.timezone import localtime\n"
    out, _ = run(
        "-c",
        show
        + "print(*(f'{p.title}|{localtime(p.published_at):%Y-%m-%d}' for p in N.objects.live()), sep='\\n')",
    )
    assert sorted(out.splitlines()) == sorted(f"{title_of(subject)}|2019-05-12" for subject in SUBJECTS)
    assert run(*command)[0] == "Nothing to do: 6 documents: 5 unchanged, 1 not an article.\n"
    out, _ = run(*command, "--keep-lists")
    assert "1 draft saved (1 no article)" in out
    out, _ = run("-c", show + "print(N.objects.live().count(), N.objects.count())")
    assert out == "5 6\n"
