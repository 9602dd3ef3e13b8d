#!/usr/bin/env python3
"""Makes the files beside this one: twelve reports of ours, each in several formats. Needs LibreOffice for the files named -lo.

    python3 tests/formats/make.py

NN.txt (or NN.md)  the report as it is elsewhere in tests/
NN.docx            Word as office software writes it: automatic numbers, a table, a footer, a deleted revision, page breaks
NN-lo.docx         LibreOffice: of NN.docx, or of a plain page
NN.html            one of three layouts of portals: navigation, way, fields, share buttons, related links, footer
NN-lo.html         LibreOffice's HTML of the plain text
NN.ofd             GB/T 33190: a piece of text a line, 28 characters wide, page numbers
"""
import html, pathlib, re, shutil, subprocess, tempfile, zipfile

HERE = pathlib.Path(__file__).parent
TESTS = HERE.parent
SOURCES = [
    "samples/01-hunan-joint-red-head.txt", "samples/03-wuhan-street.txt", "samples/05-neimenggu-sumu.txt", "samples/06-gansu-county.txt",
    "samples/07-anhui-county-bureau.txt", "reports/tuned/11-hebei-red-head.txt", "reports/tuned/15-jiangsu-district-bureau.txt",
    "reports/tuned/16-jiangxi-county-transport.txt", "reports/tuned/17-shandong-street.txt", "reports/tuned/20-yunnan-ethnic-township.txt",
    "reports/tuned/23-xinjiang-town.txt", "reports/tuned/65-guangxi-markdown-table.md",
]
DAY = (2026, 1, 1, 0, 0, 0)


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts:
            out.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED)


def blocks(text):
    """Paragraphs, and tables as lists of rows."""
    found = []
    for line in text.replace("\r", "").replace("\ufeff", "").split("\n"):
        line = re.sub(r"^#+\s*|^>\s*", "", line.strip(" \u3000\t")).replace("**", "")
        if re.fullmatch(r"[|\s:-]*", line):
            continue
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if found and isinstance(found[-1], list):
                found[-1].append(row)
            else:
                found.append([row])
        else:
            found.append(line)
    return found


HAN = "一二三四五六七八九十"


