#!/usr/bin/env python3
"""Makes the workbooks in this folder, with two producers that people use.

    apt-get install libreoffice-calc && pip install openpyxl
    python3 tests/formats/make_sheet.py

`towns` is what a county compiles: towns against indicators, over two rows of heads with merged cells, shares, dates, sums by formula, a second
sheet, an empty one and a hidden one. `own` is a town's report of its own as a workbook: its head, some sentences, and its figures in the long
form over two sheets. `NAME.op.xlsx` is from openpyxl, `NAME.lo.xlsx` is the same saved by LibreOffice Calc, which works out the formulas.
The tests read what lies here; they do not run this script.
"""
import datetime
import pathlib
import subprocess
import tempfile
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Alignment

HERE = pathlib.Path(__file__).parent
DAY = datetime.datetime(2024, 1, 10)
TOWNS = [
    ("新集镇", 526, 0.991, 1250, 3.5, datetime.date(2024, 1, 8)), ("沙窝镇", 310, 0.985, 980, 2.25, datetime.date(2024, 1, 5)),
    ("陡山河乡", 88, 1, 1430, 0.8, datetime.date(2023, 12, 29)),
]


def set_rows(sheet, rows, start=1):
    for at, row in enumerate(rows, start):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(at, column, value)


def towns():
    book = Workbook()
    sheet = book.active
    sheet.title = "各乡镇指标"
    sheet["A1"] = "新县人民政府关于2023年度各乡镇法治政府建设主要指标情况的通报"
    sheet.merge_cells("A1:F1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"], sheet["B2"], sheet["D2"], sheet["F2"] = "乡镇", "矛盾纠纷", "普法宣传", "报送日期"
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = "排查数（件）", "化解率", "发放资料（份）", "经费（万元）"
    for merged in ["A2:A3", "B2:C2", "D2:E2", "F2:F3"]:
        sheet.merge_cells(merged)
    set_rows(sheet, TOWNS, 4)
    last = 3 + len(TOWNS)
    set_rows(sheet, [("合计", f"=SUM(B4:B{last})", f"=SUMPRODUCT(B4:B{last},C4:C{last})/B{last + 1}", f"=SUM(D4:D{last})", f"=SUM(E4:E{last})")], last + 1)
    for row in range(4, last + 2):
        sheet.cell(row, 3).number_format = "0.0%"
        sheet.cell(row, 4).number_format = "#,##0"
        sheet.cell(row, 5).number_format = "0.00"
        sheet.cell(row, 6).number_format = 'yyyy"年"m"月"d"日"'
    more = book.create_sheet("片区")
    set_rows(more, [("片区", "乡镇", "开展执法巡查", "上报时间"), ("北片", "新集镇", 58, datetime.date(2023, 12, 1)), (None, "沙窝镇", 41, datetime.date(2023, 12, 1)), ("南片", "陡山河乡", 17, datetime.date(2023, 11, 1))])
    more.merge_cells("A2:A3")
    for row in range(2, 5):
        more.cell(row, 3).number_format = '0"次"'
        more.cell(row, 4).number_format = 'yyyy"年"m"月"'
    book.create_sheet("空表")
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "底稿：上年同期数"
    hidden.sheet_state = "hidden"
    return book


def own():
    book = Workbook()
    sheet = book.active
    sheet.title = "报告"
    head = [
        "新集镇人民政府关于2023年度法治政府建设情况的报告", "新县人民政府：",
        "2023年，新集镇深入学习贯彻习近平法治思想，认真落实《法治政府建设实施纲要（2021—2025年）》，现将有关情况报告如下。", "一、主要数据",
    ]
    for row, words in enumerate(head, 1):
        sheet.cell(row, 1, words)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
    rows = [
        ("类别", "指标", "单位", "数量"), ("行政执法", "开展执法巡查", "次", 58), (None, "行政处罚案件", "件", 12), ("纠纷化解", "排查矛盾纠纷", "件", 1526),
        (None, "矛盾纠纷化解率", "%", 98.5), ("普法宣传", "发放宣传资料", "份", 12500),
    ]
    set_rows(sheet, rows, 5)
    sheet.merge_cells("A6:A7")
    sheet.merge_cells("A8:A9")
    sheet["D10"].number_format = "#,##0"
    sheet["A12"], sheet["A13"] = "新集镇人民政府", DAY.date()
    sheet["A13"].number_format = 'yyyy"年"m"月"d"日"'
    more = book.create_sheet("附表")
    set_rows(more, [("指标", "数量"), ("信访事项办结率", 0.973), ("法治讲座", 6), ("培训经费", 23500)])
    more["B2"].number_format, more["B3"].number_format, more["B4"].number_format = "0.0%", '0"场"', '0.00,"千元"'
    return book


def same_bytes(path):
    """The same archive, with the day fixed on which its parts were written."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts:
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def main():
    for name, book in [("towns", towns()), ("own", own())]:
        book.properties.created = book.properties.modified = DAY
        path = HERE / f"{name}.op.xlsx"
        book.save(path)
        with tempfile.TemporaryDirectory() as scratch:
            made = pathlib.Path(scratch) / f"{name}.lo.xlsx"
            made.write_bytes(path.read_bytes())
            command = ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(HERE), str(made)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        same_bytes(path)
        same_bytes(HERE / f"{name}.lo.xlsx")


if __name__ == "__main__":
    main()
