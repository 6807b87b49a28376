"""How a ledger looks, whatever the format: colours by tone, fonts with what stands in for them."""
from __future__ import annotations

FILLS = {"good": "D5EBD3", "middle": "FFF1C2", "bad": "F9D3CE", "off": "E4E4E4"}  # light enough to print and to read
CENTRAL_FILL, HEAD_FILL, TOTAL_FILL = "DEE8F5", "EDEDED", "F5F5F5"
TITLE_FONT, HEAD_FONT, SECOND_FONT, BODY_FONT = "方正小标宋简体", "黑体", "楷体", "仿宋"
# the names of the same or the nearest face on other systems, in order
STAND_INS = {TITLE_FONT: ("方正小标宋_GBK", "小标宋", "华文中宋", "STZhongsong", "宋体", "SimSun", "Noto Serif CJK SC"),
             HEAD_FONT: ("SimHei", "华文黑体", "STHeiti", "Noto Sans CJK SC", "WenQuanYi Micro Hei"),
             SECOND_FONT: ("楷体_GB2312", "KaiTi", "华文楷体", "STKaiti", "AR PL UKai CN", "Noto Serif CJK SC"),
             BODY_FONT: ("仿宋_GB2312", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC")}
