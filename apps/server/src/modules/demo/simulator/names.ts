import type { Random } from './random.ts';

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const given = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '平',
  '刚',
  '桂英',
  '晓燕',
  '志强',
  '建国',
  '雨桐',
  '子涵',
  '浩然',
  '欣怡',
  '梓萱',
  '宇轩',
  '思远',
  '嘉怡',
  '俊杰',
  '雅琴',
  '海燕',
  '立新',
  '春梅',
  '国庆',
  '文博',
  '佳宁',
  '晨曦',
  '若琳',
  '天宇',
  '慧敏',
  '小龙',
  '丹丹',
  '玉兰',
  '永康',
  '梦琪',
];

/** A Chinese personal name. */
export function personName(random: Random): string {
  return random.pick(surnames) + random.pick(given);
}

/** A mobile number in a range that is not given out (170 0000 …), unique by its index. */
export function phoneNumber(index: number): string {
  return `1700${String(index % 10_000_000).padStart(7, '0')}`;
}
