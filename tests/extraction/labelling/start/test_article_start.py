# ruff: noqa: E501 - a paragraph a line
"""Articles below other articles' summaries, on bare dumps of a page."""

import pytest

from tests.extraction.helpers import article_of
from tests.extraction.summaries import BODY, HEADLINE, SUMMARIES, dated, facts_of
from wagtail_cstonews.extraction.labelling.confidence import trust_in
from wagtail_cstonews.extraction.labelling.start.article_start import ArticleStart, find_start
from wagtail_cstonews.extraction.labelling.start.headline_features import candidates
from wagtail_cstonews.extraction.line_model.network import score_lines
from wagtail_cstonews.extraction.lines.kinds import ends_with_date, kinds_of

OTHERS_IN = {
    "ru": (
        [
            "4 марта в Управлении порта Остра прошла встреча с лоцманами северных портов, которые рассказали о зимнем судоходстве.",
            "Заместитель начальника Управления Мария Лебедева открыла в Тарне школу молодых канатчиков.",
            "Водолазы береговой службы подняли баржу, лежавшую на дне внутренней гавани с осени.",
        ],
        "Шлюз в Каменце построят заново к 2031 году",
        [
            "Шлюз в Каменце построят заново за шесть лет, решил во вторник совет водных путей. Шлюз работает с 1911 года и с каждым годом теряет всё больше воды.",
            "Две зимы назад инженеры нашли трещины в западной стене шлюза. С тех пор большие баржи ждут высокой воды.",
            "Перестройка шлюза обойдётся в 41 миллион крон. Работы на западной стене начнутся в мае.",
        ],
    ),
    "de": (
        [
            "Am 4. März empfing das Hafenamt in Ostrell Lotsen aus den nördlichen Häfen und sprach mit ihnen über den Winterverkehr.",
            "Die stellvertretende Leiterin des Hafenamts, Marit Solheim, eröffnete in Tarn die Schule für junge Seiler.",
            "Taucher der Küstenwache hoben einen Kahn, der seit dem Herbst auf dem Grund des Binnenhafens gelegen hatte.",
        ],
        "Schleuse in Kamenz wird bis 2031 neu gebaut",
        [
            "Die Schleuse in Kamenz wird binnen sechs Jahren neu gebaut, beschloss der Rat der Wasserstraßen am Dienstag. Sie ist seit 1911 in Betrieb.",
            "Ingenieure hatten vor zwei Wintern Risse in der Westwand der Schleuse gefunden. Seither warten große Kähne auf hohes Wasser.",
            "Der Neubau der Schleuse kostet 41 Millionen Kronen. Die Arbeiten an der Westwand beginnen im Mai.",
        ],
    ),
    "zh": (
        [
            "三月四日，奥斯特港务局接待了来自北部港口的引航员代表团，双方就冬季航运交换了意见。",
            "港务局副局长索尔海姆在塔恩为青年制绳学校揭幕，并向首批学员颁发了证书。",
            "海岸救助队的潜水员打捞起一艘自去年秋天以来沉在内港海底的驳船。",
        ],
        "卡门茨船闸将于二〇三一年前重建",
        [
            "航道委员会星期二决定，卡门茨船闸将在六年内重建。这座船闸自一九一一年以来一直使用，漏水逐年加重。",
            "两年前的冬天，工程师在船闸西墙上发现了裂缝。此后，八百吨以上的驳船必须等待高水位才能通过船闸。",
            "船闸重建将耗资四千一百万克朗。西墙工程将于五月开始，夏季船闸照常开放。",
        ],
    ),
}


def scores_of(facts):
    return score_lines([fact.text for fact in facts], None, [fact.form for fact in facts])


def labelled(lines, label):
    return [line.clean for line in article_of("\n\n".join(lines)).lines if line.label == label]


@pytest.mark.parametrize("above", [SUMMARIES, SUMMARIES[:2], dated(SUMMARIES)])
@pytest.mark.parametrize(
    "head",
    [
        [HEADLINE],
        [HEADLINE, HEADLINE],
        [HEADLINE, "12.05.2024"],
        [HEADLINE, f"{HEADLINE} 12.05.2024"],
        [HEADLINE, "12.05.2024 Download document 39fa7c.docx"],
    ],
)
def test_the_article_begins_below_the_summaries_of_others(above, head):
    article = article_of("\n\n".join([*above, *head, *BODY, "Go back", "Back to the section"]))
    assert article.title == HEADLINE
    assert article.lead == BODY[0]
    assert [line.clean for line in article.lines if line.label == "teaser"] == above
    assert article.published_at == ("2024-05-12" if "12.05.2024" in head[-1] else None)
    assert all(line.reason for line in article.lines if line.label == "teaser")


