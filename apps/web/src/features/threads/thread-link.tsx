import { BranchesOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Leads from a record to why it came to be and what came of it. */
export function ThreadLink({
  type,
  id,
  size = 'middle',
}: {
  /** As events name it: `improvement`, `procedureVersion` … */
  type: string;
  id: string;
  size?: ButtonProps['size'];
}) {
  const { t } = useTranslation();
  return (
    <Link to={`/threads/${type}/${id}`}>
      <Button size={size} icon={<BranchesOutlined />} tabIndex={-1}>
        {t('threads.open')}
      </Button>
    </Link>
  );
}
