import { type CategoryInput, openStatuses, type ViewInput } from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { createCategory } from './save-category.ts';
import { createView } from './save-view.ts';

type Named = { code: string; name: string; en: string; tw?: string };

/** A tree that fits most service desks to start with; it is the organisation's own to change. */
const categories: readonly (Named & { below: readonly Named[] })[] = [
  {
    code: 'product',
    name: '产品',
    en: 'Product',
    below: [
      { code: 'product-fault', name: '故障', en: 'Fault' },
      { code: 'product-usage', name: '使用方法', en: 'How to use' },
    ],
  },
  {
    code: 'order',
    name: '订单与配送',
    en: 'Order and delivery',
    below: [
      { code: 'order-delivery', name: '配送', en: 'Delivery' },
      { code: 'order-change', name: '修改与取消', en: 'Change or cancel' },
    ],
  },
  {
    code: 'after-sales',
    name: '售后',
    en: 'After-sales',
    below: [
      { code: 'after-sales-install', name: '安装', en: 'Installation', tw: '安裝' },
      { code: 'after-sales-repair', name: '维修', en: 'Repair', tw: '維修' },
      { code: 'after-sales-return', name: '退换货', en: 'Return or exchange', tw: '退換貨' },
    ],
  },
  { code: 'billing', name: '费用与发票', en: 'Fees and invoices', below: [] },
  { code: 'other', name: '其他', en: 'Other', below: [] },
];

const open = [...openStatuses];
const views: readonly Pick<ViewInput, 'name' | 'filter' | 'sort'>[] = [
  { name: '我的未解决', filter: { status: open, assignee: ['me'] }, sort: 'priority' },
  { name: '待分配', filter: { status: open, assignee: ['none'] }, sort: 'priority' },
  { name: '本组未解决', filter: { status: open, team: ['mine'] }, sort: 'priority' },
  { name: '全部未解决', filter: { status: open }, sort: '-updated' },
  { name: '未解决的投诉', filter: { status: open, kind: ['complaint'] }, sort: 'priority' },
  { name: '最近解决', filter: { status: ['solved'] }, sort: '-updated' },
];

/** What a new organisation starts with: a category tree and the views that every desk needs. */
export async function setUpTickets(tx: Tx, call: Call): Promise<void> {
  for (const [position, { below, ...top }] of categories.entries()) {
    const parent = await createCategory(tx, call, categoryFrom(top, null, position));
    for (const [place, child] of below.entries()) {
      await createCategory(tx, call, categoryFrom(child, parent.id, place));
    }
  }
  for (const [position, view] of views.entries()) {
    const columns: ViewInput['columns'] = [
      'number',
      'subject',
      'status',
      'priority',
      'customer',
      'assignee',
      'due',
      'updated',
    ];
    await createView(tx, call, { ...view, visibility: 'all', teamId: null, columns, position });
  }
}

function categoryFrom(named: Named, parentId: string | null, position: number): CategoryInput {
  const names = named.tw === undefined ? { en: named.en } : { en: named.en, 'zh-TW': named.tw };
  return { parentId, code: named.code, name: named.name, names, position, archived: false };
}
