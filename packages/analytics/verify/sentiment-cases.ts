/** Texts written for this check, by what makes them hard. The label is what a reader would say. */
export interface HardCase {
  text: string;
  polarity: 'positive' | 'negative' | 'neutral';
}

const POSITIVE = 'positive';
const NEGATIVE = 'negative';
const NEUTRAL = 'neutral';

function cases(polarity: HardCase['polarity'], lines: string): HardCase[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ text, polarity }));
}

/** The mood hangs on a negation, or on two. */
export const NEGATION_CASES: readonly HardCase[] = [
  ...cases(
    NEGATIVE,
    `一点都不好用
     客服根本不理人，问题也没解决
     没有想象中那么好
     这个效果并不明显，不值这个价
     不是很满意，不会再来了
     房间不干净，隔音也不好
     师傅不专业，说话不客气
     没有一次是准时送到的
     谈不上喜欢，也不想再买
     不太推荐大家购买
     味道不怎么样，服务也不怎么样
     从来没有回复过我的消息
     不觉得好看，剧情没意思`,
  ),
  ...cases(
    POSITIVE,
    `没有任何问题，用着放心
     一点也不贵，质量还不差
     没有异味，没有色差，很满意
     不得不说，客服真的耐心
     用了一年都没坏过，没让我失望
     完全不卡，不发烫
     不吵，不漏水，安装师傅不收小费
     从没见过这么负责的店家
     不会后悔的选择
     没等多久就有人接电话，不错
     没有比这更好的了
     非但没有拖延，还提前到了`,
  ),
];

/** Good and bad in one text, the verdict after the contrast. */
export const CONTRAST_CASES: readonly HardCase[] = [
  ...cases(
    NEGATIVE,
    `外观挺漂亮的，但是用了两天就坏了
     味道可以，就是等了两个小时，饭都凉了
     位置方便，不过卫生太差，不会再住
     前台很热情，可是房间又小又吵，失望
     书是好书，可惜印刷模糊还缺页
     价格便宜，但是一分钱一分货，质量太差
     演员很努力，然而剧本实在太烂`,
  ),
  ...cases(
    POSITIVE,
    `虽然物流慢了点，但是东西真的很好
     包装有点破，不过里面完好，客服态度也好，满意
     价格贵了一些，但质量对得起这个价
     刚开始有点失望，后来客服马上解决了，点赞
     位置偏了点，但是房间干净舒服，下次还来
     开头有点闷，但是越看越精彩，强烈推荐
     除了送餐慢一点，其他都很好吃`,
  ),
];

/** Said the other way round: praise meant as blame. */
export const IRONY_CASES: readonly HardCase[] = cases(
  NEGATIVE,
  `呵呵，真是好服务，等了三个小时没人理
   质量真"好"，用一次就断了
   谢谢你们让我拉了两天肚子
   可真行，退款退了一个月还没到账
   太棒了，刚过保修期就坏了
   你们客服真厉害，一句话能复制粘贴十遍
   感谢商家送我一只苍蝇加餐
   效率真高，一份快递走了半个月
   恭喜我成功买到了假货
   佩服，能把面做成浆糊也是本事
   真会做生意，降价比翻脸还快
   五星好评，送给有缘的冤大头`,
);

/** Neither good nor bad. */
export const NEUTRAL_CASES: readonly HardCase[] = cases(
  NEUTRAL,
  `请问你们几点下班
   我想查一下订单的物流信息
   这个型号有黑色的吗
   昨天下的单，地址是朝阳区
   收到了，还没用
   发票抬头改成公司名称
   麻烦帮我转接售后部门
   今天下午两点开会
   产品尺寸是三十乘四十厘米
   还没拆开看，先放着
   我的会员什么时候到期
   从北京寄到上海要几天
   帮我把手机号改一下
   第二章讲的是函数
   一般般吧，不好也不坏
   中规中矩，没什么特别的`,
);

/** Service, hotels, books, films, health, schools and talk on social media: what the model was not trained on. */
export const OTHER_DOMAIN_CASES: readonly HardCase[] = [
  ...cases(
    POSITIVE,
    `酒店就在地铁口，房间宽敞，早餐丰富
     前台小姐姐很热情，还免费升级了房型
     这部电影看哭了，演技炸裂
     医生很耐心，讲解得特别清楚
     老师讲课生动，孩子很喜欢
     一口气读完，文笔优美，回味无穷
     客服回复很快，十分钟就把问题解决了
     维修师傅上门准时，修得又快又好
     银行柜员态度亲切，业务办得很顺利
     今天心情超好，和朋友吃了顿大餐
     景色太美了，不虚此行
     驾校教练有耐心，一次就过了
     客服態度很好，處理得非常迅速
     這家飯店乾淨又舒適，推薦`,
  ),
  ...cases(
    NEGATIVE,
    `房间一股霉味，床单上还有头发
     空调坏了，前台说没办法，让我们忍一忍
     剧情拖沓，全程尴尬，浪费两个小时
     排了一上午队，医生两分钟就打发了
     老师经常迟到，对学生爱理不理
     翻译生硬，错别字连篇，读不下去
     投诉了三次都没有人处理
     打了十几个电话，一直占线
     莫名其妙扣了我两百块钱，要求退还
     app一打开就闪退，更新以后更卡了
     加班到凌晨，心态崩了
     景区又脏又乱，导游强制购物
     客服態度惡劣，直接掛我電話
     等了一個月還沒收到貨，太離譜了`,
  ),
];

/** English, read by the lexicon. */
export const ENGLISH_CASES: readonly HardCase[] = [
  ...cases(
    POSITIVE,
    `Great service, fast delivery, very happy
     The agent was patient and solved my problem quickly
     I love this phone
     Not bad at all, works perfectly
     Clean room and friendly staff
     Highly recommended, excellent quality
     Thank you so much for your help
     The food was delicious and the price reasonable
     No problems so far, I am satisfied
     It was late but the staff were wonderful and kind`,
  ),
  ...cases(
    NEGATIVE,
    `Terrible service, I waited two hours
     The product broke after two days
     Rude staff and dirty room
     Not happy with the quality
     I want a refund, this is a scam
     The app keeps crashing, useless
     Never buying from here again
     It looks nice but it does not work
     Worst experience of my life
     Overpriced and disappointing`,
  ),
  ...cases(
    NEUTRAL,
    `The parcel arrived on Tuesday
     What are your opening hours
     Please change my address
     I ordered the blue one`,
  ),
];
