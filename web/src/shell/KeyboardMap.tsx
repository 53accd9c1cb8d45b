import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS, usable, useShortcut } from './keys';
import { usePlaces } from './places';

/** The shortcuts on `?`. */
export function KeyboardMap() {
  const { t } = useTranslation();
  const places = usePlaces();
  const [open, setOpen] = useState(false);
  useShortcut('map', () => setOpen(true));
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('keys.title')} width={440}>
      <dl className="facts" data-testid="keyboard-map">
        {usable((page) => places.some((place) => place.key === page)).map((shortcut) => (
          <div key={shortcut} style={{ display: 'contents' }}>
            <dt>
              {SHORTCUTS[shortcut].split('+').map((key, n) => (
                <span key={key}>
                  {n > 0 && ' + '}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{t(`keys.${shortcut}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
