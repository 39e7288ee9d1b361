import { PlusOutlined } from '@ant-design/icons';
import type { TicketCategory } from '@jingyun/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Switch, Tag, Tree, TreeSelect } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../../../ui/form.tsx';
import { Panel } from '../../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingRows } from '../../../ui/states.tsx';
import { type CategoryNode, categoriesQuery, useCategoryTree } from '../../directory/directory.queries.ts';
import { useMay } from '../../session/session.ts';
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
    <Panel
      flush
      title={t('settings.section.categories')}
      extra={
        manage ? (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => setEdited({ category: null, parentId: null })}
          >
            {t('settings.category.create')}
          </Button>
        ) : null
      }
    >
      {categories.isPending ? <LoadingRows rows={6} /> : null}
      {categories.isError ? (
        <ErrorState compact error={categories.error} retry={() => void categories.refetch()} />
      ) : null}
      {categories.isSuccess && rows.length === 0 ? (
        <EmptyState compact title={t('settings.category.none')} hint={t('settings.category.noneHint')} />
      ) : null}
      {rows.length === 0 ? null : (
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
      {edited === null ? null : <CategoryDialog {...edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

interface CategoryForm {
  name: string;
  code: string;
  parentId?: string | null;
  english?: string;
  position: number;
  archived: boolean;
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
    mutationFn: ({ name, code, parentId: parent, english, position, archived }: CategoryForm) => {
      const { en: _english, ...others } = category?.names ?? {};
      return saveCategory(category, {
        name,
        code,
        parentId: parent ?? null,
        names: { ...others, ...(english ? { en: english } : {}) },
        position,
        archived,
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: categoriesQuery.queryKey });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(category === null ? 'settings.category.create' : 'settings.category.edit')}
      okText={t('common.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<CategoryForm>
        form={form}
        layout="vertical"
        initialValues={
          category === null
            ? { parentId, position: 0, archived: false }
            : { ...category, english: category.names['en'] }
        }
        onFinish={(values) => save.mutate({ ...values, archived: values.archived ?? false })}
      >
        <FormError error={save.error} form={form} />
        <Form.Item
          name="name"
          label={t('common.name')}
          rules={[{ required: true, whitespace: true, max: 100 }]}
        >
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="english" label={t('settings.nameEnglish')}>
          <Input maxLength={100} />
        </Form.Item>
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
        <Form.Item name="position" label={t('settings.position')}>
          <InputNumber min={0} max={100_000} />
        </Form.Item>
        {category === null ? null : (
          <Form.Item name="archived" label={t('settings.archived')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
