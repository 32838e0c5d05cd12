"""Documents that are no table: numbered or labelled promises, each with its report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.check import check
from analysis.errors import LedgerError
from analysis.extraction import extract
from analysis.model import Place, Role
from analysis.readers import read_ledger
from analysis.readers.grid import Line
from analysis.readers.labels import answerable, bracketed
from analysis.readers.pdf import _held, _whole_lines, _without_feet, _without_running_lines
from layouts import write_docx

A = ("新建公办幼儿园10所，新增学位3,000个。", "已建成6所，新增学位1,800个。")
B = ("改造老旧小区50个。", "已开工40个，完工12个。")
C = ("建设口袋公园20个。", "建成9个。")

# what a form shows → its text, the items (task, progress), the units of the first item
FORMS: dict[str, tuple[str, list[tuple[str, str]], tuple[str, ...]]] = {
    "report on the line below": (
        f"某市2021年十件民生实事进展\n实事一：{A[0]}\n截至6月30日，{A[1]}\n实事二：{B[0]}\n截至6月30日，{B[1]}\n", [(A[0], f"截至6月30日，{A[1]}"), (B[0], f"截至6月30日，{B[1]}")], (),
    ),
    "report in the same line": (f"1.{A[0]}上半年，{A[1]}\n2．{B[0]}上半年，{B[1]}\n", [(A[0], f"上半年，{A[1]}"), (B[0], f"上半年，{B[1]}")], ()),
    "heading and labelled lines": (
        f"一、{A[0]}\n责任单位：市教育局、市财政局\n进展情况：{A[1]}\n二、{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n", [A, B], ("市教育局", "市财政局"),
    ),
    "labels in brackets in front of that of the report": (
        f"一、{A[0][:-1]}（责任单位：市教育局；配合单位：各县（市、区）政府）。进展：{A[1]}\n"
        f"二、{B[0][:-1]}（责任单位：市住建局）。进展：{B[1]}\n",
        [(A[0][:-1], A[1]), (B[0][:-1], B[1])],
        ("市教育局", "各县（市、区）政府"),
    ),
    "a unit and its person behind one label": (
        f"1. {A[0]}\n责任：市教育局 龚志伟\n进度：{A[1]}\n2. {B[0]}\n责任：市住建局 翁建国\n进度：{B[1]}\n", [A, B], ("市教育局",),
    ),
    "labels behind marks, without a colon": (
        f"任务一：学位建设\n◆ 年度任务 {A[0]}\n◆ 牵头单位 市教育局  ◆ 配合单位 市财政局\n◆ 工作进展 {A[1]}\n"
        f"任务二：老旧小区\n◆ 年度任务 {B[0]}\n◆ 牵头单位 市住建局  ◆ 配合单位 市财政局\n◆ 工作进展 {B[1]}\n",
        [(f"学位建设\n{A[0]}", A[1]), (f"老旧小区\n{B[0]}", B[1])],
        ("市教育局", "市财政局"),
    ),
    "units by the shortest label": (
        f"一、学位\n【目标】{A[0]}\n【完成】{A[1]}\n【单位】市教育局、市财政局\n二、住房\n【目标】{B[0]}\n【完成】{B[1]}\n【单位】市住建局\n",
        [(f"学位\n{A[0]}", A[1]), (f"住房\n{B[0]}", B[1])],
        ("市教育局", "市财政局"),
    ),
    "units in front of the dash": (
        f"1、{A[0][:-1]}（市教育局、市财政局）——{A[1]}\n2、{B[0][:-1]}（市住建局）——{B[1]}\n3、{C[0][:-1]}（市城管局）——{C[1]}\n",
        [(A[0][:-1], A[1]), (B[0][:-1], B[1]), (C[0][:-1], C[1])],
        ("市教育局", "市财政局"),
    ),
    "a bar behind the number": (
        f"实事1｜增加学位\n年度目标是{A[0]}目前，{A[1]}\n实事2｜改造小区\n年度目标是{B[0]}目前，{B[1]}\n",
        [(f"增加学位\n年度目标是{A[0]}", f"目前，{A[1]}"), (f"改造小区\n年度目标是{B[0]}", f"目前，{B[1]}")],
        (),
    ),
    "what comes next by another name": (
        f"1. {A[0]}\n进展：{A[1]}\n下步安排：年底前全面完成。\n2. {B[0]}\n进展：{B[1]}\n下步安排：抓紧扫尾。\n", [A, B], (),
    ),
    "a speech": (
        "第一件事，改造提升农村公路120公里。现在，121公里农村公路已经全部通车。\n第二件事，建设3个服务综合体。三个综合体中，两个已经开门迎客。\n",
        [("改造提升农村公路120公里。", "现在，121公里农村公路已经全部通车。"), ("建设3个服务综合体。", "三个综合体中，两个已经开门迎客。")],
        (),
    ),
    "a promise of the whole year above its report": (
        f"1、住房工程。全年完成改造620套。\n截至9月底，{B[1]}\n2、学位工程。{A[0]}\n截至9月底，{A[1]}\n",
        [("住房工程。全年完成改造620套。", f"截至9月底，{B[1]}"), (f"学位工程。{A[0]}", f"截至9月底，{A[1]}")],
        (),
    ),
    "who leads is said first": (
        f"1、由市教育局牵头，{A[0]}截至9月底，{A[1]}\n2、由市住建局牵头，{B[0]}截至9月底，{B[1]}\n",
        [(f"由市教育局牵头，{A[0]}", f"截至9月底，{A[1]}"), (f"由市住建局牵头，{B[0]}", f"截至9月底，{B[1]}")],
        ("市教育局",),
    ),
    "the editor in front of it all": (
        f"本报讯\n2024年9月20日　来源：湾口日报　责任编辑：慕容\n某区民生实事\n①学位\n{A[0]}截至目前，{A[1]}\n②住房\n{B[0]}截至目前，{B[1]}\n（责编：慕容）\n",
        [(f"学位\n{A[0]}", f"截至目前，{A[1]}"), (f"住房\n{B[0]}", f"截至目前，{B[1]}")],
        (),
    ),
    "a name, a promise and a report": (
        "1.优化午休条件。为21所小学更换课桌椅9600套。9600套课桌椅已安装到位。\n2.种植行道树。补植行道树3.2万株。春季补植完成2.1万株。\n3.设立急救站。在两镇设站。马迹站正在装修。\n",
        [
            ("优化午休条件。为21所小学更换课桌椅9600套。", "9600套课桌椅已安装到位。"),
            ("种植行道树。补植行道树3.2万株。", "春季补植完成2.1万株。"),
            ("设立急救站。在两镇设站。", "马迹站正在装修。"),
        ],
        (),
    ),
    "problems and plans with numbers alike": (
        f"一、进展情况\n（一）{A[0]}目前，{A[1]}\n（二）{B[0]}目前，{B[1]}\n（三）{C[0]}目前，{C[1]}\n二、存在的主要问题\n（一）手续办理较慢。目前，部分项目晚开工。\n三、下一步工作打算\n（一）强化调度。坚持一月一通报。\n",
        [(A[0], f"目前，{A[1]}"), (B[0], f"目前，{B[1]}"), (C[0], f"目前，{C[1]}")],
        (),
    ),
    "work to come, in paragraphs that name offices": (
        f"二、项目进展\n（一）强教\n目标任务：{A[0]}\n责任单位：市教育局\n进展情况：{A[1]}\n（二）安居\n目标任务：{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n三、下一步工作\n（一）强化调度\n坚持周调度，确保12月底前全部完成。\n（二）强化保障\n责任单位：市财政局。统筹资金2.8亿元，优先保障用地320亩。\n",
        [(f"强教\n{A[0]}", A[1]), (f"安居\n{B[0]}", B[1])],
        (),
    ),
    "emoji in front of names and labels": (
        "🏫 建学校\n✅目标：改扩建中小学7所\n📌进展：已完成5所\n🚌 通公交\n✅目标：新开线路6条\n📌进展：6条全部开通\n", [("建学校\n改扩建中小学7所", "已完成5所"), ("通公交\n新开线路6条", "6条全部开通")], (),
    ),
    "what is planned for the next month": (
        f"【项目1】照明\n【年度任务】{A[0]}\n【本月进展】{A[1]}\n【下月计划】抓紧。\n【项目2】充电\n【年度任务】{B[0]}\n【本月进展】{B[1]}\n【下月计划】扫尾。\n",
        [(f"照明\n{A[0]}", A[1]), (f"充电\n{B[0]}", B[1])],
        (),
    ),
    "name and content are one task": (
        f"项目名称：学位工程\n建设内容：{A[0]}\n责任单位：市教育局\n进展情况：{A[1]}\n项目名称：住房工程\n建设内容：{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n",
        [(f"学位工程\n{A[0]}", A[1]), (f"住房工程\n{B[0]}", B[1])],
        ("市教育局",),
    ),
    "labels of one word": (f"1、目标：{A[0]}完成：{A[1]}责任单位：市教育局。\n2、目标：{B[0]}完成：{B[1]}责任单位：市住建局。\n", [A, B], ("市教育局",)),
    "promise and report behind a dash": (
        "1. 硬化通组路18公里 —— 硬化16.4公里，其余待施工。\n2. 安装路灯500盏——安装526盏。\n", [("硬化通组路18公里", "硬化16.4公里，其余待施工。"), ("安装路灯500盏", "安装526盏。")], (),
    ),
    "a report that only goes on": (
        "一是改造小学食堂。新食堂去年8月完工。\n二是更换路灯160盏。160盏全部换好，电费省了三成。\n三是修路2.8公里。路面已经硬化。\n",
        [("改造小学食堂。", "新食堂去年8月完工。"), ("更换路灯160盏。", "160盏全部换好，电费省了三成。"), ("修路2.8公里。", "路面已经硬化。")],
        (),
    ),
    "units in angular brackets": (f"①承诺：{A[0]}兑现：{A[1]}〔市教育局、市财政局〕\n②承诺：{B[0]}兑现：{B[1]}〔市住建局〕\n", [A, B], ("市教育局", "市财政局")),
    "signs in front of the reports": (
        f"01\n{A[0]}\n责任单位：市教育局\n▶ {A[1]}✅\n02\n{B[0]}\n责任单位：市住建局\n▶ {B[1]}\n", [A, B], ("市教育局",),
    ),
    "labels without numbers": (f"目标：{A[0]}\n进展情况：{A[1]}\n牵头单位：市教育局\n\n目标：{B[0]}\n进展情况：{B[1]}\n牵头单位：市住建局\n", [A, B], ("市教育局",)),
    "units in a bracket behind the task": (
        f"1.{A[0][:-1]}。（牵头单位：市教育局；配合单位：市财政局、各县（市、区）政府）\n推进情况：{A[1]}\n2.{B[0]}（牵头单位：市住建局）\n推进情况：{B[1]}\n",
        [A, B],
        ("市教育局", "市财政局", "各县（市、区）政府"),
    ),
    "a bracket with several labels, one of them no column": (
        f"1.{A[0]}（牵头单位：市教育局；责任单位：市财政局，完成时限：12月底）\n推进情况：{A[1]}\n2.{B[0]}（完成时限：12月底；责任单位：市住建局）\n推进情况：{B[1]}\n",
        [A, B],
        ("市教育局", "市财政局"),
    ),
    "who answers stands between promise and report": (
        f"1.{A[0][:-1]}（责任单位：市教育局）。我市{A[1]}\n2.{B[0]}（责任单位：市住建局）我市{B[1]}\n", [(A[0], f"我市{A[1]}"), (B[0], f"我市{B[1]}")], ("市教育局",),
    ),
    "labels that are no columns": (
        f"1.{A[0]}\n完成时限：12月底\n责任单位：市教育局\n项目编码：A-7\n总投资：300万元\n进展情况：{A[1]}\n2.{B[0]}\n责任单位：市住建局\n建设地点：城东街道\n进展情况：{B[1]}\n", [A, B], ("市教育局",),
    ),
    "a plan of work is the promise": (f"一、学位\n工作计划：{A[0]}\n实施情况：{A[1]}\n二、住房\n工作计划：{B[0]}\n实施情况：{B[1]}\n", [(f"学位\n工作计划：{A[0]}", A[1]), (f"住房\n工作计划：{B[0]}", B[1])], ()),
    "a report without a label behind the units": (
        f"1.{A[0]}\n责任单位：市教育局、\n市财政局\n截至9月底，{A[1]}\n2.{B[0]}\n责任单位：市住建局\n我市{B[1]}\n",
        [(A[0], f"截至9月底，{A[1]}"), (B[0], f"我市{B[1]}")],
        ("市教育局", "市财政局"),
    ),
    "units with what they do": (
        f"1.{A[0]}\n分管区领导：林克明\n部门分工：市教育局牵头，市财政局配合。\n落实情况：{A[1]}\n2.{B[0]}\n部门分工：市住建局牵头。\n落实情况：{B[1]}\n", [A, B], ("市教育局", "市财政局"),
    ),
    "sections answer where no unit does": (f"1.{A[0]}\n责任科室：社会事务办\n进展情况：{A[1]}\n2.{B[0]}\n责任科室：城建办\n进展情况：{B[1]}\n", [A, B], ("社会事务办",)),
    "the report of a letter ends": (f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n以上报告，请予审议。\n", [A, B], ()),
    "a mail asks back": (
        f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n--------\n如有出入请于本周五前回复。\n区督考办\n",
        [A, B],
        (),
    ),
    "an address to the assembly ends it": (f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n各位代表，民生无小事。\n我们将继续努力。", [A, B], ()),
    "the outlook of all, with a telephone number": (
        f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n下阶段市政府将加大督查力度。监督电话：12345。", [A, B], (),
    ),
    "a number alone above the name": (f"实事01\n学位\n实事内容：{A[0]}\n进展情况：{A[1]}\n实事02\n住房\n实事内容：{B[0]}\n进展情况：{B[1]}\n", [(f"学位\n{A[0]}", A[1]), (f"住房\n{B[0]}", B[1])], ()),
    "promise and pursuit": (
        f"【教育】学位：交卷\n承诺：{A[0]}\n追踪：{A[1]}\n【住房】改造：交卷\n承诺：{B[0]}\n追踪：{B[1]}\n", [(f"【教育】学位：交卷\n{A[0]}", A[1]), (f"【住房】改造：交卷\n{B[0]}", B[1])], (),
    ),
    "offices in front of the promise": (f"1.（市教育局、市财政局）{A[0]}\n进展情况：{A[1]}\n2.（市住建局）{B[0]}\n进展情况：{B[1]}\n", [A, B], ("市教育局", "市财政局")),
    "offices on a line of their own": (
        f"1.{A[0]}\n截至9月底，{A[1]}\n（市教育局牵头，市财政局配合）\n2.{B[0]}\n截至9月底，{B[1]}\n（市住建局牵头）\n",
        [(A[0], f"截至9月底，{A[1]}"), (B[0], f"截至9月底，{B[1]}")],
        ("市教育局", "市财政局"),
    ),
    "offices between promise and label": (
        f"1.{A[0][:-1]}（市教育局、市财政局）。进展：{A[1]}\n2.{B[0][:-1]}（市住建局负责）。进展：{B[1]}\n", [A, B], ("市教育局", "市财政局"),
    ),
    "promises in one list, reports in another": (
        f"一、目标任务\n1.学位。{A[0]}（责任单位：市教育局）\n2.住房。{B[0]}\n二、完成情况\n截至9月底，两项都在推进。\n1.学位。{A[1]}\n2.住房。{B[1]}\n三、下一步打算\n1.抓紧。\n2.督查。\n",
        [(f"学位。{A[0]}", A[1]), (f"住房。{B[0]}", B[1])],
        ("市教育局",),
    ),
    "crossheads of a newspaper": (
        "".join(
            f"{n}.{task}\n完成情况：{progress}\n" + {2: "小城换新颜\n", 4: "村民用上冷库\n"}.get(n, "")
            for n, (task, progress) in enumerate((A, B, C, A, B), 1)
        ),
        [A, B, C, A, B],
        (),
    ),
    "a short end of a report is no crosshead": (f"1.{A[0]}\n目前，已完成5个。\n征地已谈妥\n2.{B[0]}\n目前，{B[1]}\n3.{C[0]}\n目前，{C[1]}\n", [(A[0], "目前，已完成5个。\n征地已谈妥"), (B[0], f"目前，{B[1]}"), (C[0], f"目前，{C[1]}")], ()),
    "promises go on behind a bracket": (
        f"1.{A[0]}（责任单位：市教育局）{B[0]}（责任单位：市住建局）\n进展情况：{A[1]}{B[1]}\n2.{C[0]}\n进展情况：{C[1]}\n",
        [(f"{A[0]}（责任单位：市教育局）{B[0]}", f"{A[1]}{B[1]}"), C],
        (),
    ),
    "promises go on behind offices": (
        f"1.{A[0][:-1]}（市教育局）。{B[0]}\n进展情况：{A[1]}{B[1]}\n2.{C[0]}\n进展情况：{C[1]}\n",
        [(f"{A[0][:-1]}（市教育局）。{B[0]}", f"{A[1]}{B[1]}"), C],
        (),
    ),
    "a promise behind the money": (f"1.公园\n计划投资：5000万元，{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n", [(f"公园\n{A[0]}", A[1]), B], ()),
    "a promise on the line below the place": (
        f"1.公园\n建设地点：东城街道、西城街道。\n{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n", [(f"公园\n{A[0]}", A[1]), B], (),
    ),
    "report and units in two brackets": (
        f"1.{A[0]}（责任单位：市教育局）（进展情况：{A[1][:-1]}）\n2.{B[0]}（责任单位：市住建局）（进展情况：{B[1][:-1]}）\n", [(A[0], A[1][:-1]), (B[0], B[1][:-1])], ("市教育局",),
    ),
    "a promise goes on behind a bracket, the report stands below": (
        f"1.{A[0][:-1]}（责任单位：市教育局）。{B[0]}\n截至9月，{A[1]}\n2.{C[0]}\n截至9月，{C[1]}\n",
        [(f"{A[0][:-1]}（责任单位：市教育局）。{B[0]}", f"截至9月，{A[1]}"), (C[0], f"截至9月，{C[1]}")],
        (),
    ),
    "a short promise behind a day": (f"1.小区\n完成时限：12月底\n{B[0]}\n进展情况：{B[1]}\n2.{C[0]}\n进展情况：{C[1]}\n", [(f"小区\n{B[0]}", B[1]), C], ()),
    "a promise behind the place": (f"1.建设地点：城东街道、城西街道，{A[0]}\n进展情况：{A[1]}\n2.{C[0]}\n进展情况：{C[1]}\n", [A, C], ()),
    "numbers of two levels": (f"一、教育\n1.1 {A[0]}\n进展情况：{A[1]}\n1.2 {B[0]}\n进展情况：{B[1]}\n1.3 {C[0]}\n进展情况：{C[1]}\n", [A, B, C], ()),
    "who checked it stands above the items": (f"某县实事进展\n来源：县督查室\n2023年9月30日\n审核：王五\n1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n", [A, B], ()),
    "an introduction that names offices": (
        f"各有关部门高度重视，现将市教育局等单位的情况通报如下：\n1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n", [A, B], (),
    ),
    "a share of what is promised behind a bracket": (
        f"1.{A[0][:-1]}（责任单位：市教育局）。其中农村占一半。目前{A[1]}\n2.{B[0][:-1]}（责任单位：市住建局）。目前{B[1]}\n",
        [(f"{A[0]}其中农村占一半。", f"目前{A[1]}"), (B[0], f"目前{B[1]}")],
        ("市教育局",),
    ),
    "a demand and an outlook inside the last item": (
        f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n请各单位配合。\n进展情况：{B[1]}\n", [A, (f"{B[0]}\n请各单位配合。", B[1])], (),
    ),
    "a title twice that ends like a label": (f"某县实事进展\n某县实事进展\n1.{A[0]}\n进展：{A[1]}\n2.{B[0]}\n进展：{B[1]}\n", [A, B], ()),
    "who wrote it": (f"1.{A[0]}\n进展：{A[1]}\n2.{B[0]}\n进展：{B[1]}\nEND\n来源 | 督查室\n编辑 | 小禾", [A, B], ()),
    "thanks at the end": (f"1.{A[0]}\n进展：{A[1]}\n2.{B[0]}\n进展：{B[1]}\n以上是我镇的完成情况，请批评指正。\n谢谢大家！", [A, B], ()),
    "a demand on all at the end": (f"1.{A[0]}\n进展：{A[1]}\n2.{B[0]}\n进展：{B[1]}\n请各责任单位于9月25日前报送情况。", [A, B], ()),
    "promises of the new year and how they were kept": (f"1.学位【年初承诺】{A[0]}【兑现情况】{A[1]}\n2.住房【年初承诺】{B[0]}【兑现情况】{B[1]}\n", [(f"学位\n{A[0]}", A[1]), (f"住房\n{B[0]}", B[1])], ()),
    "a number in front of 5G": (f"1.{A[0]}\n进展：{A[1]}\n2.5G网络覆盖。目标任务：{B[0]}\n进展：{B[1]}\n", [A, (f"5G网络覆盖。\n{B[0]}", B[1])], ()),
    "numbers of two digits that run into the names": (f"01学位建设\n目标：{A[0]}\n进展：{A[1]}\n02住房改造\n目标：{B[0]}\n进展：{B[1]}\n", [(f"学位建设\n{A[0]}", A[1]), (f"住房改造\n{B[0]}", B[1])], ()),
    "headings in brackets, reports without a label": (f"【实事一】{A[0]}\n我市{A[1]}\n【实事二】{B[0]}\n我市{B[1]}\n", [(A[0], f"我市{A[1]}"), (B[0], f"我市{B[1]}")], ()),
    "what comes next for all, and who signs": (
        f"1.{A[0]}\n进展情况：{A[1]}\n2.{B[0]}\n进展情况：{B[1]}\n下一步，各责任单位要压实责任。\n某市人民政府督查室", [A, B], (),
    ),
    "what comes next for each": (
        f"1.{A[0]}\n进展情况：{A[1]}\n下一步，抓紧收尾。\n2.{B[0]}\n进展情况：{B[1]}\n下一步，加快施工。", [(A[0], f"{A[1]}\n下一步，抓紧收尾。"), (B[0], f"{B[1]}\n下一步，加快施工。")], (),
    ),
    "all in one line": (
        f"1.{A[0]} 责任单位：市教育局 实际完成情况：{A[1]} 2.{B[0]} 责任单位：市住建局 实际完成情况：{B[1]} 3.{C[0]} 责任单位：市城管局 实际完成情况：{C[1]}", [A, B, C], ("市教育局",),
    ),
    "a list of its own in the report": (
        f"1.{A[0]}\n进展情况：已完成。\n1.城区建成4所。\n2.乡镇建成2所。\n以上均已招生。\n责任单位：市教育局\n2.{B[0]}\n进展情况：{B[1]}\n责任单位：市住建局\n3．105个公园全部改造。\n进展情况：{C[1]}\n",
        [(A[0], "已完成。\n1.城区建成4所。\n2.乡镇建成2所。\n以上均已招生。"), B, ("105个公园全部改造。", C[1])],
        ("市教育局",),
    ),
    "Markdown": (f"# 某市进展\n\n## 1. {A[0]}\n\n- **进展情况：** {A[1]}\n- **责任单位**：[市教育局](http://x.cn/)\n\n## 2. {B[0]}\n\n- **进展情况：** {B[1]}\n", [A, B], ("市教育局",)),
    "Markdown with headings that have no numbers": (
        f"# 某市进展\n\n## 教育\n\n### {A[0]}\n\n- **进展情况**：{A[1]}\n- **责任单位**：市教育局\n\n## 住房\n\n### {B[0]}\n\n- **进展情况**：{B[1]}\n", [A, B], ("市教育局",),
    ),
    "a promise in one sentence and the report behind it": (
        f"一是{A[0]}目前，{A[1]}\n二是{B[0]}正在施工，{B[1]}\n三是{C[0]}城区{C[1]}\n下一步，加快建设。", [(A[0], f"目前，{A[1]}"), (B[0], f"正在施工，{B[1]}"), (C[0], f"城区{C[1]}")], (),
    ),
    "the last line names units and signs nothing": (f"1.{A[0]}\n进展情况：{A[1]}\n责任单位：市教育局\n2.{B[0]}\n进展情况：{B[1]}\n责任单位：市住建局\n来源：市政府办\n", [A, B], ("市教育局",)),
    "numbers without a mark, units first": (
        f"某市2021年民生实事进展\n01 扩增学位\n责任单位：市教育局\n目标任务：{A[0]}\n进展情况：{A[1]}\n02 改造旧区\n责任单位：市住建局\n目标任务：{B[0]}\n进展情况：{B[1]}\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "numbers on lines of their own, labels without colons": (
        f"01\n扩增学位\n▌目标任务\n{A[0]}\n▌责任单位\n市教育局\n▌最新进展\n{A[1]}\n02\n改造旧区\n▌目标任务\n{B[0]}\n▌责任单位\n市住建局\n▌最新进展\n{B[1]}\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "numbers in keycaps": (
        f"1\ufe0f\u20e3 扩增学位\n目标任务：{A[0]}\n进展情况：{A[1]}\n责任单位：市教育局\n2\ufe0f\u20e3 改造旧区\n目标任务：{B[0]}\n进展情况：{B[1]}\n责任单位：市住建局\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "names in brackets, units first": (
        f"某市进展\n【扩增学位】\n责任单位：市教育局\n目标任务：{A[0]}\n进展情况：{A[1]}\n【改造旧区】\n责任单位：市住建局\n目标任务：{B[0]}\n进展情况：{B[1]}\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "labels that run into their text": (
        f"某市进展\n扩增学位工程\n责任单位市教育局\n目标任务{A[0]}\n进展情况{A[1]}\n改造旧区工程\n责任单位市住建局\n目标任务{B[0]}\n进展情况{B[1]}\n",
        [(f"扩增学位工程\n{A[0]}", A[1]), (f"改造旧区工程\n{B[0]}", B[1])], ("市教育局",),
    ),
    "units alone in a bracket behind the task": (f"1.{A[0]}（市教育局、市财政局）\n进展情况：{A[1]}\n2.{B[0]}（市住建局）\n进展情况：{B[1]}\n", [A, B], ("市教育局", "市财政局")),
    "numbered labels": (
        f"一、扩增学位（责任单位：市教育局）\n（一）目标任务：{A[0]}\n（二）完成情况：{A[1]}\n二、改造旧区（责任单位：市住建局）\n（一）目标任务：{B[0]}\n（二）完成情况：{B[1]}\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "a heading for what comes next": (f"一、{A[0]}\n完成情况：{A[1]}\n二、{B[0]}\n完成情况：{B[1]}\n三、下一步工作打算\n一是加强调度。对滞后项目挂图作战。\n二是严格考核。", [A, B], ()),
    "labels with a full stop": (
        f"1.扩增学位\n目标任务。{A[0]}\n完成情况。{A[1]}\n2.改造旧区\n目标任务。{B[0]}\n完成情况。{B[1]}\n", [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], (),
    ),
    "wide digits": (f"１．{A[0]}\n责任单位：市教育局\n进展情况：{A[1]}\n２．{B[0]}\n责任单位：市住建局\n进展情况：{B[1]}\n", [A, B], ("市教育局",)),
    "units in a bracket without a colon, and who signs for a month": (
        f"某市2021年民生实事\n1.{A[0]}\n进展情况：{A[1]}\n【责任单位】市教育局\n2.{B[0]}\n进展情况：{B[1]}\n【责任单位】市住建局\n某市人民政府\n2021年7月\n", [A, B], ("市教育局",),
    ),
    "units last and nobody signs": (f"1.{A[0]}\n进展情况：{A[1]}\n责任单位 市教育局\n2.{B[0]}\n进展情况：{B[1]}\n责任单位 市住建局", [A, B], ("市教育局",)),
    "units and report in one bracket": (
        f"1.{A[0]}（责任单位：市教育局；完成情况：{A[1]}）\n2.{B[0]}（责任单位：市住建局；完成情况：{B[1]}）\n", [A, B], ("市教育局",),
    ),
    "units and persons in one bracket, report behind": (
        f"1.{A[0]}（责任单位：市教育局；责任人：李超）进展情况：{A[1]}\n2.{B[0]}\n（责任单位：市住建局；责任人：曹庆华）进展情况：{B[1]}\n", [A, B], ("市教育局",),
    ),
    "names in brackets, labels in one line": (
        f"【学位】{A[0]}\n责任单位：市教育局；责任人：李超；完成情况：{A[1]}\n【住房】{B[0]}\n责任单位：市住建局；责任人：王五；完成情况：{B[1]}\n",
        [(f"学位\n{A[0]}", A[1]), (f"住房\n{B[0]}", B[1])], ("市教育局",),
    ),
    "cards with numbers and labels that run into their texts": (
        f"NO.1学位\n{A[0]}\n责任单位市教育局\n联系人毛朝阳\n当前进度79.3%\n进展情况\n{A[1]}\nNO.2住房\n{B[0]}\n责任单位市住建局\n联系人吴志强\n当前进度55.6%\n进展情况\n{B[1]}\n",
        [(f"学位\n{A[0]}", A[1]), (f"住房\n{B[0]}", B[1])], ("市教育局",),
    ),
    "report in one bracket, units in another": (f"1.{A[0]}（完成情况：{A[1]}）【市教育局】\n2.{B[0]}（完成情况：{B[1]}）【市住建局、市水务局】\n", [A, B], ("市教育局",)),
    "units in the heading, labels in brackets": (
        f"一、扩增学位（责任单位：市教育局）\n【目标】{A[0]}\n【完成情况】{A[1]}\n二、改造旧区（责任单位：市住建局）\n【目标】{B[0]}\n【完成情况】{B[1]}\n",
        [(f"扩增学位\n{A[0]}", A[1]), (f"改造旧区\n{B[0]}", B[1])], ("市教育局",),
    ),
    "numbers of pages and a foot": (
        f"某市2021年民生实事进展\n1.{A[0]}\n进展情况：{A[1]}\n— 2 —\n2.{B[0]}\n进展情况：{B[1]}\n某市人民政府\n2021年7月5日\n上一篇：无\n打印本页\n", [A, B], (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_form_is_read(tmp_path: Path, form: str, kind: str):
    text, items, units = FORMS[form]
    path = tmp_path / f"a.{kind}"
    if kind == "txt":
        path.write_text(text, encoding="utf-8")
    elif form.startswith("Markdown"):
        pytest.skip("Markdown is a text")
    else:
        write_docx([line for line in text.split("\n") if line], path)
    ledger = read_ledger(path)
    assert [(i.task, i.progress) for i in ledger] == items
    assert [i.no.removeprefix("1.") for i in ledger] == [str(n) for n in range(1, len(items) + 1)]
    if units:
        assert ledger.items[0].names(Role.UNIT) == units


def test_headings_above_are_the_categories(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(f"一、教育\n1.{A[0]}截至9月底，{A[1]}\n二、住房\n1.{B[0]}截至9月底，{B[1]}\n", encoding="utf-8")
    assert [(i.no, i.category) for i in read_ledger(path)] == [("1", "一、教育"), ("1#2", "二、住房")]


@pytest.mark.parametrize("page", ["第 1 页", "- 1 -", "·"])
def test_the_foot_of_a_page_ends_no_sentence(page: str):
    texts = ("1.新建公园\x0b", "2个。", "更换井盖900套\x0b", page)
    blocks = [(float(n), Line(text, Place(page=1))) for n, text in enumerate(texts)]
    assert [block.text for block in _whole_lines(_without_feet(blocks))] == ["1.新建公园2个。", "更换井盖900套"]


def test_a_page_of_two_columns_is_read_one_after_the_other(tmp_path: Path):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    items = [
        (f"建设第{n}小区配套的口袋公园以及周边慢行步道{n}0公里。", f"截至9月底已经建成并且对外开放{n}5公里。")
        for n in range(1, 9)
    ]
    page = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842))
    page.setFont("STSong-Light", 10.5)
    page.drawString(60, 820, "某市人民政府公报2024年民生实事进展情况")
    # across the blank between the columns
    page.drawString(150, 800, "第九期某市人民政府督查室编印的二〇二四年民生实事进展简报")
    for column, some in enumerate((items[:4], items[4:])):
        lines = []
        for n, item in enumerate(some, 4 * column + 1):
            for text in (f"{n}.{item[0]}", f"进展情况：{item[1]}"):
                lines += [text[k : k + 20] for k in range(0, len(text), 20)]
        for k, line in enumerate(lines):
            # the lines of the two columns need not stand at one height
            page.drawString(60 + 260 * column, 770 - 16 * k - 5 * column, line)
    page.save()
    assert [(i.task, i.progress) for i in read_ledger(tmp_path / "a.pdf")] == items


def test_a_number_that_a_line_of_a_pdf_breaks_off_is_no_foot_of_the_page():
    lines = [Line(text, Place(page=1)) for text in ("全市完成改造户数为\x0b", "120")]
    assert [block.text for block in _whole_lines(lines)] == ["全市完成改造户数为120"]


def test_the_day_below_a_title_that_fills_its_line_is_no_part_of_it():
    texts = ("桂岭市2024年为民办实事项目进展情况表", "统计时间：2024年10月31日")
    lines = [Line(texts[0] + "\x0b", Place(page=1)), Line(texts[1], Place(page=1))]
    assert [block.text for block in _whole_lines(lines)] == list(texts)


def test_what_is_no_column_is_kept_under_its_label(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(FORMS["labels that are no columns"][0], encoding="utf-8")
    first, second = read_ledger(path)
    assert first.more == (("完成时限", "12月底"), ("项目编码", "A-7"), ("总投资", "300万元"))
    assert second.more == (("建设地点", "城东街道"),)


def test_a_bracket_with_another_label_stays_and_loses_no_unit():
    assert bracketed("建成3所（督办情况：好）【市教育局】") == ("建成3所（督办情况：好）", {"units": "市教育局"})
    # above a table a report says nothing of its rows
    assert answerable("一、教育（完成情况：良好）") == ("一、教育（完成情况：良好）", {})


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ⅰ．教育", "Ⅱ．住房"),
        ("II. 教育", "III. 住房"),
        ("◆教育", "◆住房"),
        ("【教育】", "【住房】"),
        ("教育类", "住房类（1件）"),
    ],
)
def test_headings_of_other_kinds_are_no_part_of_the_report_above(tmp_path: Path, one: str, two: str):
    path = tmp_path / "a.txt"
    path.write_text(f"进展\n{one}\n1.{A[0]}\n进展情况：{A[1]}\n{two}\n2.{B[0]}\n进展情况：{B[1]}\n", encoding="utf-8")
    found = read_ledger(path)
    assert [(i.category, i.task, i.progress) for i in found] == [
        (x.strip("◆【】"), *y) for x, y in ((one, A), (two, B))
    ]


def test_headings_of_markdown_and_word_are_the_categories(tmp_path: Path):
    import docx

    (tmp_path / "a.md").write_text(
        f"# 进展\n\n## 教育\n\n### 1. {A[0]}\n\n进展情况：{A[1]}\n\n## 住房\n\n### 2. {B[0]}\n\n进展情况：{B[1]}\n",
        encoding="utf-8",
    )
    document = docx.Document()
    for category, (task, progress) in (("教育", A), ("住房", B)):
        document.add_heading(category, 1)
        document.add_heading(task, 2)
        document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    for kind in ("md", "docx"):
        found = read_ledger(tmp_path / f"a.{kind}")
        assert [(i.category, i.task, i.progress) for i in found] == [("教育", *A), ("住房", *B)], kind


def test_numbers_of_headings_are_those_of_the_items(tmp_path: Path):
    path = tmp_path / "a.html"
    body = "".join(f"<h3>0{n}　{task}</h3><p>进展情况：{progress}</p>" for n, (task, progress) in enumerate((A, B), 1))
    path.write_text(f"<html><h1>进展</h1>{body}</html>", encoding="utf-8")
    assert [(i.no, i.task, i.progress) for i in read_ledger(path)] == [("1", *A), ("2", *B)]


def test_points_of_nested_lists_are_items_under_their_headings(tmp_path: Path):
    path = tmp_path / "a.html"
    items = "".join(
        f"<ol start={n}><li>{category}<ol><li>{task}</li></ol></li></ol><p>进展情况：{progress}</p>"
        for n, (category, (task, progress)) in enumerate((("教育", A), ("住房", B)), 1)
    )
    path.write_text(f"<html><body>{items}</body></html>", encoding="utf-8")
    found = read_ledger(path)
    assert [(i.category.lstrip("一二、"), i.task, i.progress) for i in found] == [("教育", *A), ("住房", *B)]


def test_prose_inside_a_table_of_layout(tmp_path: Path):
    path = tmp_path / "a.html"
    body = "".join(f"<p>{n}.{task}截至9月底，{progress}</p>" for n, (task, progress) in enumerate((A, B), 1))
    path.write_text(
        f"<table><tr><td>首页</td><td>要闻</td></tr></table><table><tr><td><h1>进展</h1>{body}</td></tr></table>",
        encoding="utf-8",
    )
    assert [(i.task, i.progress) for i in read_ledger(path)] == [(t, f"截至9月底，{p}") for t, p in (A, B)]


def test_lines_that_a_margin_broke_are_whole(tmp_path: Path):
    """A number and its unit, and the name of an office, are cut by the margin of the page that was copied."""
    path = tmp_path / "a.txt"
    path.write_text(
        "1.新增城镇就业7万人，帮助失业人员再就业，引导高校毕业生到\n基层就业。\n"
        "责任单位：市人力资源和社会保障局、市重点项目建设管理\n中心、市财政局\n"
        "完成情况：已完成。全年新增城镇就业7.36万人，再就业1.41\n万人，完成年度目标的117.5%。\n"
        "- 1 -\n"
        "2.新建、改扩建公办幼儿园30所，新增学位8000个，其中农村\n学位3000个。\n"
        "责任单位：市教育局\n完成情况：已建成27所，新增学位7560个。\n", encoding="utf-8",
    )  # fmt: skip
    first, second = read_ledger(path)
    assert first.names(Role.UNIT) == ("市人力资源社会保障局", "市重点项目建设管理中心", "市财政局")
    assert "再就业1.41万人，" in first.progress
    assert second.task.endswith("其中农村学位3000个。")


def test_numbers_that_word_counts_itself(tmp_path: Path):
    import docx

    document = docx.Document()
    for task, progress in (A, B):
        document.add_paragraph(task, style="List Number")
        document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    assert [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")] == [("1", *A), ("2", *B)]


_LISTS = """<w:abstractNum xmlns:w="{ns}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"""


