"""The labels of the header blocks of government pages and law databases: names of fields to the words that stand for them."""
from __future__ import annotations

from typing import Literal

Field = Literal["title", "issuer", "number", "signed", "published", "source", "author", "category"]
LABELS: dict[Field, tuple[str, ...]] = {
    "title": ("标题", "名称", "信息名称", "文件名称", "文件标题", "发文标题", "公文名称", "公文标题", "法规名称", "法规标题", "信息标题"),
    "issuer": ("发布机构", "发文机构", "发文单位", "发布单位", "制定机关", "发布部门", "颁布单位", "发文部门", "公开责任部门", "责任部门",
               "发布机关", "制发机关", "颁布部门", "颁布机构", "颁布机关", "发文机关", "印发机关", "制定单位", "公文发布机构"),
    "number": ("文号", "发文字号", "字号", "发文文号", "文件编号", "文件号", "公文文号", "发布文号", "发文号", "文件字号"),
    "signed": ("成文日期", "成文时间", "发文日期", "生成日期", "生成时间", "印发日期", "发文时间", "签发日期", "颁布日期", "颁布时间",
               "制定日期", "公布日期", "签署日期", "建档日期"),
    "published": ("发布日期", "发布时间", "公开日期", "公开时间", "发表时间", "更新时间", "更新日期", "上版日期", "张贴日期",
                  "时间", "日期", "录入时间", "上传时间", "公开发布日期"),
    "author": ("作者", "征集单位", "供稿单位"),
    "source": ("来源", "信息来源", "文章来源", "稿件来源", "资料来源", "文件来源"),
    "category": ("信息类别", "信息分类", "栏目", "所属栏目", "公文种类", "文种", "体裁", "体裁分类", "所属类别", "法规类别", "法规类型"),
}
# labels whose values are of no interest, but end those before them
OTHERS = (
    "索引号", "信息索引号", "主题", "法规来源", "全文", "效力属性", "失效时间", "主题分类", "组配分类",
    "公开目录", "公开形式", "公开方式", "公开范围", "有效性", "效力级别",
    "效力等级", "实施日期", "施行日期", "实施时间", "时效性", "关键词", "主题词", "浏览次数", "浏览量", "浏览",
    "点阅数", "点阅次数", "点阅", "生效日期", "点击量", "点击数", "点击",
    "阅读次数", "阅读量", "阅读", "字体", "字号大小", "责任编辑", "废止日期",
    "失效日期", "服务对象", "内容概述", "政策解读", "分类", "所属主题", "主办单位（分办单位）", "主办单位",
    "公开时限", "所属分类", "所属单位", "文件类型", "效力状况", "时效", "文件下载", "统一登记号", "登记号", "信息分类号", "主题词分类",
    "文件状态", "统一编号", "发文内容", "发布", "人气", "点击率", "访问次数", "访问量", "编辑", "审核", "发布人")
WRITTEN = frozenset(("成文日期", "成文时间", "签发日期"))  # the day of the paper itself, whatever other days stand beside it
SIZES = frozenset(("字号",))  # on web pages also the size of the letters (字号：大 中 小)
FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}


def _spaced(label: str) -> str:
    return "[ \u3000]*".join(label)


ANY = "|".join(_spaced(label) for label in sorted((*FIELD_OF, *OTHERS), key=len, reverse=True))
