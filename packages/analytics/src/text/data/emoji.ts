/** What a common emoji says, as a word that the sentiment lexicon and the model know. */
export const EMOJI_WORDS: ReadonlyMap<string, string> = wordsOf({
  ':joy:': '😀 😃 😄 😁 😆 😊 🙂 😉 😋 😎 🤗 😸 😺 🥳 😝 😜 🤩 ☺ 😌 🎉 🎊 ✨',
  ':love:': '😍 🥰 😘 😻 ❤ ♥ 💕 💖 💗 💓 💞 💘 💝 💙 💚 💛 🧡 💜 🌹 💐 🌸',
  ':approval:': '👍 👏 👌 💪 🙌 🙏 ✌ 🤝 💯 ✅ 🏆 🌟 ⭐ 🔥',
  ':laughter:': '😂 🤣 😹',
  ':doubt:': '🙄 😒 😑 😐 😶 🤔 😏 🙃 😅 🤷 🤦 😬',
  ':sadness:': '😢 😭 😞 😔 😟 🙁 ☹ 😣 😖 😩 😫 😿 😥 😓 😪 💔 🥺',
  ':anger:': '😠 😡 🤬 👿 😤 💢 🖕',
  ':disapproval:': '👎 ❌ 🚫 💩 🤮 🤢 🤡 😷 😱 😨 😰 😳 🆘',
});

/** What the named signs of chat programs say, as they come in exported texts: [微笑], and some drawn with letters. */
export const EMOTICON_WORDS: ReadonlyMap<string, string> = wordsOf({
  ':joy:':
    '[嘻嘻] [哈哈] [呵呵] [太开心] [开心] [高兴] [可爱] [偷笑] [愉快] [呲牙] [得意] [酷] [憨笑] [调皮] [挤眼] [馋嘴] [害羞] [耶] [庆祝] [转圈] [跳跳] [兔子] [礼物] [蛋糕] [阳光] [太阳] :) :-) :d :-d =) ^_^ ^^ ^o^',
  ':love:':
    '[爱你] [心] [色] [花心] [亲亲] [亲] [爱心] [玫瑰] [鲜花] [拥抱] [抱抱] [爱] [飞吻] [好爱哦] [比心] [给你小心心] <3',
  ':approval:':
    '[赞] [强] [good] [给力] [鼓掌] [威武] [胜利] [ok] [握手] [拳头] [抱拳] [作揖] [奋斗] [加油] [顶] [赞啊]',
  ':laughter:': '[笑cry] [允悲] [破涕为笑] [捂脸] [笑哭]',
  ':doubt:':
    '[微笑] [疑问] [思考] [挖鼻] [挖鼻屎] [抠鼻] [白眼] [傲慢] [黑线] [汗] [流汗] [冷汗] [尴尬] [摊手] [费解] [阴险] [坏笑] [撇嘴] [无语] [旺柴]',
  ':sadness:':
    '[泪] [泪流满面] [流泪] [大哭] [悲伤] [伤心] [委屈] [可怜] [失望] [难过] [快哭了] [衰] [生病] [心碎] [凋谢] [苦涩] [感冒] [困] [累] [悲催] [晕] :( :-( t_t t.t qaq tat ;_;',
  ':anger:': '[怒] [发怒] [怒骂] [抓狂] [哼] [左哼哼] [右哼哼] [咒骂] [敲打] [愤怒] [炸弹] [菜刀]',
  ':disapproval:':
    '[弱] [鄙视] [吐] [恶心] [便便] [不要] [差劲] [打脸] [闭嘴] [惊恐] [吃惊] [骷髅] [最差] [no] [拜拜] [再见]',
});

function wordsOf(signs: Record<string, string>): Map<string, string> {
  return new Map(
    Object.entries(signs).flatMap(([word, list]) =>
      list.split(' ').map((sign): [string, string] => [sign, word]),
    ),
  );
}
