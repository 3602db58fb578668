"""Believable documents of each letter and notice, as JSON; `print KIND --schema` shows them."""

from typing import Any

INTRODUCTION: dict[str, Any] = {
    "number": "梧社印〔2026〕319 号",
    "recipient": "滨江市社会保险中心",
    "name": "曾美珠",
    "id_number": "350299197108230022",
    "community": "榕荫社区",
    "persons": 1,
    "purpose": "退休审核",
    "valid_days": 7,
    "handler": "苏雅婷",
    "approver": "陈志明",
    "issuer": "梧桐街道办事处",
    "issued_on": "2026-09-08",
    "seal_diameter_mm": 42,
    "check_code": "4T8N-C2WK-6HJP",
}

CORRECTION: dict[str, Any] = {
    "number": "梧社印〔2026〕320 号",
    "name": "李国强",
    "matter": "重度居家护理补助",
    "applied_on": "2026-09-15",
    "missing": [
        {"name": "残疾人证", "wanted": "原件，看后退还"},
        {"name": "居家护理补助申请表", "wanted": "第二页本人签名"},
        {"name": "网格员入户核实意见"},
    ],
    "due_on": "2026-09-25",
    "place": "榕荫社区便民服务窗口",
    "handler": "黄建平",
    "phone": "0592-2086316",
    "issuer": "榕荫社区居民委员会",
    "issued_on": "2026-09-15",
    "seal_diameter_mm": 42,
}

REFUSAL: dict[str, Any] = {
    "number": "梧社印〔2026〕321 号",
    "name": "郑晓云",
    "matter": "购房收入证明",
    "applied_on": "2026-09-16",
    "reason": "社会事务专用章只用于授权的16项事务，购房收入证明不在其中",
    "ground": "《社会事务专用章使用管理制度》第三条",
    "elsewhere": "您的工作单位，或为您代发工资的银行",
    "complaints": "0592-2086300",
    "handler": "黄建平",
    "phone": "0592-2086316",
    "issuer": "榕荫社区居民委员会",
    "issued_on": "2026-09-16",
    "seal_diameter_mm": 42,
}

ANNOUNCEMENT: dict[str, Any] = {
    "number": "榕居〔2026〕12 号",
    "title": "关于组织开展秋季楼道清理的公告",
    "header_style": "red",
    "issuer_mark": "榕荫社区居民委员会",
    "blocks": [
        {
            "kind": "paragraph",
            "text": "为消除消防隐患，社区决定对三个片区的楼道集中清理。现将有关事项公告如下：",
        },
        {"kind": "heading", "level": 1, "text": "清理时间和联系人"},
        {
            "kind": "rows",
            "rows": [
                ["榕荫路片区", "9月12日", "黄建平"],
                ["梧桐里片区", "9月13日", "林秀琴"],
                ["滨江苑片区", "9月14日", "苏雅婷"],
            ],
        },
        {"kind": "heading", "level": 1, "text": "清理范围"},
        {
            "kind": "paragraph",
            "text": "楼道、门厅和疏散通道内堆放的杂物。请各户在清理前一天自行搬走仍要使用的物品；逾期未搬的，由社区统一登记、存放三十日。",
        },
        {"kind": "paragraph", "text": "特此公告。"},
    ],
    "issuer": "榕荫社区居民委员会",
    "issued_on": "2026-09-08",
    "seal_diameter_mm": 42,
}

PLAIN_ANNOUNCEMENT: dict[str, Any] = {
    **ANNOUNCEMENT,
    "number": "第 12 号",
    "header_style": "plain",
    "issuer_mark": "",
}

PREPRINTED_ANNOUNCEMENT: dict[str, Any] = {**ANNOUNCEMENT, "header_style": "preprinted"}

OFFICE_LETTER: dict[str, Any] = {
    "number": "榕居函〔2026〕7 号",
    "title": "关于请协助检修路灯的函",
    "issuer_mark": "榕荫社区居民委员会",
    "addressee": "滨江市市政养护中心",
    "blocks": [
        {
            "kind": "paragraph",
            "text": "近日有居民反映，榕荫路86号至102号之间有四盏路灯不亮，夜间老人出行不便。社区已于9月6日到现场查看，情况属实。",
        },
        {
            "kind": "paragraph",
            "text": "请贵单位安排检修，并将检修时间告知我们，以便通知居民。联系人黄建平，电话0592-2086316。",
        },
        {"kind": "paragraph", "text": "专此函达，请予支持。"},
    ],
    "issuer": "榕荫社区居民委员会",
    "issued_on": "2026-09-08",
    "seal_diameter_mm": 42,
}
