import type { TicketCategory } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Tag, Tree, TreeSelect } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CategoryNode, categoriesQuery, useCategoryTree } from '../../directory/directory.queries.ts';
import { useMay } from '../../session/session.ts';
import { SettingForm, withEnglish } from '../setting-form.tsx';
import { SettingPanel } from '../setting-panel.tsx';
import styles from '../settings.module.css';
import { saveCategory } from './ticket-settings.queries.ts';

interface TreeNode {
  key: string;
  title: ReactNode;
  children: TreeNode[];
}

/** What tickets are about, as a tree of up to four levels. */
export default function CategoriesSection() {
  const { t } = useTranslation();
  const may = useMay();
  const categories = useQuery(categoriesQuery);
  const tree = useCategoryTree({ archived: true });
  const [edited, setEdited] = useState<{ category: TicketCategory | null; parentId: string | null } | null>(
    null,
  );
  const manage = may('tickets.configure');
  const rows = (categories.data ?? []) as TicketCategory[];
  const nodes = (list: readonly CategoryNode[]): TreeNode[] =>
    list.map((node) => {
      const category = rows.find((row) => row.id === node.value);
      return {
        key: node.value,
        title: (
          <span>
            {node.title} <span className="mono faint">{category?.code}</span>{' '}
            {category?.archived ? <Tag>{t('settings.archived')}</Tag> : null}
          </span>
        ),
        children: nodes(node.children),
      };
    });
  return (
    <SettingPanel
      title={t('settings.section.categories')}
      query={categories}
      create={
        manage
          ? {
              label: t('settings.category.create'),
              onClick: () => setEdited({ category: null, parentId: null }),
            }
          : null
      }
      empty={{ title: t('settings.category.none'), hint: t('settings.category.noneHint') }}
      dialogs={edited === null ? null : <CategoryDialog {...edited} onClose={() => setEdited(null)} />}
    >
      {() => (
        <div className={styles['tree']}>
          <p className="faint">{manage ? t('settings.category.clickHint') : null}</p>
          <Tree
            showLine
            blockNode
            defaultExpandAll={rows.length < 80}
            treeData={nodes(tree)}
            onSelect={(_, { node }) => {
              const category = rows.find((row) => row.id === node.key);
              if (manage && category !== undefined) setEdited({ category, parentId: category.parentId });
            }}
          />
        </div>
      )}
    </SettingPanel>
  );
}

interface CategoryForm {
  name: string;
  code: string;
  parentId?: string | null;
  english?: string;
  position: number;
  archived?: boolean;
}

function CategoryDialog({
  category,
  parentId,
  onClose,
}: {
  category: TicketCategory | null;
  parentId: string | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tree = useCategoryTree({ archived: true });
  const [form] = Form.useForm<CategoryForm>();
  const save = useMutation({
    mutationFn: ({ name, code, parentId: parent, english, position, archived }: CategoryForm) =>
      saveCategory(category, {
        name,
        code,
        parentId: parent ?? null,
        names: withEnglish(category?.names, english),
        position,
        archived: archived ?? false,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: categoriesQuery.queryKey });
      onClose();
    },
  });
  return (
    <SettingForm<CategoryForm>
      title={t(category === null ? 'settings.category.create' : 'settings.category.edit')}
      form={form}
      initialValues={
        category === null
          ? { parentId, position: 0, archived: false }
          : { ...category, english: category.names['en'] ?? '' }
      }
      save={save}
      isKnown={category !== null}
      onClose={onClose}
    >
      <Form.Item
        name="code"
        label={t('settings.code')}
        extra={t('settings.codeHint')}
        rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/ }]}
      >
        <Input className="mono" />
      </Form.Item>
      <Form.Item name="parentId" label={t('settings.category.parent')}>
        <TreeSelect allowClear treeLine treeData={tree} placeholder={t('common.none')} />
      </Form.Item>
    </SettingForm>
  );
}
