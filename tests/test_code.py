"""Codes of ACLED, CAMEO and PLOVER for each kind of event."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from itertools import product
from typing import Any

import pandas as pd
import pytest

from truceline.code import (
    CODE_COLUMNS,
    CrosswalkError,
    are_civilians,
    backwards,
    code_events,
    crosswalk,
    resolve,
)
from truceline_schemas import Events, codes, frame_of, phases

LINES = list(csv.DictReader((files("truceline") / "lexicons" / "crosswalk.csv").read_text("utf-8").splitlines()))
# ACLED's codebook: its event types with the sub-event types of each that the crosswalk uses.
ACLED = {
    "Battles": {"Armed clash"},
    "Violence against civilians": {"Attack"},
    "Explosions/Remote violence": {"Shelling/artillery/missile attack", "Air/drone strike"},
    "Strategic developments": {"Agreement", "Change to group/activity", "Other"},
}


def coded(event_class: str, phase: str, status: str = "occurred", **columns: Any) -> tuple[str | None, ...]:
    """Sub-event type, CAMEO and PLOVER code of an event with one party, None for null."""
    row = {"event_class": event_class, "phase": phase, "status": status, "actor1": "the Front"} | columns
    frame = code_events(frame_of(Events, [row]))
    values = (frame[name].iloc[0] for name in ("acled_sub_event_type", "cameo_code", "plover_event"))
    return tuple(None if pd.isna(value) else str(value) for value in values)


@pytest.mark.parametrize(
    ("event_class", "phase", "expected"),
    [
        ("ceasefire", "agreed", ("Agreement", "0356", "AGREE")),
        ("ceasefire", "declared", ("Change to group/activity", "0871", "CONCEDE")),
        ("ceasefire", "started", ("Change to group/activity", "0871", "RETREAT")),
        ("ceasefire", "rejected", ("Other", "1246", "REJECT")),
        ("talks", "held", ("Other", "046", "CONSULT")),
        ("talks", "agreed", ("Agreement", "057", "SUPPORT")),
        ("talks", "scheduled", ("Other", "036", "AGREE")),
        ("talks", "suspended", ("Other", "164", "SANCTION")),
        ("talks", "refused", ("Other", "125", "REJECT")),
        ("violation", "shelling", ("Shelling/artillery/missile attack", "196", "ASSAULT")),
        ("violation", "airstrike", ("Air/drone strike", "196", "ASSAULT")),
        ("violation", "clash", ("Armed clash", "196", "ASSAULT")),
    ],
)
def test_codes_by_class_and_phase(event_class: str, phase: str, expected: tuple[str, ...]) -> None:
    assert coded(event_class, phase) == expected


def test_a_side_offers_and_an_outsider_calls_for() -> None:
    assert coded("ceasefire", "proposed")[1:] == ("0356", "AGREE")
    assert coded("ceasefire", "proposed", actor1=None, mediators=["Norway"])[1:] == ("0256", "REQUEST")
    assert coded("talks", "proposed", actor1=None)[1:] == ("026", "REQUEST")


def test_an_allegation_has_the_act_in_acled_and_the_accusation_in_cameo() -> None:
    assert coded("violation", "shelling", "alleged") == (
        "Shelling/artillery/missile attack",
        "1123",
        "ACCUSE",
    )


def test_an_attack_on_civilians_is_no_battle() -> None:
    assert coded("violation", "clash", actor2="civilians") == ("Attack", "196", "ASSAULT")
    assert coded("violation", "clash", "alleged", actor2="aid workers") == ("Attack", "1123", "ACCUSE")
    assert coded("violation", "shelling", actor2="civilians")[0] == "Shelling/artillery/missile attack"
    assert coded("violation", "clash", actor2="Syrian army")[0] == "Armed clash"


EXAMPLES = tomllib.loads((files("truceline") / "lexicons" / "crosswalk.toml").read_text("utf-8"))["examples"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [(name, key == "match") for example in EXAMPLES for key in ("match", "no_match") for name in example[key]],
)
def test_civilians_are_told_by_their_name(name: str, expected: bool) -> None:
    assert are_civilians(name) is expected


def test_a_code_read_backwards_gives_every_kind_that_it_stands_for() -> None:
    acled = backwards("acled_event_type", "acled_sub_event_type")
    assert acled["Explosions/Remote violence", "Air/drone strike"] == {("violation", "airstrike")}
    assert acled["Strategic developments", "Agreement"] == {
        ("ceasefire", "agreed"),
        ("ceasefire", "extended"),
        ("talks", "agreed"),
    }
    assert ("violation", "unspecified") in backwards("cameo_code")["196",]


@pytest.mark.parametrize(("event_class", "phase"), [(c, phase) for c in ("ceasefire", "talks") for phase in phases(c)])
def test_what_is_denied_has_no_code(event_class: str, phase: str) -> None:
    assert coded(event_class, phase, "denied") == (None, None, None)
    assert coded(event_class, phase, "denied", actor1=None) == (None, None, None)


def test_every_combination_has_a_line_and_its_codes_fit_together() -> None:
    known = crosswalk()
    for event_class in codes("event_class"):
        for phase, status in product(phases(event_class), codes("status")):
            line = known[event_class, phase, status, "party"]
            if status != "denied":
                assert line["acled_sub_event_type"] in ACLED[line["acled_event_type"] or ""]
                assert line["cameo_code"] is not None
                assert line["cameo_code"].isdigit()


def test_every_line_names_its_source_and_owns_up_to_judgement() -> None:
    for line in LINES:
        assert None not in line, line
        coded_at_all = any(line[name] for name in CODE_COLUMNS)
        assert bool(line["source"]) == coded_at_all, line
        sub_event = line["acled_sub_event_type"]
        if sub_event and f"ACLED codebook: {sub_event}" not in line["source"]:
            assert "Judgement" in line["note"] or "ACLED" in line["note"] or sub_event == "Other", line


def test_a_combination_without_a_line_is_an_error() -> None:
    without = [line for line in LINES if line["phase"] != "extended"]
    with pytest.raises(CrosswalkError, match="no line for ceasefire / extended"):
        resolve(without)


def test_a_line_twice_is_an_error() -> None:
    with pytest.raises(CrosswalkError, match="two lines for ceasefire / agreed"):
        resolve([*LINES, next(line for line in LINES if line["phase"] == "agreed")])


def test_a_line_that_fits_no_event_is_an_error() -> None:
    with pytest.raises(CrosswalkError, match="fits no event"):
        resolve([*LINES, LINES[0] | {"phase": "considered"}])


def test_only_the_code_columns_change() -> None:
    frame = frame_of(Events, [{"event_id": "TL1", "event_class": "talks", "phase": "held", "status": "occurred"}])
    after = code_events(frame)
    pd.testing.assert_frame_equal(after.drop(columns=list(CODE_COLUMNS)), frame.drop(columns=list(CODE_COLUMNS)))
    assert (after.dtypes == frame.dtypes).all()


def test_no_events_no_codes() -> None:
    assert code_events(frame_of(Events, [])).shape == (0, 47)
