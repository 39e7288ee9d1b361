/**
 * What OpenCC leaves as the mainland says it, or takes for a word of programmers: `類型` of a ticket is not the
 * `型別` of a variable.
 */
const usage = [
  ['型別', '類型'],
  ['郵箱', '電子信箱'],
  ['回復', '回覆'],
  [/手機號(?!碼)/g, '手機號碼'],
  ['文本', '純文字'],
  ['自定義', '自訂'],
  ['賬', '帳'],
  ['質量', '品質'],
  ['服務水平', '服務水準'],
  ['退出登入', '登出'],
] as const;

/** Text that OpenCC converted to Taiwan's characters and phrases, in the words that services there use. */
export function inTaiwanUsage(converted: string): string {
  return usage.reduce<string>((said, [from, to]) => said.replaceAll(from, to), converted);
}
