"""Made-up inquiries with the words of a real desk: names, companies, models, numbers, and a few very rare signs."""

from dataclasses import dataclass
from random import Random
from typing import Final

_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁仇单"
_GIVEN: Final = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华志文玉红梅海燕峰晓东鑫宇婷雪琳浩然子涵欣怡轩"
_RARE: Final = "霾鳌璞彧翀堃喆淼犇龘麤靐氍毹觊觎饕餮魑魅魍魉耄耋"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_CITIES: Final = _listed("华南 苏州 佛山 重庆 青岛 东莞 无锡 杭州 武汉 长春 成都 天津 温州 南京 上海 深圳 宁波 厦门")
_FIRMS: Final = _listed("永川 恒锐 美居 海润 宏达 天工 西子 东湖 一东 锦江 港口 栖霞 永兴 精诚 华盛 金鼎 瑞丰 鸿运")
_TRADES: Final = _listed("精密制造 电子 家具 机电 食品 汽车零部件 五金 模具 光伏 激光 离合器 物流 机械 鞋机 包装")
_MODELS: Final = _listed("IRB KR M GP UR TX RS ER SR HSR")
_MATTERS: Final = _listed(
    """
    焊接工位换型频繁 想了解六轴机器人的负载和臂展 视觉定位偏差 示教器黑屏 减速机异响 涂胶轨迹拐角堆胶 夹爪气缸漏气
    控制柜风扇报警
    编码器电池电量低 末端法兰松动 码垛节拍不稳 通讯中断 离线编程软件导入后坐标系旋转 伺服过载 急停回路断开 产线节拍下降
    上下料方案
    质保期内更换备件 年度保养 操作员培训 安全围栏报价 代理合作 框架合同付款方式 现场调研 样板测试 喷涂厚度不均
    抛光力控抖动
    """
)
_CLOSINGS: Final = _listed(
    """
    请尽快回电说明 今天能否派人到现场 希望年底前完成 昨天重启后复现 已经停线两小时 需要书面答复 附件三张图 问有没有现货
    预算三十万以内 要求节拍十八秒 等待工程师确认 夜班也发生过 换了电缆没有改善 手动模式正常 只在雨天出现 想先看演示
    """
)
_REQUESTS: Final = _listed("选型建议 报价单 排查步骤 备件与上门时间 原因与补丁 培训计划 书面答复 远程排查 参数建议")
_ENGLISH: Final = _listed("gripper pads delivery spare controller palletizing distributor quotation warranty firmware")
_PREFIXES: Final = _listed("138 139 136 137 150 188 133 0755 020")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What somebody says who calls or writes."""

    customer: str
    contact: str
    content: str
    request: str


def customer(random: Random) -> tuple[str, str]:
    """Company and name, and a telephone number."""
    name = random.choice(_SURNAMES) + "".join(random.choice(_GIVEN) for _ in range(random.choice((1, 2, 2))))
    company = random.choice(_CITIES) + random.choice(_FIRMS) + random.choice(_TRADES)
    return f"{company} {name}", f"{random.choice(_PREFIXES)}{random.randrange(10**8):08}"


def inquiry(random: Random, by: tuple[str, str]) -> Inquiry:
    """A matter of that customer: one or two sentences, some with English, one in two thousand with a rare sign."""
    model = f"{random.choice(_MODELS)}-{random.randrange(6, 4000)}"
    content = f"{random.choice(_MATTERS)},{model}第{random.randrange(1, 40)}台,{random.choice(_CLOSINGS)}"
    if random.random() < 0.3:
        content += f"。{random.choice(_MATTERS)},{random.choice(_CLOSINGS)}"
    if random.random() < 0.1:
        content += " " + " ".join(random.sample(_ENGLISH, 4))
    if random.random() < 0.0005:
        content += random.choice(_RARE)
    return Inquiry(*by, content, random.choice(_REQUESTS))
