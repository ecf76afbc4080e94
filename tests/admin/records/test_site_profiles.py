"""Site profiles in the admin."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.site.profile import AFTER, KnownArticle, Observation
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.models import SiteProfile

pytestmark = pytest.mark.django_db


SITES = "/admin/news-import/sites/"


@pytest.fixture
def known_site():
    profile = Profile("herald.example")
    for number in range(1, 4):
        seen = Observation("herald.example", {7: {AFTER}}, {7: "<b>Share</b> this"}, KnownArticle(number))
        seen.title_ends, seen.date_order, seen.date_form = ["Harbour Herald"], "day", "0/0/0"
        seen.byline_form = "1 by"
        profile.observe(seen)
    SiteProfile.objects.store([profile])
    return SiteProfile.objects.get()


def test_what_is_known_of_a_site_is_shown_escaped(admin_client, known_site):
    listed = admin_client.get(SITES).content.decode()
    assert "herald.example" in listed
    html = admin_client.get(f"{SITES}inspect/{known_site.pk}/").content.decode()
    for text in ("Harbour Herald", "day first", "0/0/0", "&lt;b&gt;Share&lt;/b&gt; this"):
        assert text in html
    assert "<b>Share" not in html


def test_a_profile_that_cannot_be_read_says_so(admin_client, known_site):
    SiteProfile.objects.update(data={"format": 99})
    html = admin_client.get(f"{SITES}inspect/{known_site.pk}/").content.decode()
    assert "of format 99 cannot be read" in html


def test_the_list_of_sites_does_not_read_what_is_known(
    admin_client, known_site, django_assert_max_num_queries
):
    admin_client.get(SITES)
    with django_assert_max_num_queries(25) as queries:
        admin_client.get(SITES)
    assert not any('"data"' in query["sql"] for query in queries.captured_queries)


def test_sites_are_not_to_be_changed(admin_client, known_site):
    for address in ("create/", f"edit/{known_site.pk}/", f"delete/{known_site.pk}/"):
        assert admin_client.get(f"{SITES}{address}").status_code == 404
