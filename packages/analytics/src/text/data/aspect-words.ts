import type { Aspect } from '../aspect-sentiments.ts';

/**
 * Words by which a clause is about an aspect of service, in simplified Chinese and English: a lexicon written by
 * hand for this project, along the five classes of complaints. A word of Latin letters ending in `*` stands for all
 * that begin so.
 */
export const ASPECT_WORDS: Readonly<Record<Aspect, readonly string[]>> = {
  product: list(`
质量 品质 产品 商品 东西 货物 货品 实物 宝贝 机器 手机 电脑 屏幕 电池 键盘 摄像头 系统 软件 功能 性能 配置 信号 音质 画质 像素 外观 外壳 颜色 款式 样式 尺码 尺寸 大小 面料 布料 材质 做工 质感 手感 线头 气味 味道 口味 口感 菜品 饭菜 菜 饭 汤 肉 米饭 分量 份量 食材 水果 苹果 香味 洗发水 泡沫 头发 热水器 洗衣机 冰箱 空调 电视 加热 制冷 噪音 漏水 故障 零件 配件 附件 赠品 正品 假货 新鲜 保质期 生产日期 好吃 难吃 好喝 好用 难用 耐用 结实 舒服 效果 内容 纸张 印刷 字体 排版 情节 书 衣服 裤子 鞋 房间 床 早餐 设施 卫生间 卫生 隔音 空间 续航 死机 卡顿 发热 坏了 损坏 瑕疵 掉色 起球 变形 版本
product* quality item* good screen battery phone laptop device machine taste food meal* dish* color colour size fabric material fit room bed breakfast sound noise feature* design broke* defect* works working software app
`),
  attitude: list(`
态度 服务态度 客服 服务员 店员 店家 卖家 商家 老板 前台 销售 导购 师傅 小哥 骑手 快递员 送餐员 配送员 外卖员 安装工 维修工 工作人员 人员 员工 经理 服务 礼貌 热情 耐心 冷淡 冷漠 敷衍 不耐烦 凶 骂 骂人 吼 粗鲁 傲慢 无礼 没礼貌 爱理不理 爱答不理 亲切 友好 和气 客气 微笑 素质 脾气 语气 周到 贴心 专业 负责 不负责 推卸 怠慢 人性化
attitude service staff rude* polite* friendly unfriendly agent* waiter waitress driver clerk manager courte* helpful unhelpful patient* impatient* professional unprofessional disrespect* respect* kind
`),
  process: list(`
物流 快递 送货 发货 到货 配送 送餐 外卖 派送 送达 速度 时效 效率 流程 手续 步骤 退货 换货 退款 退换 售后 维修 返修 安装 预约 排队 等待 等了 等 下单 订单 取消 审核 处理 受理 办理 解决 进度 超时 迟到 延误 准时 及时 小时 分钟 才送 才到 包装 包裹 破损 漏发 错发 发错 送错 少送 漏送 签收 保修 三包 入住 退房 挂号 转接 投诉 登记 上门 响应 拖延 拖 催
deliver* shipping shipment courier logistics package* packaging parcel refund* return* exchange* repair* install* process procedure wait* queue* late delay* slow fast quick* order* cancel* hours hour minutes days time on-time checkin checkout appointment response
`),
  price: list(`
价格 价钱 价位 价 费用 收费 运费 邮费 配送费 服务费 手续费 安装费 押金 定金 发票 账单 扣款 扣费 优惠 优惠券 折扣 打折 促销 活动 满减 红包 降价 涨价 差价 保价 贵 便宜 实惠 划算 合算 值 不值 超值 性价比 物美价廉 钱 块钱 元 多少钱 乱收费 高价 低价 天价 坑钱 赔偿 补偿 报价
price* pricing cost* expensive cheap* overpriced fee* charge* charged bill* billing invoice discount* coupon* refund money value worth afford* deal deals promo* payment* pay paid
`),
  communication: list(`
沟通 回复 回应 答复 联系 联系不上 打电话 电话 打不通 没人接 无人接听 短信 微信 邮件 消息 信息 通知 告知 告诉 提醒 说明 解释 咨询 询问 问 回答 描述 宣传 广告 承诺 答应 反馈 说法 讲清楚 说清楚 不清楚 误导 虚假宣传 不回 不理 没人理 没回 回电 留言 说好 转告 页面 图片 详情 备注 在线 机器人 听不懂
communicat* repl* respond* answer* call* phoned contact* email* message* inform* notif* explain* explanation unclear promise* told said update* mislead* advertis* description feedback ignored chat
`),
};

function list(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
}
