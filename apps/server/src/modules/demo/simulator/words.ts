import type { Random } from './random.ts';

const greetings = ['您好，感谢联系海悦家电。', '您好，很高兴为您服务。', '您好，让您久等了。'];
const received = [
  '您反映的问题已经收到，我马上为您核实。',
  '非常抱歉给您带来不便，我这边先登记并跟进。',
  '已为您查询到订单信息，正在联系相关同事处理。',
];
const asking = [
  '方便提供一下购买订单号和机身条码吗？',
  '麻烦您拍一张故障现象的照片或视频发给我们。',
  '请问您哪个时间段方便接待师傅上门？',
];
const answering = [
  '订单号已发，麻烦尽快处理。',
  '照片发过去了，请看一下。',
  '周六上午可以，请提前电话联系。',
  '工作日晚上七点以后都可以。',
];
const solving = [
  '师傅已上门处理完毕，您可以再试用看看，有问题随时联系我们。',
  '问题已经处理好了，感谢您的耐心等待。',
  '退款已原路退回，预计一到三个工作日到账。',
  '已为您安排并确认完成，祝您生活愉快。',
];
const reopening = [
  '问题又出现了，请再安排人看一下。',
  '说是处理好了，可是还是不行。',
  '还没有收到退款，请帮忙查一下。',
];
const details = [
  '希望今天之内给答复。',
  '家里有老人和小孩，比较着急。',
  '之前打过电话没有接通。',
  '请尽快安排，谢谢。',
  '购买不到半年。',
  '',
];
const handing = ['已与客户确认需求，转{t}安排，请优先处理。', '客户要求上门，转{t}跟进。'];

/** What people write; templates, not language. */
export const words = {
  firstReply: (draw: Random) => draw.pick(greetings) + draw.pick(received),
  ask: (draw: Random) => draw.pick(greetings) + draw.pick(asking),
  answer: (draw: Random) => draw.pick(answering),
  solve: (draw: Random) => draw.pick(solving),
  reopen: (draw: Random) => draw.pick(reopening),
  handover: (draw: Random, team: string) => draw.pick(handing).replace('{t}', team),
  description: (draw: Random, subject: string, city: string) =>
    `${subject}。地址：${city}。${draw.pick(details)}`,
};
