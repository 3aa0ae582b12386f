"""Pictures are drawn anew: what is kept holds the pixels and nothing else that came with them.

A camera writes where and when a picture was taken beside it, and a crafted file can be a picture and something else at
once: neither survives decoding and encoding again.
"""

import io
from typing import BinaryIO, Final

from PIL import Image, ImageOps

from hubportal.web.refusals import Refused

MOST_PIXELS: Final = 40_000_000  # a page of A4 at 600 dots an inch is 35 million
FORMS: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
_KEPT_MODES: Final = {"JPEG": {"RGB", "L", "CMYK"}, "PNG": {"RGB", "RGBA", "L", "LA", "P", "1", "I;16"}}

_TOO_LARGE: Final = "The selected picture has more than 40 million pixels. Save it smaller, then select it again."
_UNREADABLE: Final = "The selected picture cannot be read. Save it again as a JPEG or PNG, then select it again."


def _refuse(sentence: str) -> Refused:
    return Refused(sentence, field="file", status=400)


def redrawn(file: BinaryIO, *, extension: str) -> bytes:
    """The picture drawn anew and turned as it was meant to be seen; refused when too large or not readable.

    Its size is read from its head, before any of it is unpacked.
    """
    form = FORMS[extension]
    file.seek(0)
    try:
        with Image.open(file, formats=(form,)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _refuse(_TOO_LARGE)
            return _encoded(ImageOps.exif_transpose(opened), form)
    except Image.DecompressionBombError as bomb:
        raise _refuse(_TOO_LARGE) from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise _refuse(_UNREADABLE) from broken


def _encoded(picture: Image.Image, form: str) -> bytes:
    picture.load()
    see_through = picture.info.get("transparency") if form == "PNG" else None
    if picture.mode not in _KEPT_MODES[form]:
        picture = picture.convert("RGB" if form == "JPEG" else "RGBA")
    picture.info = {}  # comments, places, colour profiles and thumbnails end here
    if see_through is not None and picture.mode in {"P", "L", "RGB"}:
        picture.info["transparency"] = see_through
    made = io.BytesIO()
    options = {"quality": 90} if form == "JPEG" else {}
    picture.save(made, form, **options)
    return made.getvalue()
