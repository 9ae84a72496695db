"""What `who` and `where` say about a name."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.entities.explain import where, who

_SOMALILAND = ("Somaliland and Puntland agreed on a truce.", "Talks were held in Somaliland on Monday.")


def test_who_tells_the_form_the_years_and_the_source() -> None:
    first = who("Houthis", published=date(2018, 12, 13))[0]
    assert (first.id, first.country, first.chosen, first.source) == ("group:houthis", "YEM", True, "ACLED")
    assert "1994" in first.why


def test_who_settles_a_person_by_the_year() -> None:
    chosen = [r.id for r in who("Laurent Kabila", published=date(1997, 2, 1)) if r.chosen]
    assert chosen == ["group:afdl"]
    assert "outside" in next(r.why for r in who("Laurent Kabila", published=date(2010, 2, 1)) if r.chosen)


def test_who_tells_whose_a_phrase_is() -> None:
    (reason,) = who("Colombian government")
    assert (reason.id, reason.name, reason.country, reason.chosen) == ("state:COL", "Colombia", "COL", True)


def test_who_takes_the_one_bearer_of_a_name_that_stands_alone() -> None:
    assert [reason.id for reason in who("UVF") if reason.chosen] == ["group:uvf"]
    assert not any(reason.chosen for reason in who("UVF", context="UVF rays of the sun are strong."))


def test_who_leaves_a_name_of_two_open() -> None:
    assert {reason.chosen for reason in who("JEM", published=date(2018, 1, 1))} == {False}


def test_who_takes_the_shorter_lived_of_two_in_their_years() -> None:
    told = {year: who("National Liberation Army", published=date(year, 5, 1)) for year in (2001, 2017)}
    assert {year: reasons[0].country for year, reasons in told.items()} == {2001: "MKD", 2017: "COL"}


def test_who_takes_a_region_that_rules_itself_for_an_actor_where_it_acts() -> None:
    asked = {text: who("Somaliland", context=text)[0].chosen for text in _SOMALILAND}
    assert list(asked.values()) == [True, False]


@pytest.mark.parametrize(
    ("name", "published", "id_"),
    [
        ("Secretary of State Antony Blinken", date(2023, 5, 1), "state:USA"),
        ("Mr. Petro", date(2023, 5, 1), "state:COL"),
        ("Kerry", date(2014, 5, 1), "state:USA"),
        ("government of Moammar Gadhafi", date(2011, 5, 1), "state:LBY"),
    ],
)
def test_who_knows_a_person_by_office_or_title(name: str, published: date, id_: str) -> None:
    assert {reason.id for reason in who(name, published=published) if reason.chosen} == {id_}


def test_who_takes_none_of_two_that_a_name_has_in_it() -> None:
    assert not any(reason.chosen for reason in who("Omani and Qatari mediators' plan of Antony Blinken"))


def test_who_keeps_what_only_the_form_tells() -> None:
    (reason,) = who("Blue Hills Liberation Front", context="The Blue Hills Liberation Front agreed.")
    assert (reason.id, reason.chosen) == (None, True)


def test_who_of_an_unknown_word_is_empty() -> None:
    assert who("Zzyzx") == ()


def test_where_lists_rivals_after_the_chosen_one() -> None:
    first, *others = where("Tripoli", context="Clashes broke out in Tripoli, Lebanon.")
    assert (first.country, first.chosen) == ("LBN", True)
    assert not any(other.chosen for other in others)
    assert {"LBY", "GRC"} <= {other.country for other in others}


def test_where_tells_whose_coordinates_a_region_has() -> None:
    (reason,) = where("Wadi Barada", context="A truce holds in Wadi Barada.")
    assert (reason.country, reason.kind, reason.source) == ("SYR", "valley", "approximate centre")


def test_where_of_a_word_at_the_start_of_a_sentence_chooses_nothing() -> None:
    assert not any(reason.chosen for reason in where("Same", context="Same as ever."))


def test_where_of_a_bare_name_chooses_the_likeliest() -> None:
    for name, country in (("Fallujah", "IRQ"), ("Hit", "IRQ"), ("Sana'a", "YEM"), ("Peking", "CHN"), ("Bay", "SOM")):
        first, *others = where(name)
        assert (first.country, first.chosen, "needs" in first.why) == (country, True, False), name
        assert not any(other.chosen for other in others), name


def test_where_takes_a_name_with_its_country() -> None:
    assert where("Tripoli, Lebanon")[0].country == "LBN"
    assert where("Java, Georgia")[0].country == "GEO"


def test_where_knows_a_part_of_a_country_by_its_words() -> None:
    (reason,) = where("eastern Chad")
    assert (reason.country, reason.chosen) == ("TCD", True)
    assert where("Zzyzx") == ()


def test_who_tells_the_country_of_rebels_that_have_no_name() -> None:
    (reason,) = who("Chadian rebels")
    assert (reason.id, reason.kind, reason.country, reason.chosen) == (None, "generic", "TCD", True)
