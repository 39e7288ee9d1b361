import type { SentimentReading } from './sentiment-reading.ts';

/** Wording in which praise is often meant the other way, in prepared (simplified, lower-case) text. */
const CUES = [
  /呵呵|醉了|服了|佩服佩服|厉害了|真行啊|好极了呢|笑死|也是没谁|没谁了|我信了你的邪|真是够了|可真[好棒行]|真[好棒行]啊你们|棒棒的哦/,
  /["“「『](?:好|优质|高档|正品|专业|贴心|快速|精美|五星|新鲜|优秀|美味)[^"”」』]{0,4}["”」』]/,
  /(?:谢谢|感谢|多谢|恭喜)(?:你们?|贵|您|了|啊|商家|店家|卖家|客服)?.{0,12}(?:让我|害我|浪费|等了|坏|烂|差|骗|坑|拉肚子|垃圾|一肚子)/,
  /(?:不愧是|果然是|不愧为).{0,10}(?:垃圾|奸商|骗|坑|差|烂)/,
  /:(?:doubt|laughter):|\/s\b|yeah,? right|thanks for nothing|just great|oh great|how nice of/,
];
/** Praise that long waits and faults stand beside. */
const COMPLAINTS =
  /等了.{0,6}(?:小时|天|周|月)|[0-9].{0,2}(?:小时|天|个月)(?:才|还没)|才(?:送到|到|回复|处理)|第.{1,2}次(?:坏|维修|返修)|hours? (?:late|on hold)|broke .{0,12}(?:day|week)/;

/** Whether a text is worded as irony often is: a cue of it, or nothing but praise beside a plain complaint. */
export function sarcasmCue(prepared: string, { positive, negative }: SentimentReading): boolean {
  if (CUES.some((cue) => cue.test(prepared))) return true;
  return positive > 0 && negative === 0 && COMPLAINTS.test(prepared);
}
