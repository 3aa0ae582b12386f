"""Pictures are drawn anew: their pixels stay, what a camera wrote beside them goes, and bombs are refused unopened."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hubportal.documents.services.pictures import MOST_PIXELS, redrawn
from hubportal.web.refusals import Refused

PLACE = b"52.2823 north"


def photograph() -> bytes:
    """A JPEG of 40 by 20, red on the left, held sideways, with a place, a comment and another file behind it."""
    picture = Image.new("RGB", (40, 20), "blue")
    picture.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()  # turn by a quarter, and what it shows
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=PLACE, icc_profile=PLACE * 20, quality=95)
    return made.getvalue() + b"PK\x03\x04<script>" + PLACE


def test_a_photograph_loses_place_comment_profile_and_stowaways_and_is_turned_upright():
    made = redrawn(io.BytesIO(photograph()), extension="jpg")
    assert PLACE not in made
    assert b"<script>" not in made
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, found.size, dict(found.getexif())) == ("JPEG", (20, 40), {})
        red, _, blue = found.getpixel((10, 5))
        assert red > 200
        assert blue < 60


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "1", "LA", "I;16"])
def test_a_png_keeps_its_pixels_and_transparency_and_loses_its_texts(mode):
    picture = Image.new("RGBA", (6, 4), (10, 200, 30, 90)).convert(mode if mode != "I;16" else "L")
    picture = picture.convert("I;16") if mode == "I;16" else picture
    texts, made = PngInfo(), io.BytesIO()
    texts.add_text("Location", PLACE.decode())
    picture.save(made, "PNG", pnginfo=texts)
    again = redrawn(io.BytesIO(made.getvalue()), extension="png")
    assert PLACE not in again
    with Image.open(io.BytesIO(again)) as found, Image.open(io.BytesIO(made.getvalue())) as before:
        assert found.mode == before.mode
        assert found.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that would unpack into more than the limit."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))

    head = struct.pack("!IIBBBBB", MOST_PIXELS, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "extension", "why"),
    [
        (bomb(), "png", "more than 40 million pixels"),
        (photograph()[:200], "jpg", "cannot be read"),
        (b"\x89PNG\r\n\x1a\nnothing more", "png", "cannot be read"),
    ],
    ids=["bomb", "cut short", "only a head"],
)
def test_bombs_and_broken_pictures_are_refused(content, extension, why):
    with pytest.raises(Refused, match=why) as refused:
        redrawn(io.BytesIO(content), extension=extension)
    assert (refused.value.field, refused.value.status) == ("file", 400)
