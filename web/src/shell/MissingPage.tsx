import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from './states';

export function MissingPage() {
  const { t } = useTranslation();
  return <Empty action={<Link to="/">{t('error.home')}</Link>}>{t('error.missing')}</Empty>;
}

/** A page that failed: what was typed is in its draft, so loading again is safe. */
export function BrokenPage() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Empty action={<Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>}>
        {t('error.broken')}
      </Empty>
    </div>
  );
}
