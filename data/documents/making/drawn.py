"""Pages drawn by ReportLab: a scorecard with turned headings and drawn arrows, and a table without rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from making.grids import INVENTED, RETYPESET, read_grid, read_words

FONTS = Path("/usr/share/fonts/truetype/liberation")
NAVY, GREEN, RED = HexColor("#1F497D"), HexColor("#00B050"), HexColor("#FF0000")
SCORECARD_WIDTHS = (30, 132, 24, 132, *[37] * 6, 34, 34, 28, 36, 36, 36, 32, 36, 30, 30, 30, 200)
TURNED_HEADINGS = (0, *range(4, 21))


def load_fonts() -> None:
    """Liberation Sans under the names Sans and Sans-Bold, its letters embedded: every reader then shows the same."""
    registerFont(TTFont("Sans", FONTS / "LiberationSans-Regular.ttf"))
    registerFont(TTFont("Sans-Bold", FONTS / "LiberationSans-Bold.ttf"))


class Turned(Flowable):
    """A line of text that reads upwards."""

    def __init__(self, text: str, *, bold: bool = False, colour: object = black, size: float = 7) -> None:
        super().__init__()
        self.text, self.font, self.colour, self.size = text, "Sans-Bold" if bold else "Sans", colour, size

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.size, stringWidth(self.text, self.font, self.size)

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont(self.font, self.size)
        self.canv.setFillColor(self.colour)
        self.canv.drawString(0, -self.size + 1, self.text)


class Arrow(Flowable):
    """A triangle that points up or down: a drawing, with no letter in it."""

    def __init__(self, up: bool) -> None:
        super().__init__()
        self.up = up

    def wrap(self, *_: float) -> tuple[float, float]:
        return 8, 8

    def draw(self) -> None:
        path = self.canv.beginPath()
        base, tip = (0, 8) if self.up else (8, 0)
        path.moveTo(0, base)
        path.lineTo(8, base)
        path.lineTo(4, tip)
        path.close()
        self.canv.setFillColor(black)
        self.canv.drawPath(path, stroke=0, fill=1)


def make_scorecard(name: str, title: str, source: str, pages: Sequence[tuple[str, str]], target: Path) -> None:
    """One A3 page for each of `pages` (heading, figures/<name>--<figures>.csv) and words/<name>.md on a last."""
    load_fonts()
    small = ParagraphStyle("small", fontName="Sans", fontSize=7, leading=8.4)
    bold = ParagraphStyle("bold", parent=small, fontName="Sans-Bold")
    big = ParagraphStyle("big", fontName="Sans-Bold", fontSize=15, leading=20)
    plain = ParagraphStyle("plain", fontName="Sans", fontSize=11, leading=15, spaceAfter=8)
    story: list[Flowable] = []
    for heading, figures in pages:
        grid = read_grid(f"{name}--{figures}")
        story += [Paragraph(escape(f"{title}: {heading}"), big), Spacer(1, 6)]
        rows = [heading_row(grid[0]), *(body_row(row, small, bold) for row in grid[1:])]
        story += [scorecard_table(rows), PageBreak()]
    styles = {"title": big, "heading": ParagraphStyle("heading", parent=plain, fontName="Sans-Bold")}
    story += [Paragraph(escape(block.text), styles.get(block.kind, plain)) for block in read_words(name)]
    foot = RETYPESET.format(source=source)
    build(story, target, landscape(A3), title, lambda canvas: draw_foot(canvas, foot, landscape(A3)))


def heading_row(texts: list[str]) -> list[object]:
    """Months, benchmarks and targets turned upright, the wordier headings level."""
    style = ParagraphStyle("head", fontName="Sans-Bold", fontSize=7, leading=8.4, textColor=white, alignment=1)
    return [
        Turned(text, bold=True, colour=white) if number in TURNED_HEADINGS else Paragraph(escape(text), style)
        for number, text in enumerate(texts)
    ]


def body_row(texts: list[str], small: ParagraphStyle, bold: ParagraphStyle) -> list[object]:
    """Reference and lead turned, wording wrapped, figures centred, an arrow drawn."""
    row: list[object] = list(texts)
    row[0], row[2] = Turned(texts[0], bold=True), Turned(texts[2], size=6)
    row[1] = Paragraph(escape(texts[1]), bold)
    row[3], row[21] = Paragraph(escape(texts[3]), small), Paragraph(escape(texts[21]), small)
    row[12] = Arrow(texts[12] == "[up]") if texts[12] else ""
    return row


def scorecard_table(rows: list[list[object]]) -> Table:
    """The rows under a navy heading, every cell ruled."""
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("BACKGROUND", (0, 0), (-1, 0), NAVY),
        ("BACKGROUND", (13, 1), (14, -1), HexColor("#F2F2F2")),
        ("FONT", (0, 1), (-1, -1), "Sans", 8),
        ("FONT", (9, 1), (9, -1), "Sans-Bold", 8),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    return Table(rows, colWidths=SCORECARD_WIDTHS, rowHeights=[84] + [58] * (len(rows) - 1), style=TableStyle(style))


def make_quarterly(name: str, council: str, title: str, target: Path) -> None:
    """An A4 page of an invented council: figures/<name>--quarters.csv without a single rule, then words/<name>.md."""
    load_fonts()
    heading = ParagraphStyle("heading", fontName="Sans-Bold", fontSize=12, leading=16, spaceBefore=10, spaceAfter=4)
    plain = ParagraphStyle("plain", fontName="Sans", fontSize=10, leading=14, spaceAfter=6)
    grid = read_grid(f"{name}--quarters")
    style = [
        ("FONT", (0, 0), (-1, -1), "Sans", 9),
        ("FONT", (0, 0), (-1, 0), "Sans-Bold", 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        *(("FONT", (0, r), (0, r), "Sans-Bold", 9) for r, row in enumerate(grid) if not any(row[1:])),
    ]
    story: list[Flowable] = [Paragraph(escape(title), ParagraphStyle("big", parent=heading, fontSize=16, leading=22))]
    story += [Table(grid, colWidths=[248, *[42] * 4, 48, 42, 48], style=TableStyle(style))]
    for block in read_words(name):
        story.append(Paragraph(escape(block.text), heading if block.kind == "heading" else plain))

    def frame(canvas: Canvas) -> None:
        canvas.setFillColor(RED)
        canvas.setFont("Sans-Bold", 20)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, f"{council} — INVENTED")
        draw_foot(canvas, INVENTED, A4)

    build(story, target, A4, title, frame, top=60)


def draw_foot(canvas: Canvas, text: str, size: tuple[float, float]) -> None:
    """What the page is, and its number, at its foot."""
    canvas.setFillColor(black)
    canvas.setFont("Sans", 7)
    canvas.drawString(30, 18, text)
    canvas.drawRightString(size[0] - 30, 18, f"Page {canvas.getPageNumber()}")


def build(
    story: list[Flowable],
    target: Path,
    size: tuple[float, float],
    title: str,
    on_page: Callable[[Canvas], None],
    *,
    top: float = 24,
) -> None:
    """Sets the story on pages of `size`; `on_page` draws what every page bears."""
    paper = SimpleDocTemplate(
        str(target), pagesize=size, leftMargin=20, rightMargin=20, topMargin=top, bottomMargin=34, invariant=1
    )
    paper.title, paper.author = title, "Scrutineer contributors"
    paper.build(story, onFirstPage=lambda canvas, _: on_page(canvas), onLaterPages=lambda canvas, _: on_page(canvas))