def said(number):
    return HAN[number - 1] if number <= 10 else "十" + HAN[number - 11] if number < 20 else HAN[number // 10 - 1] + "十" + (HAN[number % 10 - 1] if number % 10 else "")


def numbered(line, counts):
    """The level and the words of a line whose number Word would write by itself; None where it would write another."""
    for level, (pattern, form) in enumerate([(r"([一二三四五六七八九十]+)、", said), (r"（([一二三四五六七八九十]+)）", said), (r"(\d{1,2})\.(?!\d)", str)]):
        match = re.match(pattern, line)
        if match and match.group(1) == form(counts[level] + 1):
            counts[level] += 1
            counts[level + 1:] = [0] * (2 - level)
            return level, line[match.end():]
    return None


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(words, extra=""):
    # Word tears words apart where spelling was checked.
    half = len(words) // 2
    parts = [words[:half], words[half:]] if len(words) > 20 else [words]
    return "".join(f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{extra if at == 1 else ""}<w:t xml:space="preserve">{html.escape(part)}</w:t></w:r>' for at, part in enumerate(parts))


def paragraph(words, level=None, breaks=False):
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level else '<w:pStyle w:val="Part"/>' if level == 0 else ""
    return f'<w:p><w:pPr>{number}</w:pPr>{run(words, "<w:lastRenderedPageBreak/>" if breaks else "")}</w:p>'


def docx(path, text, automatic=True):
    counts, body, size = [0, 0, 0], [], 0
    for block in blocks(text):
        if isinstance(block, list):
            rows = "".join("<w:tr>" + "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>" for row in block)
            body.append(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
            continue
        size += len(block)
        breaks = size > 600 and len(block) > 40
        size = 0 if breaks else size
        found = numbered(block, counts) if automatic else None
        body.append(paragraph(found[1], found[0], breaks) if found else paragraph(block, None, breaks))
    gone = '<w:p><w:del w:id="9" w:author="x"><w:r><w:delText>本段已删去，提到《中华人民共和国合同法》。</w:delText></w:r></w:del></w:p>'
    if automatic:
        body.insert(len(body) // 2, gone)
    document = f'{HEADER}<w:document {W}><w:body>{"".join(body)}<w:sectPr><w:footerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>'
    level = lambda at, form, words: f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"<w:pStyle w:val=" + chr(34) + "Part" + chr(34) + "/>" if at == 0 else ""}<w:suff w:val="nothing"/><w:lvlText w:val="{words}"/></w:lvl>'
    levels = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    numbering = f'{HEADER}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    styles = f'{HEADER}<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Part"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    footer = f'{HEADER}<w:ftr {W}><w:p><w:r><w:t>— </w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1 —</w:t></w:r></w:p></w:ftr>'
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rel = lambda id, kind, target: f'<Relationship Id="{id}" Type="{base}/{kind}" Target="{target}"/>'
    rels = lambda *all: f'{HEADER}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(all)}</Relationships>'
    ml = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{ml}.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="{ml}.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="{ml}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="{ml}.footer+xml"/></Types>'
    pack(path, [
        ("[Content_Types].xml", types), ("_rels/.rels", rels(rel("rId1", "officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", rels(rel("rId1", "numbering", "numbering.xml"), rel("rId2", "styles", "styles.xml"), rel("rId3", "footer", "footer1.xml"))),
        ("word/document.xml", document), ("word/numbering.xml", numbering), ("word/styles.xml", styles), ("word/footer1.xml", footer),
    ])


def plain(text, indent="&emsp;&emsp;"):
    out = []
    for block in blocks(text):
        if isinstance(block, list):
            out.append("<table border=1><tbody>" + "".join("<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>\n" for row in block) + "</tbody></table>")
        else:
            out.append(f"<p>{indent}{html.escape(block)}</p>")
    return "\n".join(out)


LINKS = "".join(f'<li><a href="/art/{n}.html">关于做好第{n}号重点工作安排部署和督查落实情况的通知公告</a><span>2024-01-{n:02}</span></li>' for n in range(1, 13))
MENU = "".join(f'<a href="/{n}">{n}</a>' for n in ["网站首页", "政务公开", "政务服务", "互动交流", "走进本地", "数据开放"])


def portal_a(title, body):
    """A provincial CMS: TRS_Editor, the way, share buttons, two columns."""
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}_政府门户网站</title><meta name="ArticleTitle" content="{title}">
<meta name="ColumnName" content="法治政府建设"><script>var a = "<p>脚本里的字，不是正文。</p>";</script><style>p{{color:red}}</style></head><body>
<div class="header"><div class="logo">政府门户网站</div><div class="nav">{MENU}</div></div>
<div class="BreadcrumbNav">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/fz">法治政府建设</a></div>
<div class="wrap"><div class="left"><h1 class="article-title">{title}</h1>
<div class="share bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="TRS_Editor"><div class="Custom_UnionStyle">
{body}
</div></div><div class="fontsize">字体：<a>大</a> <a>中</a> <a>小</a> <a href="javascript:window.print()">打印</a></div>
<div class="related"><h3>相关链接</h3><ul>{LINKS}</ul></div></div><div class="right"><h3>热点信息</h3><ul>{LINKS}</ul></div></div>
<div class="footer"><p>主办：人民政府办公室　承办：大数据中心　ICP备12345678号-1　公安备案11000002000001号</p><p>网站标识码：1100000001　地址：人民路1号，邮政编码：100000，联系我们，网站地图。</p></div></body></html>"""


def portal_b(title, body):
    """A county's site of tables, as they were built in 2008: layout by tables, br between paragraphs, no class that helps; GBK."""
    lines = re.sub(r"</p>\n<p>", "<br>\n<br>\n", body)
    lines = re.sub(r"</?p>", "", lines)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head><body bgcolor=#ffffff>
<table width=1000 align=center><tr><td>{MENU}</td></tr><tr><td height=30>您现在的位置：<a href=/>首页</a> &gt;&gt; 公示公告</td></tr></table>
<table width=1000 align=center><tr><td width=220 valign=top><table>{"".join("<tr><td>·<a href=/x%d.asp>%s</a></td></tr>" % (n, "各部门工作动态和政策解读栏目") for n in range(14))}</table></td>
<td valign=top><table width=760><tr><td align=center><font size=5><b>{title}</b></font></td></tr><tr><td><div>
{lines}
</div></td></tr><tr><td align=right>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</td></tr><tr><td>上一篇：<a href=/1>关于召开全体会议的通知</a><br>下一篇：<a href=/2>没有了</a></td></tr></table></td></tr></table>
<table width=1000 align=center><tr><td align=center>版权所有：人民政府　技术支持：信息中心</td></tr></table></body></html>"""


def portal_c(title, body):
    """A disclosure page of 2023: fields in a table, UCAP-CONTENT, custom elements."""
    return f"""<!doctype html>
<html><head><meta charset="UTF-8"><meta name="SiteIDCode" content="1100000001"><meta name="ColumnType" content="政策文件"><title>{title} - 政务公开</title></head>
<body><header><nav>{MENU}</nav></header><main class="container"><ol class="breadcrumb"><li><a href="/">首页</a></li><li><a href="/xxgk">政务公开</a></li></ol>
<div class="xxgk-box"><table class="xxgk-table"><tr><td>索 引 号：</td><td>000014349/2024-00017</td><td>主题分类：</td><td>司法</td></tr><tr><th>公开方式：</th><td>主动公开</td><th>有 效 性：</th><td>有效</td></tr></table></div>
<ucaptitle><h2 class="title">{title}</h2></ucaptitle>
<div class="pages_content" id="UCAP-CONTENT"><ucapcontent>
{body}
</ucapcontent></div><section class="share-bar"><button>收藏</button><span>扫一扫在手机打开当前页</span><img src="q.png" alt="二维码"></section></main>
<aside class="sidebar"><ul>{LINKS}</ul></aside><footer><p>版权所有　京ICP备05070218号，未经书面授权，不得转载、摘编，违者依法追究责任。</p></footer><script src="a.js"></script></body></html>"""


def title_of(text):
    """The title as a portal has it: on one line."""
    # A title that is set wide over two lines is one without gaps.
    lines = [re.sub(r"(?<=\S) (?=\S)", "", block) for block in blocks(text) if isinstance(block, str) and block]
    for at, line in enumerate(lines):
        if re.search(r"(报告|总结|汇报)$", line) and len(line) <= 40:
            return line if "法治" in line else lines[at - 1] + line
    raise ValueError("no title")


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(path, text):
    pages, page = [], []
    lines = []
    for block in blocks(text):
        if isinstance(block, list):
            lines += [[(26 + 50 * at, cell) for at, cell in enumerate(row)] for row in block]
            continue
        if len(block) <= 40 and re.search("(报告|总结|汇报)$", block):
            # A title stands in the middle, a long one over two lines.
            half = block.find("法治") if len(block) > 26 else 0
            lines += [[(26 + 2.8 * (28 - len(part)), part)] for part in (block[:half], block[half:]) if part]
            continue
        words = "　　" + block if len(block) > 30 or re.match("[（一二三四五六七八九十0-9]", block) else block
        while words:
            bare = words.lstrip("　")
            take = 28 - (len(words) - len(bare))
            lines.append([(26 + 5.6 * (len(words) - len(bare)), bare[:take])])
            words = bare[take:]
    for line in lines:
        page.append(line)
        if len(page) == 22:
            pages.append(page)
            page = []
    pages += [page] if page else []
    parts = [("OFD.xml", f'{HEADER}<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>')]
    listed = "".join(f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    parts.append(("Doc_0/Document.xml", f'{HEADER}<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'))
    for at, page in enumerate(pages):
        objects = []
        for row, line in enumerate(page + [[(100, f"— {at + 1} —")]]):
            y = 37 + row * 10 if row < len(page) else 275
            for x, words in line:
                delta = f"g {len(words) - 1} 5.6" if len(words) > 1 else ""
                objects.append(f'<ofd:TextObject ID="{1000 + row}" Boundary="{x:.1f} {y} {len(words) * 5.6:.1f} 7" Font="1" Size="5.6"><ofd:TextCode X="0" Y="5" DeltaX="{delta}">{html.escape(words)}</ofd:TextCode></ofd:TextObject>')
        parts.append((f"Doc_0/Pages/Page_{at}/Content.xml", f'{HEADER}<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="9" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'))
    pack(path, parts)


def office(path, kind, folder, filter=None):
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder)] + ([f"--infilter={filter}"] if filter else []) + [str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for number, source in enumerate(SOURCES, 1):
            source = TESTS / source
            name, text = f"{number:02}", source.read_text("utf-8")
            shutil.copy(source, HERE / (name + source.suffix))
            docx(HERE / f"{name}.docx", text)
            page = [portal_a, portal_b, portal_c][number % 3](title_of(text), plain(text))
            (HERE / f"{name}.html").write_bytes(page.encode("gb18030" if number % 3 == 1 else "utf-8"))
            ofd(HERE / f"{name}.ofd", text)
            docx(scratch / f"{name}-lo.docx", text, automatic=False)
            office(scratch / f"{name}-lo.docx", "html", HERE)
            if number <= 6:
                shutil.copy(HERE / f"{name}.docx", scratch / f"{name}-lo.docx")
                (scratch / "out").mkdir(exist_ok=True)
                office(scratch / f"{name}-lo.docx", "docx:MS Word 2007 XML", scratch / "out")
                shutil.copy(scratch / "out" / f"{name}-lo.docx", HERE)
            else:
                (scratch / f"{name}-lo.html").write_text(f"<html><meta charset=utf-8><body>{plain(text, '')}</body></html>", "utf-8")
                office(scratch / f"{name}-lo.html", "docx:MS Word 2007 XML", HERE, "HTML (StarWriter)")


if __name__ == "__main__":
    main()
