"""Makes the one-page PDFs of tests/pages/hidden/: one for each way in which text can be hidden, or seem so.

Run it from the project's root: `.venv/bin/python tests/pages/make_hidden.py`. Each page has the sentence
'Plans rose from 42 in June to 57 in July.' and does something to the 42. Written by hand, object by object, so that
each page shows its case and nothing else; no producer's habits get between.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "hidden"
SIZE = 12
LINE = 700
"""Baseline of the sentence, in points from the foot of the page."""
WIDTHS = {" ": 600}
"""Courier: each letter is 0.6 em wide, so that every place can be computed."""
BEFORE, HIDDEN, AFTER = "Plans rose from ", "42", " in June to 57 in July."
LEFT = 72.0
X = LEFT + len(BEFORE) * 0.6 * SIZE
"""Where the 42 begins."""
WIDE = len(HIDDEN) * 0.6 * SIZE
BOX = f"{X - 1:.2f} {LINE - 3} {WIDE + 2:.2f} {SIZE + 1}"
"""Around the 42: x, y, width, height."""
SENTENCE = f"BT /F1 {SIZE} Tf {LEFT} {LINE} Td ({BEFORE}{HIDDEN}{AFTER}) Tj ET\n"
APART = (
    f"BT /F1 {SIZE} Tf {LEFT} {LINE} Td ({BEFORE}) Tj ET\nBT /F1 {SIZE} Tf {X + WIDE:.2f} {LINE} Td ({AFTER}) Tj ET\n"
)
"""The sentence without its 42."""
FIGURE = f"BT /F1 {SIZE} Tf {X:.2f} {LINE} Td ({HIDDEN}) Tj ET\n"
STATES = "/ExtGState << /Half << /ca 0.4 >> /Mul << /BM /Multiply >> >>"


def pdf(
    content: str, *, page: str = "", resources: str = STATES, objects: tuple[str, ...] = (), catalog: str = ""
) -> bytes:
    """A PDF of one page. `objects` get the numbers 6 and up; `page` and `catalog` are further entries of theirs."""
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {'' if '/MediaBox' in page else '/MediaBox [0 0 595 842]'} /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return data + f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def box(colour: str = "0 0 0", at: str = BOX) -> str:
    return f"{colour} rg {at} re f 0 0 0 rg\n"


def small_boxes() -> str:
    """The 42 under a mosaic of boxes of 2 points."""
    squares = (f"{X - 1 + column * 2:.2f} {LINE - 3 + row * 2} 2.05 2.05 re" for row in range(7) for column in range(9))
    return "0 0 0 rg " + " ".join(squares) + " f\n"


def each_box_alone() -> str:
    return small_boxes().replace(" re", " re f").removesuffix(" f\n") + "\n"


IMAGE = stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x20")
PAPER = stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\xf4")
SCAN = "q 595 0 0 842 0 0 cm /Im Do Q\n"
IN_BOX = f"q {WIDE + 2:.2f} 0 0 {SIZE + 1} {X - 1:.2f} {LINE - 3} cm /Im Do Q\n"
RECTANGLE = f"[{X - 1:.2f} {LINE - 3} {X + WIDE + 1:.2f} {LINE + SIZE - 2}]"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
IMAGES = f"{STATES} /XObject << /Im 6 0 R >>"
FORMS = f"{STATES} /XObject << /Fm 6 0 R >>"
APPEARANCE = stream(f"/Type /XObject /Subtype /Form /BBox {RECTANGLE}", box())
SQUARE = f"<< /Type /Annot /Subtype /Square /Rect {RECTANGLE} /IC [0 0 0] /F 4 /AP << /N 6 0 R >> >>"
REDACT = f"<< /Type /Annot /Subtype /Redact /Rect {RECTANGLE} /F 4 >>"
HIGHLIGHT = (
    f"<< /Type /Annot /Subtype /Highlight /Rect {RECTANGLE} /C [1 1 0] /F 4 "
    f"/QuadPoints [{X:.1f} {LINE + 10} {X + WIDE:.1f} {LINE + 10} {X:.1f} {LINE - 3} {X + WIDE:.1f} {LINE - 3}] >>"
)
LAYER = "<< /Type /OCG /Name (Draft figures) >>"
LAYERS_OFF = "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>"
SHADING = (
    f"/Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceGray /Coords [{X} 0 {X + WIDE} 0] /Extend [true true] "
    "/Function << /FunctionType 2 /Domain [0 1] /C0 [0.1] /C1 [0.3] /N 1 >> >> >>"
)

PAGES: dict[str, bytes] = {
    # the 42 cannot be seen, and that is on purpose: a mark must stand in its place
    "black_box": pdf(SENTENCE + box()),
    "grey_box": pdf(SENTENCE + box("0.6 0.6 0.6")),
    "white_box": pdf(SENTENCE + box("1 1 1")),
    "black_box_in_brackets": pdf(SENTENCE.replace("42", "\\(42\\),") + box(at=f"{X + 7:.2f} {LINE - 3} 14.6 13")),
    "many_boxes": pdf(SENTENCE + each_box_alone()),
    "image_over": pdf(SENTENCE + IN_BOX, resources=IMAGES, objects=(IMAGE,)),
    "box_in_form": pdf(SENTENCE + "/Fm Do\n", resources=FORMS, objects=(stream(FORM, box()),)),
    "text_in_form": pdf(
        APART + "/Fm Do\n" + box(),
        resources=FORMS,
        objects=(stream(FORM + "/Resources << /Font << /F1 5 0 R >> >>", FIGURE),),
    ),
    "black_multiply": pdf(SENTENCE + "/Mul gs " + box()),
    "thick_stroke": pdf(f"{SENTENCE}13 w {X - 1:.2f} {LINE + 3.5} m {X + WIDE + 1:.2f} {LINE + 3.5} l S\n"),
    "shading_over": pdf(f"{SENTENCE}q {BOX} re W n /Sh sh Q\n", resources=SHADING),
    "square_annotation": pdf(SENTENCE, page="/Annots [7 0 R]", objects=(APPEARANCE, SQUARE)),
    "redaction_not_applied": pdf(SENTENCE, page="/Annots [6 0 R]", objects=(REDACT,)),
    "black_on_black": pdf(box() + SENTENCE),
    "text_taken_away": pdf(APART + box()),
    "ocr_layer_blacked_out": pdf(SCAN + SENTENCE.replace("Td", "Td 3 Tr") + box(), resources=IMAGES, objects=(PAPER,)),
    "rounded_box": pdf(
        f"{SENTENCE}{X - 2:.2f} {LINE} m {X - 2:.2f} {LINE + 9} {X} {LINE + 11} {X + 2:.2f} {LINE + 11} c "
        f"{X + WIDE:.2f} {LINE + 11} l {X + WIDE + 3:.2f} {LINE + 4} l {X + WIDE:.2f} {LINE - 3} l {X} {LINE - 3} l f\n"
    ),
    "turned_page": pdf(SENTENCE + box(), page="/Rotate 90"),
    "offset_page": pdf(SENTENCE + box(), page="/MediaBox [-50 -60 700 900] /CropBox [20 30 595 842]"),
    # the 42 cannot be seen, and nobody was to notice: it is dropped
    "white_on_white": pdf(f"{APART}1 1 1 rg {FIGURE}"),
    "off_the_page": pdf(APART + FIGURE.replace(f"{X:.2f}", "640.00")),
    "layer_switched_off": pdf(
        f"{APART}/OC /L1 BDC {FIGURE}EMC\n",
        resources=f"{STATES} /Properties << /L1 6 0 R >>",
        objects=(LAYER,),
        catalog=LAYERS_OFF,
    ),
    "clipped_away": pdf(f"{APART}q 72 100 50 50 re W n {FIGURE}Q\n"),
    "invisible_text": pdf(APART + FIGURE.replace("Td", "Td 3 Tr")),
    "under_furniture": pdf(f"{FIGURE}0.8 0.9 1 rg 0 500 595 342 re f 0 0 0 rg {APART}"),
    # the 42 can be seen
    "highlighter": pdf(f"{SENTENCE}/Mul gs {box('1 1 0')}"),
    "see_through_box": pdf(f"{SENTENCE}/Half gs {box('1 0.8 0.8')}"),
    "highlight_annotation": pdf(SENTENCE, page="/Annots [6 0 R]", objects=(HIGHLIGHT,)),
    "ground_painted_before": pdf(box("0.2 0.2 0.6") + APART + "1 1 1 rg " + FIGURE),
    "box_clipped_away": pdf(f"{SENTENCE}q 72 100 50 50 re W n {box()}Q\n"),
    "struck_through": pdf(f"{SENTENCE}1 w {X} {LINE + 4} m {X + WIDE} {LINE + 4} l S\n"),
    "shadow_under_copy": pdf(SENTENCE + box("0.9 0.9 0.9") + FIGURE),
    "ocr_layer": pdf(SENTENCE.replace("Td", "Td 3 Tr") + SCAN, resources=IMAGES, objects=(PAPER,)),
    "turned_letters": pdf(
        "BT /F1 12 Tf 0 1 -1 0 100 500 Tm (Plans rose) Tj ET BT /F1 12 Tf 0 1 -1 0 120 500 Tm (from 42) Tj ET "
        "BT /F1 12 Tf 0 -1 1 0 140 600 Tm (to 57) Tj ET\n"
    ),
    "pill_and_dot": pdf(
        "0 0.69 0.31 rg 100 600 m 160 600 l 164 600 168 604 168 608 c 168 612 l 168 616 164 620 160 620 c 100 620 l "
        "96 620 92 616 92 612 c 92 608 l 92 604 96 600 100 600 c f\n"
        "1 0 0 rg 200 610 m 200 615.5 204.5 620 210 620 c 215.5 620 220 615.5 220 610 c 220 604.5 215.5 600 210 600 c "
        "204.5 600 200 604.5 200 610 c f\n/Half gs 0 0 1 rg 300 600 50 20 re f\n"
    ),
    "footnote_mark": pdf("BT /F1 12 Tf 72 700 Td (Plans: 42) Tj /F1 7 Tf 5 Ts (1) Tj ET\n"),
}


def main() -> None:
    """Writes every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, data in PAGES.items():
        (FOLDER / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
