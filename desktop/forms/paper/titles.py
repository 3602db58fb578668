"""Where a title may be broken: words stay whole, and its lines form a trapezoid or a diamond."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import comb

from desktop.forms.paper.lines import Measure, atoms, break_lines, may_break

# Words of the titles and names that offices write. A break beside one is a good place, inside one none.
_WORDS = """
关于 进一步 加强 做好 开展 启用 启动 停用 停止 使用 更换 换发 遗失 作废 声明 公布 公示
公告 通告 通知 通报 通过 证明 决定 意见 办法 规定 规则 细则 方案 预案 计划 总结 报告
报告单 请示 批复 函 纪要 名单 名册 清单 目录 须知 说明 承诺书 委托书 介绍信 登记 登记表
登记簿 记录 记录表 审批 审批单 申请 申请表 申报 移交 清册 印章 公章 用印 印模 留存 缴销
销毁 封存 外借 居民 居民代表 代表 居民委员会 村民委员会 居委会 委员会 选举委员会 监督委员会
委员 主任 副主任 小组长 候选人 正式候选人 初步候选人 选民 选票 选举 换届 换届选举 届中 补选
届中补选 提名 推选 投票 计票 监票 结果 当选 资格 审查 资格审查 会议 大会 代表会议 街道
街道办事处 办事处 社区 村 小区 网格 网格员 党委 党支部 党群 党政办公室 办公室 服务中心
服务站 中心 社会事务 社会保险 民政 综合 管理 管理工作 工作 工作人员 人员 服务 服务项目 项目
资助 立项 评审 评估 验收 结项 经费 资金 预算 决算 审计 公益 创投 微项目 省 市 区 县 镇
乡 人民政府 政府 单位 部门 有关 相关 情况 问题 事项 事宜 时间 地点 安排 制度 规范 实施
试行 暂行 修订 征求意见稿 养老金 养老 退休 退休人员 身份 身份确认 居住 现实表现 表现 死亡
亲属 关系 收养 婚姻 户籍 户口 补助 救助 低保 残疾人 老年人 年度 季度 月份 全体 各 第一
第二 第三 第四 第五
"""
_BY_LENGTH = sorted(set(_WORDS.split()), key=lambda word: (-len(word), word))
# What is whole beside the words: the number of an announcement, a document number, a short name in marks.
_WHOLE = re.compile(
    r"第[0-9〇零一二三四五六七八九十百]+[号届次批期条章](?:公告|通告|通知|令)?"
    r"|〔[0-9〇一二三四五六七八九]+〕[0-9]+号"
    r"|[“《（][^“”《》（）]{1,10}[”》）]"
    rf"|(?:{'|'.join(_BY_LENGTH)})(?:[会书表簿单])?"
)
# A line does not begin with one of these, nor end with one of those.
_NO_HEAD, _NO_TAIL = frozenset("的和与及或等之"), ("关于", "对", "在", "和", "与", "及")
# Costs in widths of a line: beside no known word; a particle first; lines alike; the middle the shortest.
_UNKNOWN, _PARTICLE, _ALIKE, _HOURGLASS = 0.15, 0.5, 0.02, 0.6
_SLACK = 0.01
# More ways to break than this are not all tried: such a text is no title, and is only broken evenly.
_MOST_WAYS = 20_000


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The parts a title may be broken between, and whether each is a known word."""
    end = 0
    for found in _WHOLE.finditer(text):
        for atom in atoms(text[end : found.start()]):
            yield atom, False
        yield found[0], True
        end = found.end()
    for atom in atoms(text[end:]):
        yield atom, False


def _cost(lines: list[str], widths: list[float], width: float, unknown: int) -> float:
    """How far the lines are from an even trapezoid or diamond broken where the sense allows it."""
    cost = (max(widths) - min(widths)) / width + _UNKNOWN * unknown
    cost += _PARTICLE * sum(line[0] in _NO_HEAD for line in lines[1:])
    cost += _PARTICLE * sum(line.endswith(_NO_TAIL) for line in lines[:-1])
    middle = widths[1:-1]
    if middle and min(middle) < min(widths[0], widths[-1]) - _SLACK:
        cost += _HOURGLASS
    if max(widths) - min(widths) < _SLACK:
        cost += _ALIKE
    # Of two mirror images the one with the longer upper line.
    return cost + (0.001 if widths[0] < widths[-1] else 0.0)


def _break_well(text: str, measure: Measure, width: float) -> list[str] | None:
    """The best lines that keep the words whole, or None when no such lines are as few as can be."""
    parts = list(_pieces(text))
    places = [
        place for place, (before, after) in enumerate(pairwise(parts), 1) if may_break(before[0], after[0])
    ]
    fewest = len(break_lines(text, measure, width))
    for count in (fewest, fewest + 1):
        if comb(len(places), count - 1) > _MOST_WAYS:
            return None
        best: tuple[float, list[str]] | None = None
        for chosen in combinations(places, count - 1):
            edges = (0, *chosen, len(parts))
            lines = ["".join(part for part, _ in parts[a:b]).strip(" ") for a, b in pairwise(edges)]
            widths = [measure(line) for line in lines]
            if max(widths) > width + _SLACK or not all(lines):
                continue
            unknown = sum(not (parts[place - 1][1] or parts[place][1]) for place in chosen)
            cost = _cost(lines, widths, width, unknown)
            if best is None or cost < best[0]:
                best = cost, lines
        if best:
            return best[1]
    return None


def _break_evenly(text: str, measure: Measure, width: float) -> list[str]:
    """Lines of lengths as even as may be, wherever a line of text may end."""
    best = break_lines(text, measure, width)
    narrow, step, even = width, width / 200, measure(text) / len(best)
    # The narrowest measure that still needs no more lines gives the most even ones.
    while narrow - step >= even:
        narrow -= step
        tried = break_lines(text, measure, narrow)
        if len(tried) > len(best):
            break
        best = tried
    return ["".join(line).strip(" ") for line in best]


def break_title(text: str, measure: Measure, width: float) -> list[str]:
    """A title in as few lines as fit, words and numbers whole, in a trapezoid or a diamond.

    A line end typed by the clerk is kept. Source: GB/T 9704-2012, 7.3.1 (回行时词意完整、排列对称、长短适宜).
    """
    lines: list[str] = []
    for part in text.split("\n"):
        if measure(part) <= width + _SLACK:
            lines.append(part)
        else:
            lines += _break_well(part, measure, width) or _break_evenly(part, measure, width)
    return lines
