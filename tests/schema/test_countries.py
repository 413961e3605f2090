"""Countries and actors across the systems, with the traps that the systems lay."""

import pytest

from sanudo_schema.actor_codes import actor_pieces, international_codes, plover_actor, recoded_actor
from sanudo_schema.countries import SYSTEMS, countries, country, country_aliases
from sanudo_schema.errors import UnknownCodeError
from sanudo_schema.roles import icews_sectors, read_icews_sectors, role, roles, roles_of_sector, sectors


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_system_leads_back_to_the_country(system: str):
    coded = [land for land in countries() if getattr(land, system) is not None]
    assert len(coded) > 190
    for land in coded:
        assert country(getattr(land, system), system) is land


@pytest.mark.parametrize(
    ("code", "system", "iso3"),
    [
        ("ROM", "gdelt", "ROU"),
        ("TMP", "gdelt", "TLS"),
        ("MTN", "gdelt", "MNE"),
        ("IMY", "gdelt", "IMN"),
        ("GZS", "gdelt", "PSE"),
        ("KOS", "plover", "XKX"),
        ("KSV", "phoenix", "XKX"),
        ("JAP", "plover", "JPN"),
        ("RS", "fips", "RUS"),
        ("RS", "iso2", "SRB"),
        ("CH", "fips", "CHN"),
        ("CH", "iso2", "CHE"),
        ("GZ", "fips", "PSE"),
        ("OD", "fips", "SSD"),
        ("PRK", "cow", "PRK"),
        ("ROK", "cow", "KOR"),
        ("MAC", "cow", "MKD"),
        (345, "cow_number", "SRB"),
        ("Russian Federation", "icews", "RUS"),
        ("Occupied Palestinian Territory", "icews", "PSE"),
        ("COTE D’IVOIRE", "name", "CIV"),
        ("Türkiye", "name", "TUR"),
        ("Czech Republic", "name", "CZE"),
        ("Democratic Republic of Congo", "name", "COD"),
    ],
)
def test_codes_read_as_the_right_country(code: str, system: str, iso3: str):
    assert country(code, system).iso3 == iso3


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("JAP", "iso3"),
        ("ROM", "iso3"),
        ("EUR", "gdelt"),
        ("XXX", "iso3"),
        ("rus", "iso3"),
        ("Atlantis", "name"),
        ("", "fips"),
    ],
)
def test_no_other_code_becomes_a_country(code: str, system: str):
    with pytest.raises(UnknownCodeError):
        country(code, system)


def test_gdelt_lacks_countries_and_says_so():
    lacking = {land.iso3 for land in countries() if land.gdelt is None}
    assert {"SSD", "XKX", "CUW"} <= lacking
    assert "ROU" not in lacking


def test_an_alias_never_hides_a_code_of_its_system():
    for alias in country_aliases():
        own = {str(getattr(land, alias.system)) for land in countries()}
        assert alias.code not in own
        assert country(alias.code, alias.system).iso3 == alias.iso3


def test_an_unknown_system_is_named():
    with pytest.raises(UnknownCodeError, match="'iso' is no country system"):
        country("RUS", "iso")


def test_media_and_medicine_change_places():
    assert role("MED").sector == "JRN"
    assert role("HLH").sector == "MED"
    assert roles_of_sector("MED") == ("HLH",)
    assert roles_of_sector("JRN") == ("MED",)


def test_roles_and_sectors_refer_to_one_another():
    known = {entry.code for entry in sectors()}
    names = {entry.name for entry in icews_sectors()}
    assert len(roles()) == 27
    assert len(known) == 25
    for entry in roles():
        assert entry.sector is None or entry.sector in known
        assert (entry.relation is None) == (entry.sector is None)
        assert entry.icews is None or entry.icews in names
    assert {entry.role for entry in icews_sectors()} - {None} <= {entry.code for entry in roles()}


@pytest.mark.parametrize("entry", [entry for entry in roles() if entry.icews], ids=lambda entry: entry.code)
def test_what_is_written_for_icews_reads_back_as_the_role(entry):
    assert {name.name: name.role for name in icews_sectors()}[entry.icews] == entry.code


def test_the_sectors_of_icews_read_as_roles_in_one_order():
    cell = (
        "Elite,Government,(National) Major Party,Parties,Center Right,Legislative / Parliamentary,Executive,Christian"
    )
    turned = ",".join(reversed(cell.split(",")))
    assert read_icews_sectors(cell).roles == read_icews_sectors(turned).roles == ("GOV", "LEG", "PTY", "ELI")
    assert not read_icews_sectors(cell).unknown
    assert read_icews_sectors('"Rebel,Dissident"').roles == ("OPP", "REB")
    assert read_icews_sectors("").names == ()


def test_actor_codes_come_apart_as_in_the_columns_of_gdelt():
    assert actor_pieces("CHNOPP")[:2] == ("CHN", None)
    assert actor_pieces("CHNOPP").types == ("OPP",)
    assert actor_pieces("IGOUNO").group == "UNO"
    assert actor_pieces("IGOUNO").types == ("IGO",)
    assert actor_pieces("CVL").types == ("CVL",)
    assert actor_pieces("PSEHMSREB").group == "HMS"
    assert actor_pieces("MOSREL").religions == ("MOS",)
    assert actor_pieces("").country is None
    assert actor_pieces("USAGO").rest == ("GO",)


@pytest.mark.parametrize("code", [entry.code for entry in international_codes()])
def test_international_actors_keep_their_code_everywhere(code: str):
    assert recoded_actor(code, "iso3", "gdelt") == code
    assert recoded_actor(code, "gdelt", "iso3") == code


def test_actor_codes_move_between_datasets():
    assert recoded_actor("XKXGOV", "iso3", "phoenix") == "KSVGOV"
    assert recoded_actor("PSE", "iso3", "gdelt") == "PSE"
    assert recoded_actor("---MIL") == "---MIL"
    with pytest.raises(UnknownCodeError, match="'SSD' is no country \\(gdelt\\) code"):
        recoded_actor("SSDGOV", "iso3", "gdelt")
    with pytest.raises(UnknownCodeError):
        recoded_actor("QQQGOV")


def test_plover_actors():
    assert plover_actor("JPNGOV") == ("JPN", ("GOV",))
    assert plover_actor("WST") == (None, ())
    assert plover_actor("ROMMIL", "gdelt") == ("ROU", ("MIL",))
    assert plover_actor("NGOHRI") == ("NGO", ("SOC",))