def _with_lists(document, *levels: str):
    """Definitions of lists beside those that the document has."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsmap

    numbering = document.part.numbering_part._element
    for text in levels:
        definition = parse_xml(text.format(ns=nsmap["w"]))
        numbering.insert(0, definition)
        number = definition.get(f"{{{nsmap['w']}}}abstractNumId")
        numbering.append(
            parse_xml(f'<w:num xmlns:w="{nsmap["w"]}" w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


def _counted(paragraph, number: int, level: int = 0):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, number


def test_headings_and_items_that_word_counts_itself(tmp_path: Path):
    import docx

    document = docx.Document()
    _with_lists(document, _LISTS)
    for heading, *items in (("教育惠民", A), ("社会保障", B, A)):
        _counted(document.add_paragraph(heading), 90)
        for task, progress in items:
            _counted(document.add_paragraph(task), 90, 1)
            document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    found = [(i.category, i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")]
    assert found == [("一、教育惠民", "1", *A), ("二、社会保障", "1#2", *B), ("二、社会保障", "2", *A)]


def test_a_list_number_does_not_run_into_the_text(tmp_path: Path):
    import docx

    document = docx.Document()
    _with_lists(document, _LISTS.replace("chineseCountingThousand", "decimal").replace("%1、", "%1."))
    table = document.add_table(2, 2)
    for cell, text in zip(table.rows[0].cells, ("工作任务", "进展情况"), strict=True):
        cell.text = text
    task, report = table.rows[1].cells
    task.text, report.text = "新建学校12所。", "5所学校建成。"
    _counted(report.paragraphs[0], 90)
    document.save(tmp_path / "a.docx")
    (finding,) = extract(read_ledger(tmp_path / "a.docx"))
    assert finding.actual is not None
    assert finding.actual.value == 5


@pytest.mark.parametrize("mark", ["del", "vanish"])
def test_numbers_pass_over_what_is_not_shown(tmp_path: Path, mark: str):
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    for task, progress in (A, ("", ""), B):
        paragraph = document.add_paragraph(task, style="List Number")
        if not task:
            marks = OxmlElement("w:rPr")
            marks.append(OxmlElement(f"w:{mark}"))
            paragraph._p.get_or_add_pPr().append(marks)
        else:
            document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    assert [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")] == [("1", *A), ("2", *B)]


def test_a_paragraph_said_not_to_be_hidden_has_its_number(tmp_path: Path):
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    for task, progress in (A, B):
        marks, off = OxmlElement("w:rPr"), OxmlElement("w:vanish")
        off.set(qn("w:val"), "0")
        marks.append(off)
        document.add_paragraph(task, style="List Number")._p.get_or_add_pPr().append(marks)
        document.add_paragraph(f"进展情况：{progress}")
    document.save(tmp_path / "a.docx")
    assert [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")] == [("1", *A), ("2", *B)]


@pytest.mark.parametrize("spoiled", ['w:ilvl w:val="x"', 'w:start w:val="²"', 'w:ilvl w:val=""'])
def test_a_list_whose_numbers_make_no_sense_is_counted_from_one(spoiled: str):
    from lxml import etree

    from analysis.readers.numbering import W, write_numbers

    start, level = (spoiled, 'w:ilvl w:val="0"') if "start" in spoiled else ('w:start w:val="1"', spoiled)
    space = f'xmlns:w="{W[1:-1]}"'
    numbering = etree.fromstring(
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><{start}/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    document = etree.fromstring(
        f'<w:document {space}><w:p><w:pPr><w:numPr><{level}/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p></w:document>'
    )
    write_numbers(document, numbering, None)
    assert "".join(document.itertext()) == "1. 甲"


def test_a_list_that_is_named_by_a_style_only():
    from lxml import etree

    from analysis.readers.numbering import W, write_numbers

    space = f'xmlns:w="{W[1:-1]}"'
    numbering = etree.fromstring(
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="japaneseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="甲"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )
    styles = etree.fromstring(
        f'<w:styles {space}><w:style w:styleId="甲"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    paragraph = '<w:p><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>'
    document = etree.fromstring(f"<w:document {space}>{2 * paragraph}</w:document>")
    write_numbers(document, numbering, styles)
    assert "".join(document.itertext()) == "一、乙二、乙"


@pytest.mark.parametrize(
    ("restart", "shown"), [("", "一、1. 二、1. 2. "), ('<w:lvlRestart w:val="0"/>', "一、1. 二、2. 3. ")]
)
def test_a_level_of_a_list_may_go_on_counting(restart: str, shown: str):
    from lxml import etree

    from analysis.readers.numbering import W, write_numbers

    space = f'xmlns:w="{W[1:-1]}"'
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCounting", "", "%1、") + level.format(1, "decimal", restart, "%2.")
    numbering = etree.fromstring(
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    point = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    )
    document = etree.fromstring(f"<w:document {space}>{''.join(map(point.format, (0, 1, 0, 1, 1)))}</w:document>")
    write_numbers(document, numbering, None)
    assert "".join(document.itertext()).replace("甲", "") == shown


def test_a_column_of_numbers_that_word_counts_itself(tmp_path: Path):
    import docx

    document = docx.Document()
    _with_lists(document, _LISTS.replace("chineseCountingThousand", "decimal").replace("%1、", "%1"))
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("序号", "工作任务", "进展情况"), strict=True):
        cell.text = text
    for item in (A, B):
        number, *cells = table.add_row().cells
        _counted(number.paragraphs[0], 90)
        for cell, text in zip(cells, item, strict=True):
            cell.text = text
    document.save(tmp_path / "a.docx")
    assert [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.docx")] == [("1", *A), ("2", *B)]


@pytest.mark.parametrize("heading", ["市教育局：", "市教育局（1项）", "市教育局"])
def test_items_stand_under_their_offices(tmp_path: Path, heading: str):
    path = tmp_path / "a.txt"
    other = heading.replace("教育", "住建")
    path.write_text(
        f"{heading}\n1.{A[0]}\n进展情况：{A[1]}\n{other}\n1.{B[0]}\n进展情况：{B[1]}\n2.{C[0]}\n进展情况：{C[1]}\n",
        encoding="utf-8",
    )
    assert [(i.task, i.progress, i.category, i.names(Role.UNIT)) for i in read_ledger(path)] == [
        (*A, "市教育局", ("市教育局",)),
        (*B, "市住建局", ("市住房城乡建设局",)),
        (*C, "市住建局", ("市住房城乡建设局",)),
    ]


def test_a_heading_without_parts_is_an_item_of_its_own(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"一、{A[0]}\n目前，{A[1]}\n二、{B[0][:-1]}；{C[0][:-1]}\n1.{B[0]}\n目前，{B[1]}\n2.{C[0]}\n目前，{C[1]}\n"
        f"三、{A[0][:-1]}（责任单位：市教育局）\n目前，{A[1]}\n四、{B[0][:-1]}；{C[0][:-1]}\n1.{B[0]}\n目前，{B[1]}\n2.{C[0]}\n目前，{C[1]}\n",
        encoding="utf-8",
    )
    found = [(i.no, i.task, i.progress) for i in read_ledger(path)]
    parts = [(B[0], f"目前，{B[1]}"), (C[0], f"目前，{C[1]}")]
    assert [x[1:] for x in found if x[1] != A[0] and x[1] != A[0][:-1]] == [*parts, *parts]
    assert ("3", A[0][:-1], f"目前，{A[1]}") in found


def test_headings_and_numbers_of_two_levels(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"1 教育\n1.1 {A[0]}\n进展情况：{A[1]}\n1.2 {B[0]}\n进展情况：{B[1]}\n2 环境\n2.1 {C[0]}\n进展情况：{C[1]}\n",
        encoding="utf-8",
    )
    assert [(i.category, i.task, i.progress) for i in read_ledger(path)] == [
        ("1 教育", *A),
        ("1 教育", *B),
        ("2 环境", *C),
    ]


def test_tags_of_cards_are_neither_promise_nor_report(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"01\n学位\n已完成\n{A[0]}\n100%\n责任单位：市教育局\n最新进展：{A[1]}\n02\n住房\n进行中\n{B[0]}\n88%\n责任单位：市住建局\n最新进展：{B[1]}\n",
        encoding="utf-8",
    )
    assert [(i.task, i.progress, dict(i.more)) for i in read_ledger(path)] == [
        (f"学位\n{A[0]}", A[1], {"stated_rate": "100%", "stated_status": "已完成"}),
        (f"住房\n{B[0]}", B[1], {"stated_rate": "88%", "stated_status": "进行中"}),
    ]


def test_places_of_work_are_no_offices_in_charge(tmp_path: Path):
    path = tmp_path / "a.txt"
    task = "改造3个单位食堂（市交警大队、市总工会、区残联）。"
    path.write_text(f"1.{task}\n进展情况：建成1个。\n2.{B[0]}\n进展情况：{B[1]}\n", encoding="utf-8")
    first = read_ledger(path).items[0]
    assert (first.task, first.names(Role.UNIT)) == (task, ())


def test_headings_that_end_like_a_sentence_are_the_categories(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        f"一、办理情况\n（一）教育惠民方面。\n1.{A[0]}\n进展：{A[1]}\n（二）住房方面。\n2.{B[0]}\n进展：{B[1]}\n",
        encoding="utf-8",
    )
    assert [(i.category, i.progress) for i in read_ledger(path)] == [
        ("（一）教育惠民方面", A[1]),
        ("（二）住房方面", B[1]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今年建成3所学校。",
        "1.建成3所。\n",
        "一、总体情况\n二、存在问题\n三、下一步打算\n",
        "一、2024年工作回顾\n完成投资30亿元。\n二、2025年工作安排\n建成学校3所。\n三、加强政府自身建设\n办结提案20件。\n",
    ],
)
def test_other_prose_is_no_ledger(tmp_path: Path, text: str):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError):
        read_ledger(path)


def test_a_heading_says_who_answers_for_what_follows(tmp_path: Path):
    (tmp_path / "a.txt").write_text(
        f"一、区教育局（责任领导：陈静；责任人：刘伟）\n1.{A[0]}\n进展情况：{A[1]}\n二、区民政局（责任领导：王芳）\n1.{B[0]}\n进展情况：{B[1]}\n",
        encoding="utf-8",
    )
    first, second = read_ledger(tmp_path / "a.txt")
    assert [(i.category, i.names(Role.LEADER), i.names(Role.UNIT), i.names(Role.PERSON)) for i in (first, second)] == [
        ("一、区教育局", ("陈静",), ("区教育局",), ("刘伟",)),
        ("二、区民政局", ("王芳",), ("区民政局",), ()),
    ]


def test_a_goal_named_as_such_and_the_month_of_its_report(tmp_path: Path):
    (tmp_path / "a.txt").write_text(
        "平川县2023年民生工程上半年完成情况\n"
        "1、免除学杂费：任务数19800人。1—6月完成20876人（其中初中6816人，小学14060人）。\n"
        "2、免费提供教科书：任务数是1200人。春季实际完成1190人。\n"
        "3、资助高中学生：任务数630人，6月份完成692人，资金51.9万元。\n"
        "4、扩建特殊学校：任务数1所。该工程正在进行前期准备。\n",
        encoding="utf-8",
    )
    found = extract(read_ledger(tmp_path / "a.txt"))
    assert [(f.target.indicator, None if f.actual is None else int(f.actual.value)) for f in found] == [
        ("免除学杂费", 20876),
        # what half of the year gave is not all of it
        ("教科书", None),
        ("高中学生", 692),
        ("扩建特殊学校", None),
    ]


def test_what_stands_beneath_a_promise_reports_from_its_beginning(tmp_path: Path):
    (tmp_path / "a.txt").write_text(
        "(1)增加1000张养老床位\n高于预期。2019年，新增养老床位1467张，其中基本床位990张。目前，全区共有养老床位14418张。\n"
        "(2)新增绿地180公顷\n全面完成。2019年，新增绿地182公顷。\n",
        encoding="utf-8",
    )
    first, second = extract(read_ledger(tmp_path / "a.txt"))
    assert (first.item.task, int(first.actual.value), int(second.actual.value)) == ("增加1000张养老床位", 1467, 182)


def test_what_stands_behind_the_last_item_alone_is_a_note(tmp_path: Path):
    behind = ("如有异议，请于7个工作日内向县政府督查室反映。", "亮点做法：街道建立居民点单机制，全年收到锦旗9面。")
    items = "".join(
        f"{no}、{task}\n责任单位：市教育局\n进展情况：{report}\n"
        for no, (task, report) in zip("一二三四", (A, B, C, A), strict=True)
    )
    (tmp_path / "a.txt").write_text(items + "\n".join(behind), encoding="utf-8")
    ledger = read_ledger(tmp_path / "a.txt")
    assert ([i.progress for i in ledger], ledger.notes) == ([A[1], B[1], C[1], A[1]], behind)
    assert [r.text for r in check(ledger) if "note" in r.text] == [
        f"kept as a note of the ledger: {text}" for text in behind
    ]
    # a second paragraph of the report
    (tmp_path / "a.txt").write_text(f"{items}截至12月底，另有2所开工。", encoding="utf-8")
    assert read_ledger(tmp_path / "a.txt").items[-1].progress == f"{A[1]}\n截至12月底，另有2所开工。"


def test_a_margin_breaks_no_bracket(tmp_path: Path):
    items = [
        (A[0], "市水利局；配合单位：市乡村振兴局、各乡镇人民政府", A[1]),
        (B[0], "市住房城乡建设局；配合单位：市财政局", B[1]),
        (C[0], "市园林局；配合单位：市水利局", C[1]),
    ]
    told = [
        paragraph
        for no, (task, units, report) in zip("一二三", items, strict=True)
        for paragraph in (f"{no}、{task}（牵头单位：{units}）", f"进展情况：{report * 3}")
    ]
    wrapped = [paragraph[i : i + 34] for paragraph in told for i in range(0, len(paragraph), 34)]
    (tmp_path / "a.txt").write_text("\n".join(wrapped), encoding="utf-8")
    assert [(i.task, i.names(Role.UNIT), i.progress) for i in read_ledger(tmp_path / "a.txt")] == [
        (task, tuple(re.split("；配合单位：|、", units.replace("人民政府", "政府"))), report * 3)
        for task, units, report in items
    ]


def test_bold_lines_head_the_items_of_a_page_without_headings(tmp_path: Path):
    items = "".join(f"<p><strong>{task}</strong></p><p>{report}</p>" for task, report in (A, B, C))
    (tmp_path / "a.html").write_text(f"<html><body><p>本报讯</p>{items}</body></html>", encoding="utf-8")
    assert [(i.task, i.progress) for i in read_ledger(tmp_path / "a.html")] == [A, B, C]


def test_a_bold_title_is_no_item_among_labelled_ones(tmp_path: Path):
    items = "".join(
        f"<p><b>项目{name}</b></p><p>目标任务：{task}</p><p>进展：{report}</p>"
        for name, (task, report) in zip("甲乙丙", (A, B, C), strict=True)
    )
    page = f"<p><b>民生实事月报</b></p><p>（第9期）</p><p>本期要目：9月份，各项目有序推进，已完成三项。</p>{items}"
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert [i.progress for i in read_ledger(tmp_path / "a.html")] == [A[1], B[1], C[1]]


def test_a_mark_beyond_the_rule_of_its_cell_belongs_to_the_name_in_front():
    def char(text: str, x0: float) -> dict[str, object]:
        return {"text": text, "x0": x0, "x1": x0 + 10, "top": 0, "bottom": 10, "size": 10}

    left, right = (0, 0, 20, 12), (20, 0, 60, 12)
    held = _held([char("局", 5), char("办", 12), char("、", 22), char("已", 34)], [left, right])
    assert ["".join(str(c["text"]) for c in held[cell]) for cell in (left, right)] == ["局办、", "已"]


def test_towns_head_the_items_that_they_count_anew(tmp_path: Path):
    text = f"芦花街道\n1. {A[0]}\n进展情况：{A[1]}\n2. {B[0]}\n进展情况：{B[1]}\n杉坪镇\n1. {C[0]}\n进展情况：{C[1]}\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [(i.category, i.no, i.progress) for i in read_ledger(tmp_path / "a.txt")] == [
        ("芦花街道", "1", A[1]), ("芦花街道", "2", B[1]), ("杉坪镇", "1#2", C[1]),
    ]  # fmt: skip


def test_towns_with_their_persons_head_bullets_of_another_kind(tmp_path: Path):
    text = "■ 麻园镇（负责人：谌志刚）\n● 修复河堤2.3公里 —— 已修复2.3公里\n● 新建公墓2处 —— 一处建成\n■ 水车镇（负责人：卿玉莲）\n● 改造运动场 —— 跑道铺设完毕，9月投用\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [(i.category, i.task, i.progress, i.names(Role.PERSON)) for i in read_ledger(tmp_path / "a.txt")] == [
        ("麻园镇", "修复河堤2.3公里", "已修复2.3公里", ("谌志刚",)),
        ("麻园镇", "新建公墓2处", "一处建成", ("谌志刚",)),
        ("水车镇", "改造运动场", "跑道铺设完毕，9月投用", ("卿玉莲",)),
    ]


def test_headings_stand_between_items_that_have_names_only(tmp_path: Path):
    def items(*some: tuple[str, str]) -> str:
        return "".join(f"<p>{task}</p><p>责任单位：市教育局</p><p>进展：{report}</p>" for task, report in some)

    a, b, c = ((task.rstrip("。"), report) for task, report in (A, B, C))
    page = f"<h1>民生实事进度</h1><h2>已完成（1件）</h2>{items(a)}<h2>推进中（2件）</h2>{items(b, c)}"
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert [(i.category, i.progress) for i in read_ledger(tmp_path / "a.html")] == [
        ("已完成（1件）", A[1]), ("推进中（2件）", B[1]), ("推进中（2件）", C[1]),
    ]  # fmt: skip


def test_who_answers_stands_below_a_heading(tmp_path: Path):
    text = "".join(
        f"{no}、{name}\n（总牵头领导：{leader}）\n（1）{task}\n进展情况：{report}\n"
        for no, name, leader, (task, report) in (("一", "教育提质工程", "彭澍", A), ("二", "宜居工程", "龙珮", B))
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [(i.category, i.names(Role.LEADER)) for i in read_ledger(tmp_path / "a.txt")] == [
        ("一、教育提质工程", ("彭澍",)),
        ("二、宜居工程", ("龙珮",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一、部门主要职责\n贯彻执行民政工作方针政策，拟订全县民政事业发展规划。\n二、机构设置\n内设办公室、计财股。\n三、人员情况\n编制42名。\n",
        "一、征集时间\n自公告发布之日起至11月30日。\n二、征集范围\n教育、卫生、交通等领域。\n三、征集方式\n信函、电话、电子邮件。\n",
    ],
)
def test_headings_and_texts_that_report_nothing_are_no_ledger(tmp_path: Path, text: str):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match="no numbered promises with reports"):
        read_ledger(tmp_path / "a.txt")


def test_the_head_of_each_page_of_a_pdf_is_no_text():
    def page(number: int, *texts: str) -> list[Line]:
        return [Line(text, Place(page=number)) for text in texts]

    pages = [
        page(1, "平川县人民政府", "一、新建3所", "民生专报"),
        page(2, "平川县人民政府", "已建成。", "民生专报"),
        page(3, "已建成。"),
    ]
    assert [[line.text for line in some] for some in _without_running_lines(pages)] == [
        ["平川县人民政府", "一、新建3所"], ["已建成。"], ["已建成。"],
    ]  # fmt: skip


def test_a_table_that_describes_a_page_is_not_its_ledger(tmp_path: Path):
    told = "<table><tr><th>索引号</th><th>工作任务及进展情况</th><th>进展情况</th></tr></table>"
    page = "".join(f"<p>{line}</p>" for line in (f"1.{A[0]}", f"截至9月底，{A[1]}", f"2.{B[0]}", f"截至9月底，{B[1]}"))
    (tmp_path / "a.html").write_text(f"<html><body>{told}{page}</body></html>", encoding="utf-8")
    assert [(i.no, i.task) for i in read_ledger(tmp_path / "a.html")] == [("1", A[0]), ("2", B[0])]


def test_lines_of_a_pdf_that_begin_an_item_or_a_label_go_on_with_none():
    def line(text: str) -> Line:
        return Line(text, Place(page=1))

    wrapped = [
        line("责任单位：市教育局、市住房城乡建设局、市财政局\x0b"),
        line("（二）改造旧区"),
        line("进展情况：已完成76\x0b"),
        line(".5%，"),
        line("，余下在建。"),
    ]
    assert [block.text for block in _whole_lines(wrapped)] == [
        "责任单位：市教育局、市住房城乡建设局、市财政局",
        "（二）改造旧区",
        "进展情况：已完成76.5%，，余下在建。",
    ]


@pytest.mark.parametrize("width", range(31, 43))
def test_a_margin_may_break_anything(width: int, tmp_path: Path):
    items = [
        ("学前教育普惠提升", "新建公办幼儿园6所，新增普惠学位720个。", "县教育局；配合单位：县发展和改革局、县财政局", "6所幼儿园已开工2所，南岭中心园正在砌体施工。"),
        ("流动体检车下乡", "开行流动体检车，为47个边远村群众上门体检。", "县卫生健康局；配合单位：县红十字会、县财政局", "已走访36个村，体检1179人。"),
        ("危桥改造", "改造农村公路危桥4座。", "县公路事业发展中心；配合单位：县交通运输局、县水利局", "2座完成下部结构施工，墩上桥正在架梁。"),
        ("油烟异味治理", "督促155家餐饮单位安装高效油烟净化设施。", "县生态环境局；配合单位：县市场监督管理局", "安装94家，受理投诉同比下降31%。"),
    ]  # fmt: skip
    lines = [f"{n}．{name}。目标任务：{task}牵头单位：{units}。完成情况：{report}" for n, (name, task, units, report) in enumerate(items, 1)]  # fmt: skip
    broken = (line[i : i + width] for line in lines for i in range(0, len(line), width))
    path = tmp_path / "a.txt"
    path.write_text("某县2021年民生实事进展情况\n" + "\n".join(broken), encoding="utf-8")
    read = read_ledger(path)
    assert [(i.task, i.progress) for i in read] == [(f"{name}。\n{task}", report) for name, task, _, report in items]


def test_a_task_list_of_markdown_is_no_table(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(
        "# 某区2021年民生实事台账\n\n## 教育\n\n"
        f"- [x] **#1 学位**\n  - 目标: {A[0]}\n  - 单位: 区教育局, 区财政局, 区住房城乡建设局\n  - 进展: {A[1]}\n\n"
        f"- [ ] **#2 住房**\n  - 目标: {B[0]}\n  - 单位: 区住房城乡建设局, 区财政局\n  - 进展: {B[1]}\n\n"
        f"- [ ] **#3 公园**\n  - 目标: {C[0]}\n  - 单位: 区城市管理局, 各镇人民政府\n  - 进展: {C[1]}\n",
        encoding="utf-8",
    )
    read = read_ledger(path)
    assert [(i.no, i.task, i.progress) for i in read] == [
        ("1", f"学位\n{A[0]}", A[1]),
        ("2", f"住房\n{B[0]}", B[1]),
        ("3", f"公园\n{C[0]}", C[1]),
    ]
    assert read.items[0].names(Role.UNIT) == ("区教育局", "区财政局", "区住房城乡建设局")


def test_who_leads_stands_in_front_of_the_items(tmp_path: Path):
    """A line behind the report of an item says who leads what follows, where one stands in front of the first item too."""
    path = tmp_path / "a.txt"
    items = [
        f"{n}. {task}\n责任单位：市教育局（牵头），市财政局\n进展情况：{report}"
        for n, (task, report) in enumerate((A, B, C), 1)
    ]
    plain = ["责任领导：唐海波（副市长）", *items[:2], "责任领导：谭雪梅（副市长）", items[2]]
    path.write_text("\n".join(["某市2021年民生实事进展", *plain]), encoding="utf-8")
    assert [i.names(Role.LEADER) for i in read_ledger(path)] == [("唐海波",), ("唐海波",), ("谭雪梅",)]
    areas = ["【教育】牵头市领导：唐海波", *items[:2], "【城建】牵头市领导：谭雪梅", items[2]]
    path.write_text("\n".join(["首页 | 要闻 | 公开", "某市2021年民生实事进展", *areas]), encoding="utf-8")
    ledger = read_ledger(path)
    assert [(i.category, i.progress, i.names(Role.LEADER)) for i in ledger] == [
        ("教育", A[1], ("唐海波",)),
        ("教育", B[1], ("唐海波",)),
        ("城建", C[1], ("谭雪梅",)),
    ]
    # and belongs to the item above, where none does
    behind = [line for item in items for line in (item, "责任领导：唐海波")]
    path.write_text("\n".join(["某市2021年民生实事进展", *behind]), encoding="utf-8")
    assert [i.names(Role.LEADER) for i in read_ledger(path)] == [("唐海波",)] * 3


def test_who_leads_stands_behind_the_items_where_it_does_behind_the_last(tmp_path: Path):
    path = tmp_path / "a.txt"
    leaders = ("李四", "王五", "赵六")
    items = [
        f"{n}. {task}\n进展情况：{report}\n责任领导：{leader}"
        for n, ((task, report), leader) in enumerate(zip((A, B, C), leaders, strict=True), 1)
    ]
    path.write_text("\n".join(["某市2021年民生实事进展", "总牵头领导：张三", *items]), encoding="utf-8")
    assert [i.names(Role.LEADER)[-1] for i in read_ledger(path)] == list(leaders)


def test_the_first_line_of_a_promise_that_says_of_what_it_is_is_no_tag(tmp_path: Path):
    path = tmp_path / "a.txt"
    tasks = ("公厕\n年内新建20座，改造30座。", "公厕\n年内新建10座，改造20座。", "电梯\n年内安装8部。")
    items = [f"{n}. {task}\n进展情况：{B[1]}" for n, task in enumerate(tasks, 1)]
    path.write_text("\n".join(["某市2021年民生实事进展", *items]), encoding="utf-8")
    assert [i.task for i in read_ledger(path)] == list(tasks)


def test_cells_of_several_lines_may_have_blank_lines_between_them(tmp_path: Path):
    heads = "\n\n".join(("序号", "实事项目", "责任单位", "进展情况"))
    rows = "\n\n".join(f"{n}\n\n建校{n}所。\n\n区教育局\n区住建局\n\n已建成{n}所。\n资金已到位。" for n in (1, 2, 3))
    (tmp_path / "a.txt").write_text(f"某区2023年民生实事进展情况\n\n{heads}\n\n{rows}\n", encoding="utf-8")
    read = [(i.no, i.task, i.progress) for i in read_ledger(tmp_path / "a.txt")]
    assert read == [(str(n), f"建校{n}所。", f"已建成{n}所。\n资金已到位。") for n in (1, 2, 3)]


def test_points_of_points_in_markdown(tmp_path: Path):
    item = "### {0}. 建校{0}所。\n\n* 责任单位\n  * 区教育局\n  * 区住建局\n* 责任人：张三\n* 当前进展\n  * 已建成{0}所。\n  * 资金已到位。\n\n"
    (tmp_path / "a.md").write_text("# 2023年民生实事\n\n" + "".join(map(item.format, (1, 2, 3))), encoding="utf-8")
    ledger = read_ledger(tmp_path / "a.md")
    assert [(i.task, i.progress) for i in ledger] == [
        (f"建校{n}所。", f"已建成{n}所。\n资金已到位。") for n in (1, 2, 3)
    ]
    assert ledger.items[0].names(Role.UNIT) == ("区教育局", "区住房城乡建设局")


def test_offices_in_brackets_in_front_of_the_report(tmp_path: Path):
    item = "{0}、建校{0}所。\n（区教育局牵头，各镇（街道）配合）截至6月底，建成{0}所。\n"
    (tmp_path / "a.txt").write_text("2023年民生实事\n" + "".join(map(item.format, (1, 2, 3))), encoding="utf-8")
    ledger = read_ledger(tmp_path / "a.txt")
    assert [(i.task, i.progress) for i in ledger] == [(f"建校{n}所。", f"截至6月底，建成{n}所。") for n in (1, 2, 3)]
    assert ledger.items[0].names(Role.UNIT) == ("区教育局", "各镇（街道）")


def test_a_margin_cuts_numbers_and_brackets_too(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text(
        "一、将住院分娩基本医疗费用个人自付比例降到10%以内，惠及产妇1\n.5万名（责任单位：市医疗保障局；配合单位：市卫生健康委员会、市财\n"
        "政局）。进展：政策4月1日落地，6家市级医院实现一站式结算，惠及产\n妇7926名，减轻负担1143万元。\n"
        "二、新增省级充分就业社区15个，零就业家庭保持动态清零（责任单\n位：市人力资源和社会保障局）。进展：申报社区18个，通过省级初审13\n"
        "个；认定零就业家庭21户，已全部帮扶1人以上就业。\n",
        encoding="utf-8",
    )
    first, second = read_ledger(path).items
    assert first.task == "将住院分娩基本医疗费用个人自付比例降到10%以内，惠及产妇1.5万名"
    assert first.progress == "政策4月1日落地，6家市级医院实现一站式结算，惠及产妇7926名，减轻负担1143万元。"
    assert first.names(Role.UNIT) == ("市医疗保障局", "市卫生健康委", "市财政局")
    assert second.progress == "申报社区18个，通过省级初审13个；认定零就业家庭21户，已全部帮扶1人以上就业。"
