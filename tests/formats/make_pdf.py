#!/usr/bin/env python3
"""Makes the PDFs in this folder from the texts of `tests/samples` and `tests/reports/tuned`, with two producers that people use.

    apt-get install libreoffice-writer-nogui fonts-noto-cjk fonts-arphic-uming fonts-wqy-zenhei && pip install reportlab
    python3 tests/formats/make_pdf.py

`NN-name.lo.pdf` is from LibreOffice Writer (fonts embedded as TrueType or CFF, ToUnicode), `NN-name.rl.pdf` from ReportLab: half of them with a
font that is not embedded (STSong-Light, UniGB-UCS2-H), half with an embedded subset. Pages carry numbers, some a running head.
The tests read what lies here; they do not run this script.
"""
import html
import pathlib
import subprocess
import tempfile

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

HERE = pathlib.Path(__file__).parent
TEXTS = [
    "samples/01-hunan-joint-red-head.txt", "samples/03-wuhan-street.txt", "samples/05-neimenggu-sumu.txt", "samples/06-gansu-county.txt",
    "samples/07-anhui-county-bureau.txt", "reports/tuned/11-hebei-red-head.txt", "reports/tuned/14-neimenggu-sumu.txt",
    "reports/tuned/16-jiangxi-county-transport.txt", "reports/tuned/18-guangdong-county-city.txt", "reports/tuned/22-ningxia-table.txt",
    "reports/tuned/23-xinjiang-town.txt", "reports/tuned/25-qinghai-district.txt",
]
# Rows of the one table: a line with two words where the text has them in rows.
TABLE = "22-ningxia-table"


def lines(path):
    return (HERE.parent / path).read_text(encoding="utf-8-sig").splitlines()


def is_row(path, line):
    parts = line.split(" ")
    return TABLE in path and len(parts) == 2 and (parts[1].replace(".", "").isdigit() or line == "项目 数量")


def is_title(line):
    return line.strip().endswith("报告") and len(line.strip()) < 45


def writer_xml(path, font, head):
    """A flat document of Writer: one paragraph a line, a centred title, a table of the rows, page numbers."""
    body, rows = [], []

    def flush():
        if rows:
            cells = "".join("<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p text:style-name="Cell">{html.escape(c)}</text:p></table:table-cell>' for c in row) + "</table:table-row>" for row in rows)
            body.append(f'<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>{cells}</table:table>')
            rows.clear()

    for line in lines(path):
        if is_row(path, line):
            rows.append(line.split(" "))
            continue
        flush()
        text = line.strip()
        style = "Head" if is_title(line) else "Plain" if not text.endswith(("。", "；", "，")) else "Body"
        spaced = html.escape(text).replace("  ", '<text:s text:c="2"/>')
        body.append(f'<text:p text:style-name="{style}">{spaced}</text:p>')
    flush()
    running = f'<style:header><text:p text:style-name="Foot">{html.escape(head)}</text:p></style:header>' if head else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="150%"/>
<style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="14pt" style:font-size-asian="14pt" fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/></style:default-style>
<style:style style:name="Plain" style:family="paragraph"/>
<style:style style:name="Cell" style:family="paragraph"/>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-indent="28pt" fo:text-align="justify"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="20pt" style:font-size-asian="20pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="10pt" style:font-size-asian="10pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.6cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.6cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">{running}<style:footer><text:p text:style-name="Foot">— <text:page-number text:select-page="current"/> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>"""


def with_writer(place, path):
    name = pathlib.Path(path).stem
    font = ["AR PL UMing CN", "Noto Serif CJK SC", "WenQuanYi Zen Hei"][place % 3]
    head = next((line.strip() for line in lines(path) if is_title(line)), "") if place % 4 == 1 else ""
    options = ["", ':{"SelectPdfVersion":{"type":"long","value":"1"}}', ':{"UseTaggedPDF":{"type":"boolean","value":"true"}}'][place % 3]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{name}.fodt"
        source.write_text(writer_xml(path, font, head), encoding="utf-8")
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", f"pdf:writer_pdf_Export{options}", "--outdir", folder, str(source)], check=True, capture_output=True, timeout=300)
        (HERE / f"{name}.lo.pdf").write_bytes((pathlib.Path(folder) / f"{name}.pdf").read_bytes())


def with_reportlab(place, path):
    name = pathlib.Path(path).stem
    font = "STSong-Light" if place % 2 == 0 else "ZenHei"
    plain = ParagraphStyle("plain", fontName=font, fontSize=14, leading=24, wordWrap="CJK")
    body = ParagraphStyle("body", parent=plain, firstLineIndent=28)
    title = ParagraphStyle("title", parent=plain, fontSize=20, leading=32, alignment=TA_CENTER)
    flow, rows = [], []
    for line in lines(path) + [""]:
        if is_row(path, line):
            rows.append(line.split(" "))
            continue
        if rows:
            flow.append(Table(rows, colWidths=[240, 160], style=[("FONT", (0, 0), (-1, -1), font, 12), ("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            rows = []
        text = line.strip()
        style = title if is_title(line) else body if text.endswith(("。", "；", "，")) else plain
        flow.append(Paragraph(html.escape(text).replace("  ", "&nbsp;&nbsp;"), style) if text else Spacer(1, 24))

    def foot(canvas, document):
        canvas.setFont(font, 10)
        canvas.drawCentredString(A4[0] / 2, 40, f"- {document.page} -")
        if place % 4 == 1:
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, next((line.strip() for line in lines(path) if is_title(line)), ""))

    SimpleDocTemplate(str(HERE / f"{name}.rl.pdf"), pagesize=A4, invariant=1).build(flow, onFirstPage=foot, onLaterPages=foot)


def main():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("ZenHei", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", subfontIndex=0))
    for place, path in enumerate(TEXTS):
        with_reportlab(place, path)
        with_writer(place, path)


if __name__ == "__main__":
    main()
