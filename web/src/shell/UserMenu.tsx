import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { OwnPassword } from '../capabilities/identity/OwnPassword';
import { outboxSize } from '../forms/outbox';
import { setLanguage } from '../i18n';
import { useSession } from '../session/SessionProvider';
import { useScheme } from '../theme';

/** Language as one button, the other way round. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <Button type="text" onClick={() => setLanguage(other)} data-testid="language" lang={other}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}

export function UserMenu() {
  const { t } = useTranslation();
  const { session, staff, signOut } = useSession();
  const { scheme, setScheme } = useScheme();
  const { message, modal } = App.useApp();
  const [changing, setChanging] = useState(false);
  if (!session) return null;
  const leave = async () => {
    // Who signs out takes no more calls; that the server may refuse it must keep nobody here.
    if (staff) {
      const params = { path: { staff_number: staff } };
      await api.PUT('/api/agents/{staff_number}/state', { params, body: { state: 'offline' } }).catch(() => undefined);
    }
    await signOut();
  };
  const out = () => {
    const go = () => leave().catch((error: Error) => void message.error(error.message));
    const waiting = outboxSize();
    if (waiting === 0) return void go();
    // A shared machine keeps nothing of who signs out: what waits would be lost.
    return void modal.confirm({
      title: t('outbox.leaveTitle', { count: waiting }),
      content: t('outbox.leaveHint'),
      okText: t('outbox.leave'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: go,
    });
  };
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: `${session.user.username} · ${t(`role.${session.user.role}`)}`,
    },
    { key: 'scheme', label: t(scheme === 'dark' ? 'user.light' : 'user.dark') },
    { key: 'keys', label: t('user.keys') },
    { key: 'password', label: <span data-testid="own-password">{t('user.password')}</span> },
    { type: 'divider' },
    { key: 'out', label: <span data-testid="sign-out">{t('user.signOut')}</span>, danger: true },
  ];
  const choose: MenuProps['onClick'] = ({ key }) => {
    if (key === 'scheme') setScheme(scheme === 'dark' ? 'light' : 'dark');
    if (key === 'keys') window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
    if (key === 'password') setChanging(true);
    if (key === 'out') out();
  };
  return (
    <div className="row" style={{ marginLeft: 'auto', gap: 4, flex: 'none' }}>
      <LanguageSwitch />
      <Dropdown menu={{ items, onClick: choose }} trigger={['click']}>
        <Button type="text" icon={<UserOutlined />} data-testid="user-menu" aria-label={t('user.menu')}>
          {session.user.name}
          {staff ? <span className="muted num"> {staff}</span> : null}
        </Button>
      </Dropdown>
      <OwnPassword user={session.user.id} open={changing} onClose={() => setChanging(false)} onChanged={signOut} />
    </div>
  );
}
