/** Words that turn, strengthen or weaken what is said, in simplified Chinese and English. */

/** They turn what follows: 不好, 没有问题, not good. */
export const NEGATIONS: readonly string[] = list(`
不 没 没有 无 未 非 别 勿 莫 毫不 毫无 绝不 绝非 决不 并不 并非 并没 并没有 不太 不怎么 不是 不是很 不算 不够 不会 不能 不可能 不再 不要 不用 从不 从没 从未 从来没 从来不 没什么 没怎么 没啥 未必 未曾 尚未 无法 难以 谈不上 称不上 算不上 说不上 不至于 不见得 毫无疑问不 缺乏 缺少
not no never none without hardly barely cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt nothing neither nor
`);

/** They look like a negation, a polar word or a contrast, but are none. */
export const NEUTRAL_WORDS: readonly string[] = list(`
不但 不仅 不仅仅 不光 不只 不单 不管 不论 不禁 不由 不由得 不得不 不知 不知道 不好意思 不一会 不一会儿 不久 不断 不等 不同 不少 不止 不已 不时 不料 不妨 不停
别人 别的 别家 别处 特别 分别 区别 差别 级别 性别 告别 个别 识别 类别 辨别 无论 无数 无线 无意 无意中 无非 无糖 无硅油 无人机 无锡 非常 非要 除非 是非 非洲 未来 未婚 莫非 没想到 没多久 没事 没准 毫无疑问 要不 要不是 好多 好几 好像 好久 好比 好歹 只好 正好 刚好 恰好 最好是 爱好 好奇 好友 好些 偏好 假期 假日 放假 请假 寒假 暑假 假如 假设 真假 差不多 差点 出差 差异 时差 快递差 病毒 生病 烂漫 灿烂 破解 突破 贵州 贵公司 贵店 贵司 可惜了 牛奶 牛肉 牛仔 蜗牛 蒙牛 黄牛 牛排 牛腩 牛油 牛皮 香港 香蕉 香水 香菇 香菜 香菇 香油 香烟 香精 烤香 香肠 佳能 爽肤水 爽身粉 优酷 值班 价值 值日 顶部 屋顶 山顶 头顶 爱情 恋爱 爱人 爱国 爱尔兰 甜品 甜点 美国 美食 美团 美的牌 美术 欧美 赞助 棒子 帅哥 妙龄 骂街 快慢 慢慢 慢性 大火 火车 火锅 火腿 死板 死角 哭泣 泪水 眼泪 汗水 出汗 吵架 苦瓜 咖啡苦 辛苦 苦笑 切片 一切 亲切 密切 迫切 确切 切勿 普通话 一般来说 一般情况 一般都 小时候 痒痒 小心翼翼 错过 惩罚 坏人 担心的 主动权 换货了
waiter waiters waitress waitresses painting paintings paint kindle issued returned returning
`);

/** Deeds that are expected: they say nothing, but not done they are bad: 没有回复, does not work. */
export const DEEDS: readonly string[] = list(`
回复 回应 解决 处理 收到 送到 到货 发货 理我 理人 接电话 退款 退钱 兑现 修好 起作用 联系 通知 说明 告知 道歉 赔偿 上门 生效 到账
work help open start charge connect fit load function respond reply answer arrive come deliver turn update
`);

/** They strengthen what follows. */
export const STRONGER: readonly string[] = list(`
很 太 非常 特别 十分 极 极其 极度 最 超 超级 超极 相当 真 真是 真的 实在 实在是 完全 根本 绝对 简直 尤其 格外 异常 无比 多么 好 巨 贼 老 挺 够 死 颇 甚 更 更加 越来越
very really so too extremely absolutely totally completely incredibly super highly most such quite utterly
`);

/** They weaken it. */
export const WEAKER: readonly string[] = list(`
有点 有点儿 有些 一点 一点点 稍 稍微 稍稍 略 略微 还 还算 比较 较 较为 勉强 大概 似乎 好像 微 轻微 偶尔
slightly somewhat fairly little bit kinda rather almost mostly
`);

/** What comes after them counts for more than what came before. */
export const CONTRASTS: readonly string[] = list(`
但 但是 可是 可 不过 就是 只是 然而 却 除了 唯一 美中不足 可惜 遗憾 倒是 反而 结果 谁知 没想到 后来 还是
but however although though except only yet unfortunately nevertheless
`);

function list(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
}
