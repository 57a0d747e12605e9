"""Makes the fonts of the pages anew, from two packages of npm that hold Source Sans 3 and Source Serif 4 as variable fonts.

    npm pack @fontsource-variable/source-sans-3@5.3.1 @fontsource-variable/source-serif-4@5.3.1     (unpack each into FOLDER)
    pip install fonttools brotli
    python3 scripts/fonts.py FOLDER

Of the weights, those between 400 and 600 are kept, which are all that the pages use. What is changed must not bear the name "Source"
(SIL Open Font License), so the fonts are called Chancery Sans and Chancery Serif.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILIES = {"sans": "source-sans-3", "serif": "source-serif-4"}
PARTS = ["latin", "latin-ext", "cyrillic"]
INTO = Path(__file__).parent.parent / "crates/chancery/assets/fonts"
FAMILY_NAMES, UNIQUE_NAMES = (1, 4, 16), (3, 6)


def main(folder: Path) -> None:
    for kind, family in FAMILIES.items():
        for part in PARTS:
            (source,) = folder.rglob(f"{family}-{part}-wght-normal.woff2")
            font = instancer.instantiateVariableFont(TTFont(source), {"wght": (400, 400, 600)})
            name = f"Chancery {kind.capitalize()}"
            for record in font["name"].names:
                if record.nameID in FAMILY_NAMES:
                    record.string = name
                elif record.nameID in UNIQUE_NAMES:
                    record.string = f"{name.replace(' ', '')}-{part}"
            font.flavor = "woff2"
            font.save(INTO / f"{kind}-{part}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
