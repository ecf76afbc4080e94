"""Chinese, in simplified and traditional characters."""

from __future__ import annotations

from ....text.patterns import lazy_compile
from .common import word_pattern, word_set
from .language import Interviews, Language

OFFICE = (
    "(?:发言人|發言人|总统|總統|总理|總理|主席|部长|部長|外长|外長|防长|书记|書記|秘书长|秘書長|大使|首相|议长|議長|国王|國王|"
    "市长|市長|省长|州长|州長|校长|校長|会长|會長|院长|院長|局长|局長|司长|董事长|董事長|总经理|總經理|经理|经济学家|教授|"
    "专家|專家|主任|研究员|研究員|分析师|分析師|负责人|負責人|将军|將軍|司令|总裁|總裁|首席执行官|创始人|創辦人|议员|議員|"
    "委员|代表|医生|醫生|教练|记者|記者|律师|律師|检察官|法官)"
)
"""Words for an office, at the end of what it is the office of."""
SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘蒋蔣蔡余杜叶葉程"
    "苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史陶黎顾顧毛郝龚龔邵万"
    "万钱錢严嚴覃武戴莫孔汤湯习習康施文牛樊葛邢齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹欧歐耿关關兰蘭焦俞左柳甘"
    "祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂苗谷盛曲翁冉骆駱辛靳管柴蒙鲍鮑喻祁房滕屈饶饒解牟艾尤阳陽穆农"
)
"""The commonest, a character each."""
VERB = (
    r"(?:表示|指出|强调|強調|认为|認為|介绍|介紹|告诉记者|告訴記者|回应|回應|透露|宣布|称|稱|说|說|写道|寫道|问道?|問道?|"
    r"答道?|回答|补充|補充|坦言|呼吁|呼籲|警告|感叹|直言|提到|解释|解釋|总结|總結|重申)道?"
)
"""Verbs of saying."""
CHINESE = Language(
    code="zh",
    verb_pattern=lazy_compile(rf"{VERB}(?=[:：,，。\x00]|$)"),
    is_cased=False,
    offices=lazy_compile(rf"[\u4e00-\u9fff]*{OFFICE}"),
    first_person=frozenset({"我", "我们", "我們", "咱们"}),
    topics=word_pattern(
        "主题[为是]? 主題[為是]? 题为 題為 名为 名為 题目[为是]? 口号[是为]? 名叫 叫做? 所谓的? 称为 称作"
    ),
    titled=word_pattern("行动 演习 电影 影片 小说 歌曲 展览 会议 论坛 研讨会 项目 计划 节目 杂志 戏剧"),
    pronouns={"他": "m", "她": "f"},
    passes_on=word_pattern(
        "\\w*通讯社 \\w*通訊社 \\w*社 \\w*电视台 \\w*電視台 \\w*日报 \\w*日報 \\w*网 \\w*报"
    ),
    other_articles=r"相关(?:新闻|文章|阅读|报道)|推荐阅读|延伸阅读",
    interviews=Interviews(
        hints=("访", "訪", "答记者", "答記者"),
        headline=r"专访|專訪|访谈|訪談|答记者问|答記者問",
        lead=r"接受.{0,20}(?:采访|採訪|专访|專訪)",
        press_conference=r"记者会|記者會|新闻发布会",
        asks=word_set("問 问 記者 记者 主持人 主持 提问 提問"),
        answers=word_set("答 回答"),
    ),
)
