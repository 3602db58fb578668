"""One believable document of each paper of a seal's life, as JSON."""

from typing import Any

_SEAL = "厦门市思明区梧桐街道办事处社会事务专用章"
_SHAPE = "圆形，中央五角星"

ACTIVATION: dict[str, Any] = {
    "number": "印章台账 57",
    "recipients": "各社区居民委员会、各有关单位",
    "seal_name": _SEAL,
    "shape": _SHAPE,
    "diameter_mm": 42,
    "in_use_from": "2026-09-01",
    "keeper": "陈志明",
    "issuer": "梧桐街道办事处",
    "issued_on": "2026-08-28",
    "leader": "吴国强",
    "maker": "鹭岛印章店",
    "filing": "厦公印备〔2026〕118 号",
}

SPECIMEN: dict[str, Any] = {
    "number": "印章台账 55",
    "seal_name": _SEAL,
    "shape": _SHAPE,
    "diameter_mm": 42,
    "book_code": "梧社印",
    "keeper": "陈志明",
    "material": "铜",
    "kept_on": "2026-08-27",
}

HANDOVER: dict[str, Any] = {
    "number": "印章台账 214",
    "office": "榕荫社区居民委员会",
    "handed_on": "2026-09-05",
    "hander": "陈志明",
    "receiver": "何美兰",
    "witness": "吴国强",
    "seals": [
        {
            "seal_name": _SEAL,
            "book_code": "梧社印",
            "diameter_mm": 42,
            "material": "铜",
            "state": "在用",
            "last_number": "〔2026〕316 号",
        },
        {
            "seal_name": "厦门市思明区梧桐街道榕荫社区居民委员会",
            "book_code": "榕居印",
            "diameter_mm": 42,
            "material": "铜",
            "state": "在用",
            "last_number": "〔2026〕88 号",
        },
    ],
    "along": "用印登记簿 2 本、印章柜钥匙 1 把",
}

OUTING: dict[str, Any] = {
    "number": "印章台账 188",
    "seal_name": _SEAL,
    "reason": "为行动不便的居民现场办理领取养老金身份确认",
    "place": "榕荫社区日间照料中心",
    "carriers": "黄建平、林秀琴",
    "out_at": "2026-09-03T09:00:00+08:00",
    "due_back": "2026-09-03T12:00:00+08:00",
    "keeper": "陈志明",
    "leader": "吴国强",
    "approved_at": "2026-09-03T08:40:00+08:00",
    "back_at": "2026-09-03T11:35:00+08:00",
    "returner": "黄建平",
    "impressions": 4,
}

NOTICE: dict[str, Any] = {
    "number": "印章台账 231",
    "kind": "停用",
    "seal_name": "榕荫社区居民选举委员会",
    "since": "2026-09-06",
    "reason": "本届选举工作结束",
    "last_number": "榕选印〔2026〕24 号",
    "issuer": "榕荫社区居民委员会",
    "issued_on": "2026-09-06",
    "seal_diameter_mm": 42,
}

LOSS: dict[str, Any] = {
    "number": "印章台账 240",
    "kind": "遗失",
    "seal_name": "厦门市思明区梧桐街道榕荫社区居民委员会",
    "since": "2026-09-10",
    "reported": "已于9月10日向梧桐派出所报案",
    "issuer": "梧桐街道办事处",
    "issued_on": "2026-09-11",
    "seal_diameter_mm": 42,
}

MAKING: dict[str, Any] = {
    "number": "印章台账 54",
    "title": "印章刻制登记表",
    "seal_name": _SEAL,
    "done_on": "2026-08-26",
    "lines": [
        {"label": "刻制单位", "text": "鹭岛印章店"},
        {"label": "公安备案号", "text": "厦公印备〔2026〕118 号"},
        {"label": "批 准 人", "text": "吴国强"},
    ],
    "signers": [{"label": "经 办 人", "text": "苏雅婷"}],
}

SURRENDER: dict[str, Any] = {
    "number": "印章台账 233",
    "title": "印章缴销记录",
    "seal_name": "榕荫社区居民选举委员会",
    "done_on": "2026-09-07",
    "lines": [{"label": "缴往单位", "text": "梧桐街道办事处"}],
    "signers": [{"label": "缴 送 人", "text": "陈志明"}, {"label": "接 收 人", "text": "吴国强"}],
}

SEALED_AWAY: dict[str, Any] = {
    "number": "印章台账 234",
    "title": "印章封存记录",
    "seal_name": "榕荫社区居民选举委员会",
    "done_on": "2026-09-07",
    "lines": [{"label": "地　　点", "text": "街道档案室 3 号柜"}],
    "signers": [{"label": "封 存 人", "text": "陈志明"}, {"label": "封 存 人", "text": "何美兰"}],
}

RECORD: dict[str, Any] = {
    "number": "印章台账 236",
    "title": "印章销毁记录",
    "seal_name": "榕荫社区居民选举委员会",
    "done_on": "2026-09-08",
    "lines": [
        {"label": "销毁方式", "text": "切割成四块，印面磨平"},
        {"label": "销毁地点", "text": "梧桐街道办事处"},
        {"label": "批 准 人", "text": "吴国强"},
    ],
    "signers": [
        {"label": "销 毁 人", "text": "陈志明"},
        {"label": "销 毁 人", "text": "何美兰"},
        {"label": "监 销 人", "text": ""},
    ],
}
