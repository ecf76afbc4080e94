"""Under which keys names are looked up."""

from wagtail_cstonews.names.blocking import asked_keys, block_key, block_keys, stored_keys
from wagtail_cstonews.names.likeness import Likeness, likeness


def test_keys_fit_the_column():
    assert len(block_key("Taalatbek " + "Mbcdfghk" * 200)) <= 32
    assert block_keys("Taalatbek Masadykov") == {"tltvk", "mstkv", "tltvkmstkv"}
    assert "mstkv" in block_keys("T. Masadykov")


FAMILIES = (
    "Taalatbek Masadykov;T. Masadykov;Masadykov;Masadykov, Taalatbek;Talatbek Masadikov;Masadykov Taalatbek",
    "Taalatbek K. Masadykov;Zh. Masadykov;Zhaparov Masadykov;Japar Masadykov;Dzhapar Masadikov",
    "Müller Anna;Anna Müller;Anna Mueller;Anna Muller;Anne Mueller;Bartholomew Lindgren;Barthlomew Lindgren",
    "Kim Dae-sung;Kim Daesung;Kim Dae Sung;Bashar al-Assad;Bashar Alassad;Al Assad;Alassad",
    "Jean-Paul Sartre;Jean Paul Sartre;Jeanpaul Sartre;J.-P. Sartre;J. P. Sartre;Omar Hassan;Hassan Omar",
    "Ye. Primakov;Yevgeny Primakov;Evgeny Primakov;Robert Smith Jr.;Robert Smith;Gabriel García Márquez",
    "Y. Smith;I. Smith;Yusuf Smith;Iusuf Smith;Mohammed Khan;Muhammad Khan;M. Khan;Khan;Gabriel Garcia",
)


def test_names_that_are_alike_have_a_key_in_common():
    names = [name for line in FAMILIES for name in line.split(";")]
    # Each with a letter left out, and with two letters changed for each other.
    names += [name[:place] + name[place + 1 :] for name in names for place in (2, -3) if len(name) > 8]
    names += [name[:2] + name[3] + name[2] + name[4:] for name in names if len(name) > 8]
    alike = [(a, b) for a in names for b in names if likeness(a, b) is not Likeness.DIFFERENT]
    assert len(alike) > 2 * len(names)
    for asked, stored in alike:
        keys = asked_keys(asked)
        assert not keys or keys & stored_keys(stored), (asked, stored)


def test_a_name_is_compared_with_few_of_its_family():
    given = ["Aigul", "Bermet", "Cholpon", "Damira", "Elmira", "Fatima", "Gulnara", "Jyldyz", "Kanykei"]
    family = [f"{name} Sadykova" for name in given]
    for one in family:
        assert [other for other in family if asked_keys(one) & stored_keys(other)] == [one]
