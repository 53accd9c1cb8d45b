import { describe, expect, it } from 'vitest';
import type { Category } from '../../api/types';
import { categoryGroups, categoryName, extraFields, requiredOf } from './categories';
import { addBelow, changePath, faultsByRow, remove } from './categoryTree';
import { cleaned } from './components/RecordForm';
import { filterFrom } from './filter';

const TREE: Category[] = [
  { path: 'orders', name: { zh: '订单', en: 'Orders' }, required: ['solution'] },
  { path: 'orders/status', name: { zh: '状态', en: 'Status' }, required: ['solution', 'order_number'] },
  { path: 'other', name: { zh: '其他', en: 'Other' }, required: [] },
];

describe('categories', () => {
  it('are offered in groups, each first level also by itself', () => {
    const [orders] = categoryGroups(TREE, 'en');
    expect(orders?.options).toEqual([
      { value: 'orders', label: 'Orders' },
      { value: 'orders/status', label: 'Orders / Status' },
    ]);
  });

  it('are named from the top down, unknown ones by their path', () => {
    expect(categoryName(TREE, 'orders/status', 'zh-CN')).toBe('订单 / 状态');
    expect(categoryName(TREE, 'gone/away', 'en')).toBe('gone / away');
  });

  it('say which fields are required, and which of them are further ones', () => {
    const required = requiredOf(TREE, 'orders/status');
    expect(required).toEqual(['category', 'matter', 'solution', 'order_number']);
    expect(extraFields(required)).toEqual(['order_number']);
  });

  it('take what is below along when they are renamed or removed', () => {
    expect(changePath(TREE, 0, 'sales').map((one) => one.path)).toEqual(['sales', 'sales/status', 'other']);
    expect(remove(TREE, 'orders').map((one) => one.path)).toEqual(['other']);
  });

  it('get new ones after the last of their parent, under a free name', () => {
    const once = addBelow(TREE, 'orders');
    expect(addBelow(once, 'orders').map((one) => one.path)).toEqual([
      'orders',
      'orders/status',
      'orders/new_1',
      'orders/new_2',
      'other',
    ]);
  });

  it('show a fault in the row that it is about', () => {
    expect(faultsByRow([{ field: 'categories[2].path', message: 'twice' }]).get(2)).toBe('twice');
    const two = [
      { field: '[1].name.zh', message: '现为：改单' },
      { field: '[1].name.en', message: '现为：Change' },
    ];
    const told = faultsByRow(two, (column) => (column === 'name.zh' ? '中文名' : undefined));
    expect(told.get(1)).toBe('中文名 现为：改单 · 现为：Change');
  });
});

describe('a record', () => {
  it('is sent without blanks around what was written', () => {
    expect(cleaned({ matter: ' 询问 ', category: 'orders' })).toEqual({
      category: 'orders',
      matter: '询问',
      process: '',
      solution: '',
      feedback: '',
      resolved_first_contact: null,
    });
  });

  it('keeps a “no” apart from no answer', () => {
    expect(cleaned({ resolved_first_contact: false }).resolved_first_contact).toBe(false);
  });
});

describe('the filter of the list', () => {
  it('is read from the address; what it does not know is not sent', () => {
    const filter = filterFrom(new URLSearchParams('state=queued&queue=q1&view=wide'));
    expect(filter.state).toBe('queued');
    expect(filter.queue).toBe('q1');
    expect(Object.keys(filter)).not.toContain('view');
  });
});
