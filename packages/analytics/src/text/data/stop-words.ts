/** Words that say nothing of what a text is about, in Chinese (with the pairs of characters that they leave) and English. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `的 了 是 在 和 与 就 都 而 及 着 也 吗 呢 吧 啊 我 你 他 她 它 们 这 那 有 很 又 还 把 被 让 给 对 从 到 说 要 会 能 个 一 不 没 好 去 来 上 下 里
我们 你们 他们 她们 它们 自己 大家 人家 别人 这个 那个 这些 那些 这样 那样 这么 那么 这种 那种 这里 那里 这次 上次 下次 一次 一个 一些 一下 一点 一直 一样 一定 一般 一起 一切
什么 怎么 怎样 为什么 哪里 哪个 多少 几个 可以 可能 应该 需要 能够 不能 不会 不是 没有 还有 只有 所有 只是 就是 还是 都是 也是 真是 算是 但是 可是 不过 然而 因为 所以 如果 虽然 而且 或者 以及 并且 然后 于是 因此 由于 无论 不管 即使 除了 对于 关于 根据 通过 按照
非常 特别 比较 有点 十分 相当 真的 确实 其实 已经 正在 曾经 刚刚 马上 现在 今天 昨天 明天 时候 之后 之前 以后 以前 后来 开始 最后 终于 总是 经常 有时 再次 又是 很多 许多 不少 太多 的话 来说 起来 出来 下来 上来 过来 进去 出去 知道 觉得 感觉 认为 看到 听到 想要 希望 东西 事情 问题 情况 方面 地方
了一 的是 是的 我的 你的 他的 有一 是一 了我 我在 我是 我就 就不 也不 都不 还不 又不 不了 了不 的我 在我 给我 跟我 让我 对我 我还 我也 我都 这是 那是 也有 都有 就有 还要 也没 都没 还没 就没 很好 不好 好的 了吧 了吗 了啊 的了 了的 是我 是不 不到 没有 有没
a an the and or but if then so of to in on at by for from with about into over after before up down out off as is am are was were be been being do does did done have has had having will would can could should may might must shall not no nor i you he she it we they me him her us them my your his its our their this that these those there here what which who whom when where why how all any both each few more most other some such only own same too very just also than again once ever get got one two really`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
