"""Who works in the sample office, and the residents who come to its counter. None of them exists."""

from datetime import date, timedelta
from random import Random

from desktop.domain.office import Founding, Profile
from desktop.domain.people import NewAccount, Role
from desktop.domain.seals import Seal
from desktop.domain.text.identity import check_character

AREA = "350299"
"""An area code that no district has, so that no identity number here is anybody's."""
HANDLERS = ("黄建平", "林秀琴", "郑海峰", "苏雅婷")
APPROVER, DEPUTY, ADMINISTRATOR, AUDITOR, LEADER = "陈志明", "何美兰", "周启文", "沈静", "吴国强"
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = [
    "国栋",
    "美珠",
    "志强",
    "秀英",
    "俊杰",
    "玉珍",
    "雨桐",
    "阿娇",
    "小玲",
    "佳怡",
    "文德",
    "子涵",
    "永福",
    "明辉",
    "春花",
    "淑芬",
    "建国",
    "桂兰",
    "海燕",
    "丽萍",
    "晓东",
    "金凤",
    "伟",
    "芳",
    "敏",
    "静",
    "磊",
    "洋",
    "艳",
    "勇",
    "军",
    "杰",
    "娟",
    "涛",
    "超",
    "霞",
    "平",
    "刚",
    "桂英",
    "玉兰",
    "秀兰",
    "玉梅",
    "志伟",
    "建华",
    "文彬",
]
RARE = ("㛃雯", "䶮", "𬭎", "祎喆", "堃")
"""Rare characters that registers really meet; each must be typed, kept and printed whole."""
ROADS = ("榕荫路", "梧桐街", "小学路", "双十路", "湖滨巷")
RECIPIENTS = {
    "10": ("滨江市社会保险中心", "临川县社会保险局", "永安市机关事业单位养老保险中心"),
    "15": ("鹭达物流有限公司", "海沧区人力资源服务中心", "厦和电子有限公司"),
    "16": ("某部政治工作处",),
}
OTHERS = {
    "助残": "梧桐街道残疾人联合会",
    "助学": "鹭江职业技术学院",
    "社保": "思明区人力资源和社会保障局",
}


def founding(password: str) -> Founding:
    """Three seals, and people in every role; the fourth seal is made in the sample itself."""
    people = [
        NewAccount(name, f"第 {place} 网格员", frozenset({Role.HANDLER}), password, f"第 {place} 网格")
        for place, name in enumerate(HANDLERS, 1)
    ]
    approver, keeper = len(people) + 1, len(people) + 1
    people += [
        NewAccount(APPROVER, "主任", frozenset({Role.APPROVER, Role.KEEPER}), password),
        NewAccount(DEPUTY, "副主任", frozenset({Role.HANDLER, Role.KEEPER}), password),
        NewAccount(ADMINISTRATOR, "系统管理员", frozenset({Role.ADMINISTRATOR}), password),
        NewAccount(AUDITOR, "审计员", frozenset({Role.AUDITOR}), password),
        NewAccount(LEADER, "街道主任", frozenset({Role.STREET_LEADER}), password),
    ]
    street = "梧桐街道办事处"
    seals = [
        Seal(1, f"厦门市思明区{street}社会事务专用章", "梧社印", street, 42, keeper, approver),
        Seal(
            2, "厦门市思明区梧桐街道榕荫社区居民委员会", "榕居印", "榕荫社区居民委员会", 42, keeper, approver
        ),
        Seal(3, "榕荫社区居民选举委员会", "榕选印", "榕荫社区居民选举委员会", 42, keeper, approver),
    ]
    return Founding(Profile("榕荫社区", "梧桐街道", "思明区"), seals[0], people, True, tuple(seals[1:]))


def resident(random: Random, today: date) -> tuple[str, str, str, str]:
    """A resident: name, identity number, telephone, address."""
    given = random.choice(RARE) if random.random() < 0.03 else random.choice(GIVEN)
    name = random.choice(SURNAMES) + given
    born = today - timedelta(days=random.randrange(20 * 365, 85 * 365))
    first = f"{AREA}{born:%Y%m%d}{random.randrange(1000):03}"
    phone = f"13{random.randrange(10)}{random.randrange(10**8):08}"
    address = f"{random.choice(ROADS)}{random.randrange(1, 130)}号{random.randrange(1, 9)}0{random.randrange(1, 5)}室"
    return name, first + check_character(first), phone, address


def recipient(random: Random, code: str, group: str) -> str:
    """Where the paper goes."""
    return random.choice(RECIPIENTS[code]) if code in RECIPIENTS else OTHERS[group]
