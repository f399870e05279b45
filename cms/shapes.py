"""How pictures are cut, in which widths and formats, and what a template needs to show one."""

from dataclasses import dataclass

FORMATS = {"avif": "image/avif", "webp": "image/webp"}
FALLBACK = "jpeg"


@dataclass(frozen=True, slots=True)
class Shape:
    """How an image is cut, in which widths, and how wide it is shown (the value of ``sizes``)."""

    cuts: tuple[str, ...]
    sizes: str

    def specs(self, kind: str) -> list[str]:
        """Return what the renditions of a format are called, the narrowest first."""
        return [f"{cut}|format-{kind}" for cut in self.cuts]

    @property
    def all_specs(self) -> list[str]:
        return [spec for kind in (*FORMATS, FALLBACK) for spec in self.specs(kind)]


SHAPES = {
    "card": Shape(("fill-320x180", "fill-640x360", "fill-960x540"), "(min-width: 44rem) 20rem, 100vw"),
    "text": Shape(("width-480", "width-960", "width-1440"), "(min-width: 54rem) 52rem, 100vw"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One format: its media type and its renditions by width."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What ``<picture>`` needs; without ``url`` there is only the text."""

    alt: str
    sources: tuple[Source, ...] = ()
    srcset: str = ""
    sizes: str = ""
    url: str = ""
    width: int = 0
    height: int = 0
