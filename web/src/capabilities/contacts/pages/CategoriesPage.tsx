import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, must } from '../../../api/client';
import { isProblem } from '../../../api/problem';
import type { Category } from '../../../api/types';
import { useSeen } from '../../../forms/useSeen';
import { Failure, Loading } from '../../../shell/states';
import '../../../table/table.css';
import { addBelow, changePath, faultsByRow, remove } from '../categoryTree';
import { categoriesQuery } from '../queries';

const FIELDS = ['process', 'solution', 'feedback', 'resolved_first_contact', 'path'];

/** What the columns beside the path are called. */
const COLUMNS: Record<string, string> = {
  'name.zh': 'categories.zh',
  'name.en': 'categories.en',
  required: 'categories.needed',
};

/** The tree of categories, edited as a whole and saved as a whole. */
export function CategoriesPage() {
  const { t } = useTranslation();
  const categories = useQuery(categoriesQuery);
  if (categories.isPending) return <Loading />;
  if (categories.isError) return <Failure error={categories.error} retry={() => void categories.refetch()} />;
  return (
    <>
      <div className="page-head">
        <h1>{t('admin.places.categories')}</h1>
      </div>
      <Tree
        stored={categories.data.map(({ version: _, ...category }) => category)}
        version={categories.data[0]?.version}
      />
    </>
  );
}

/** A category that was just added: the cursor goes there. */
function isFresh(category: Category): boolean {
  return !category.name.zh && !category.name.en;
}

function Tree({ stored, version }: { stored: Category[]; version: string | undefined }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [edited, setEdited] = useState<Category[] | null>(null);
  const seen = useSeen();
  const setTree = (next: Category[] | null) => {
    // What stood there when editing began is what was seen, whatever is read meanwhile.
    if (edited === null || next === null) seen.open(version);
    setEdited(next);
  };
  const tree = edited ?? stored;
  const nameless = tree.some((category) => !category.path.split('/').at(-1) || !category.name.zh || !category.name.en);
  const save = useMutation({
    mutationFn: () => must(api.PUT('/api/categories', { params: { query: { version: seen.current() } }, body: tree })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['categories'] });
      setEdited(null);
      void message.success(t('record.saved'));
    },
    onError: (error) => {
      seen.learn(error);
      void message.error(error.message, 8);
    },
  });
  const faults = faultsByRow(isProblem(save.error) ? save.error.fields : [], (column) => {
    const label = COLUMNS[column.split(/\[/)[0] ?? ''];
    return label && t(label);
  });
  const change = (index: number, part: Partial<Category>) =>
    setTree(tree.map((category, n) => (n === index ? { ...category, ...part } : category)));
  return (
    <>
      <section className="table-panel" aria-label={t('admin.places.categories')}>
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('categories.path')}</th>
                <th scope="col">{t('categories.zh')}</th>
                <th scope="col">{t('categories.en')}</th>
                <th scope="col" style={{ width: '36%' }}>
                  {t('categories.required')}
                </th>
                <th scope="col">
                  <span className="sr-only">{t('live.action')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tree.map((category, index) => {
                const below = category.path.includes('/');
                const fault = faults.get(index);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: paths change while they are typed
                  <tr key={index}>
                    <td style={{ paddingInlineStart: below ? 36 : 12 }}>
                      <Input
                        size="small"
                        className="mono"
                        value={category.path.split('/').at(-1)}
                        onChange={(event) => setTree(changePath(tree, index, event.target.value))}
                        status={fault ? 'error' : undefined}
                        aria-label={t('categories.path')}
                        prefix={below ? <span className="muted">{category.path.split('/')[0]}/</span> : undefined}
                      />
                      {fault && <div style={{ color: 'var(--bad)' }}>{fault}</div>}
                    </td>
                    <td>
                      <Input
                        size="small"
                        value={category.name.zh}
                        autoFocus={isFresh(category)}
                        status={category.name.zh ? undefined : 'error'}
                        onChange={(event) => change(index, { name: { ...category.name, zh: event.target.value } })}
                        aria-label={t('categories.zh')}
                      />
                    </td>
                    <td>
                      <Input
                        size="small"
                        value={category.name.en}
                        status={category.name.en ? undefined : 'error'}
                        onChange={(event) => change(index, { name: { ...category.name, en: event.target.value } })}
                        aria-label={t('categories.en')}
                      />
                    </td>
                    <td>
                      <Select
                        size="small"
                        mode="tags"
                        style={{ width: '100%' }}
                        maxTagCount="responsive"
                        value={category.required ?? []}
                        onChange={(required) => change(index, { required })}
                        options={FIELDS.map((field) => ({ value: field, label: t(`record.${field}`) }))}
                        aria-label={t('categories.required')}
                      />
                    </td>
                    <td>
                      <div className="row">
                        {!below && (
                          <Button
                            size="small"
                            type="text"
                            icon={<PlusOutlined />}
                            onClick={() => setTree(addBelow(tree, category.path))}
                            aria-label={t('categories.addBelow')}
                            title={t('categories.addBelow')}
                          />
                        )}
                        <Button
                          size="small"
                          type="text"
                          icon={<DeleteOutlined />}
                          onClick={() => setTree(remove(tree, category.path))}
                          aria-label={t('action.remove')}
                          title={t('action.remove')}
                        />
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {nameless && <span style={{ color: 'var(--bad)' }}>{t('categories.nameless')}</span>}
        <Button icon={<PlusOutlined />} onClick={() => setTree(addBelow(tree, undefined))}>
          {t('categories.add')}
        </Button>
        <Button disabled={!edited} onClick={() => setTree(null)}>
          {t('categories.discard')}
        </Button>
        <Button
          type="primary"
          disabled={!edited || nameless}
          loading={save.isPending}
          onClick={() => save.mutate()}
          data-testid="categories-save"
        >
          {t('action.save')}
        </Button>
      </div>
    </>
  );
}
