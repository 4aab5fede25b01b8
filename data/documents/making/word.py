"""Committee papers as Word documents (python-docx), printed to PDF by LibreOffice Writer."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from making.grids import RETYPESET, Block, read_words
from making.office import print_office


def make_paper(name: str, title: str, source: str, target: Path, *, numbered: bool = False) -> None:
    """words/<name>.md -> `target`. `numbered`: green headings and facts in a box, as one council sets its papers;
    else bold headings and underlined sub-headings, as another does."""
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.paragraph_format.space_after = Pt(7)
    paper.sections[0].page_width, paper.sections[0].page_height = Mm(210), Mm(297)
    paper.core_properties.title, paper.core_properties.author = title, "Scrutineer contributors"
    blocks = read_words(name)
    facts = [block for block in blocks if block.kind == "fact"]
    for block in blocks:
        if block is facts[0]:
            add_facts(paper, facts, boxed=numbered)
        if block.kind != "fact":
            add_block(paper, block, green=numbered)
    foot = paper.sections[0].footer.paragraphs[0]
    foot.text = RETYPESET.format(source=source) + "  Page "
    add_field(foot, "PAGE")
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in foot.runs:
        run.font.size = Pt(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        paper.save(str(path))
        print_office(path, target)


def add_facts(paper: Paper, facts: list[Block], *, boxed: bool) -> None:
    """Meeting, date and report as a table of two columns, with rules or without."""
    table = paper.add_table(rows=0, cols=2)
    if boxed:
        table.style = "Table Grid"
    for fact in facts:
        label, text = table.add_row().cells
        label.paragraphs[0].add_run(f"{fact.label}:").bold = True
        text.paragraphs[0].add_run(fact.text)
    paper.add_paragraph()


def add_block(paper: Paper, block: Block, *, green: bool) -> None:
    """One heading, paragraph or list item."""
    if block.kind == "item":
        paper.add_paragraph(block.text, style="List Bullet")
        return
    lead = f"{block.label}\t" if block.label else ""
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(lead + block.text)
    if block.kind in ("title", "heading"):
        run.bold, run.font.size = True, Pt(15 if block.kind == "title" else 12)
        paragraph.paragraph_format.keep_with_next = True
        if green:
            run.font.color.rgb = RGBColor(0x1E, 0x6B, 0x52)
    elif block.kind == "subheading":
        run.underline = True
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = True
    elif block.label:
        paragraph.paragraph_format.left_indent = Pt(56 if block.kind == "letter" else 28)
        paragraph.paragraph_format.first_line_indent = Pt(-28)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out itself, such as the page's number."""
    run = paragraph.add_run()
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.text = code
            run._r.append(text)
