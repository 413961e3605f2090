"""Where an event took place."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Alpha3, NonEmpty, Record


class Place(Record):
    """A place of an event: WGS84 degrees, GeoNames id where known, and the role it plays."""

    name: NonEmpty
    country: Alpha3 | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    geonames: Annotated[int, Field(gt=0)] | None = None
    role: Literal["event", "origin", "dateline", "mention"] = "event"
    text: str | None = None
