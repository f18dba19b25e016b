#!/usr/bin/env python3
"""Writes the sample's forms: small Word files, blank and filled in, that guides offer for download.

    python3 tests/sample/make_forms.py content/guides/表格

The same input gives the same bytes: no times, no names of a program or a person go in. Whoever is
named in a filled-in sample is made up and says so."""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
BORDER = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

# Each form: title, rows (label, what the sample says), what is promised, and who signs.
FORMS = {
    "独生子女父母光荣证补办申请表": (
        [
            ("父亲姓名", "张示例"),
            ("母亲姓名", "李示例"),
            ("子女姓名", "张小例"),
            ("子女出生日期", "1998年5月"),
            ("原证件发证单位", "示例单位计划生育办公室"),
            ("原证件编号（记得的填）", "不记得"),
            ("补办原因", "搬家时遗失"),
            ("户口所在街道", "示例街道"),
            ("联系电话", "示例"),
        ],
        "以上填写属实，原证件找到后交回。",
        ["父亲签名：", "母亲签名：", "日期："],
    ),
    "家庭经济状况申报表": (
        [
            ("申请人姓名", "王示例"),
            ("家庭人口", "3人"),
            ("户口所在街道、社区", "示例街道示例社区"),
            ("每月工资和养老金（全家合计）", "2100元"),
            ("每月其他收入（租金、赡养费等）", "没有"),
            ("银行存款", "4000元"),
            ("房屋", "承租公房一间，18平方米"),
            ("车辆", "没有"),
            ("重病或残疾的家庭成员", "1人，残疾二级"),
            ("每月必要的医疗、教育支出", "600元"),
        ],
        "以上为全部收入和财产，同意有关部门核对。",
        ["申请人签名：", "日期："],
    ),
}


def paragraph(text, size=24, bold=False, middle=False):
    centred = '<w:jc w:val="center"/>' if middle else ""
    look = f'<w:pPr><w:spacing w:before="60" w:after="60"/>{centred}</w:pPr>'
    run = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    return f'<w:p>{look}<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(text, width):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(text)}</w:tc>'


def document(title, rows, promise, signs, filled):
    body = [paragraph(title, 36, True, True)]
    body.append(paragraph("示例：姓名和内容都是编的。" if filled else "用黑色笔填写，没有的写“没有”。", 20))
    body.append(f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{BORDER}</w:tblBorders></w:tblPr>')
    body.append('<w:tblGrid><w:gridCol w:w="3600"/><w:gridCol w:w="5400"/></w:tblGrid>')
    for label, said in rows:
        body.append(f"<w:tr>{cell(label, 3600)}{cell(said if filled else '', 5400)}</w:tr>")
    body.append("</w:tbl>")
    body.append(paragraph(promise))
    body.extend(paragraph(sign + ("（本人签）" if filled and "签名" in sign else "")) for sign in signs)
    body.append('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>')
    inside = "".join(body)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{inside}</w:body></w:document>'


def write(path, text):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", text)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for title, (rows, promise, signs) in FORMS.items():
        for kind, filled in (("空表", False), ("样表", True)):
            write(folder / f"{title}（{kind}）.docx", document(title, rows, promise, signs, filled))


if __name__ == "__main__":
    main()
