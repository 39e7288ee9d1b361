/** Questions and requests, in prepared text: what is asked for has no mood of its own. */
const ENQUIRY =
  /请问|想(?:问|查|咨询|了解|确认|预约|办理)|(?:麻烦|请|劳驾)(?:帮|给|您|你|转|查|问|发|改)|帮(?:我|忙)(?:查|改|转|看|问|取消|登记|开)|(?:什么|啥)时候|几点|几天|几号|多久能|多少钱|在哪|哪里(?:可以|能)|怎么(?:办理|操作|查|改|用|预约|申请|联系)|(?:有|能|可以|是否|会).{0,12}[吗嘛么](?:[?。]|$)|\b(?:what|when|where|how do|how can|could you|can you|please)\b/;
/** Neither good nor bad, in so many words. */
const SO_SO =
  /一般般|中规中矩|马马虎虎|不好也不坏|不好不坏|凑合|过得去|普普通通|没什么特别|还行吧|so-so|average|okay|nothing special/;
const SHORT = 20;

/**
 * Whether a text asks without saying anything good or bad, or says in few words that it is neither. The reviews that
 * the model was trained on hold nothing of the kind, so it has to be told.
 */
export function isPlainTalk(prepared: string, polarWords: number): boolean {
  if (polarWords === 0 && ENQUIRY.test(prepared)) return true;
  return prepared.length <= SHORT && SO_SO.test(prepared);
}