def test_a_date_glued_to_the_first_word_is_the_articles():
    article = article_of("\n\n".join([*dated(SUMMARIES), HEADLINE, f"12.05.2024{BODY[0]}", *BODY[1:]]))
    assert (article.title, article.published_at) == (HEADLINE, "2024-05-12")
    assert article.lead == BODY[0]


@pytest.mark.parametrize("language", OTHERS_IN)
def test_in_other_languages_and_scripts(language):
    summaries, headline, body = OTHERS_IN[language]
    article = article_of("\n".join([*summaries, headline, *body]))
    assert article.title == headline
    assert [line.clean for line in article.lines if line.label == "teaser"] == summaries


@pytest.mark.parametrize("lines", [[HEADLINE, *BODY], BODY, ["Home", "News", HEADLINE, "12.05.2024", *BODY]])
def test_where_no_others_stand_above_nothing_is_left_out_as_a_summary(lines):
    facts = facts_of(lines)
    assert find_start(facts, scores_of(facts)).headline is None
    assert labelled(lines, "teaser") == []


def test_a_heading_inside_an_article_is_no_beginning():
    lines = [HEADLINE, *BODY[:2], "Why the western wall", *BODY[2:]]
    assert labelled(lines, "title") == [HEADLINE]
    assert "Why the western wall" in labelled(lines, "heading")


def test_in_an_article_of_its_own_headings_are_passed_over():
    lines = [HEADLINE, *BODY[:2], "Why the western wall", *BODY[2:]]
    facts = facts_of(lines)
    start = find_start(facts, scores_of(facts))
    assert start.headline is None
    assert start.passed_over == {lines.index("Why the western wall")}
    below = facts_of([*SUMMARIES, HEADLINE, *BODY])
    assert not find_start(below, scores_of(below)).passed_over


def test_the_summary_of_the_article_itself_may_stand_on_top():
    article = article_of("\n\n".join([SUMMARIES[0], BODY[0], SUMMARIES[2], HEADLINE, *BODY]))
    assert article.title == HEADLINE
    assert article.lead == BODY[0]


def test_a_line_with_a_date_right_above_the_headline_is_the_articles_own():
    lines = [*SUMMARIES[:3], "12.05.2024", HEADLINE, *BODY]
    assert labelled(lines, "date") == ["12.05.2024"]
    below = [line for text in SUMMARIES[:3] for line in (text, "12.05.2024")]
    assert labelled([*below, HEADLINE, *BODY], "date") == []


def test_a_given_title_needs_no_search():
    text = "\n\n".join([*SUMMARIES, HEADLINE, *BODY])
    article = article_of(text, title=HEADLINE)
    assert (article.title, article.lead) == (HEADLINE, BODY[0])


def test_a_bar_in_a_headline_is_no_sites_name():
    headline = "Waterways | Lock at Kamenz will be rebuilt by 2031"
    assert article_of("\n\n".join([*SUMMARIES, headline, headline, *BODY])).title == headline


def test_doubt_where_an_article_begins_counts_against_it():
    assert trust_in(ArticleStart(5, 0.99)) == trust_in(ArticleStart(None, 1.0)) == 1
    assert 0 < trust_in(ArticleStart(5, 0.5)) < 0.7


def test_only_lines_that_may_be_headlines_are_weighed():
    notice = "Story continues below"
    lines = [*SUMMARIES[:2], notice, BODY[0], notice, BODY[1], notice, BODY[2]]
    facts = facts_of(lines)
    assert [lines[index] for index, _ in candidates(facts, scores_of(facts))] in (
        [],
        [SUMMARIES[0]],
    )


def test_menus_are_not_searched():
    menu = [f"Entry {number}" for number in range(20)]
    facts = facts_of([*menu, *SUMMARIES, HEADLINE, *BODY])
    assert candidates(facts, scores_of(facts)) == []


def test_what_lines_look_like():
    lines = ["12.05.2024", SUMMARIES[0], HEADLINE, "News", "Go back"]
    assert kinds_of(facts_of(lines)) == "dptso"


@pytest.mark.parametrize(
    ("text", "is_dated"),
    [
        (f"{HEADLINE} 12.05.2024", True),
        ("12/05/2024", True),
        (f"{HEADLINE} 12.05.2024 Download document 1f.pdf", True),
        ("The plan of 12.05.2024 holds", False),
        ("Version 1.12.2024a", False),
    ],
)
def test_a_date_at_the_end_of_a_line(text, is_dated):
    assert ends_with_date(text) is is_dated
