import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useDeferredValue, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromiseKind } from '../../../api/types';
import { say } from '../../../i18n';
import { previewQuery } from '../queries';
import './promises.css';

interface Props {
  value?: string;
  onChange?: (value: string) => void;
  kind?: PromiseKind;
  /** What is promised: absolute words in it are flagged here as well. */
  matter?: string;
  placeholder?: string;
  testid?: string;
}

/** The seconds of an instant are of no use to people; without them it is told a little earlier, never later. */
function withoutSeconds(words: string): string {
  return words.replace(/(\d\d:\d\d):\d\d/, '$1');
}

/** One field for a time in words: the instant stands below while it is typed; vague words get times to choose. */
export function WhenField({ value = '', onChange, kind, matter = '', placeholder, testid = 'promise' }: Props) {
  const { t, i18n } = useTranslation();
  const told = useId();
  const words = useDeferredValue(value.trim());
  const promised = useDeferredValue(matter.trim());
  const preview = useQuery({ ...previewQuery(words, kind, promised), placeholderData: (before) => before });
  const seen = preview.data;
  const { understood, refused, room } = words ? (seen ?? {}) : {};
  const offers = seen?.suggestions ?? [];
  return (
    <div className="when-field">
      <Input
        allowClear
        value={value}
        maxLength={200}
        onChange={(event) => onChange?.(event.target.value)}
        placeholder={placeholder ?? t('promises.whenHint')}
        status={refused ? 'error' : room && !room.fits ? 'warning' : undefined}
        aria-describedby={told}
        data-testid={`${testid}-when`}
      />
      <div id={told} className="when-told" aria-live="polite">
        {understood && (
          <strong className="num when-instant" data-testid={`${testid}-instant`}>
            → {withoutSeconds(say(understood.echo, i18n.language))}
          </strong>
        )}
        {refused && (
          <span className="when-bad" data-testid={`${testid}-refused`}>
            ▲ {say(refused.why, i18n.language)}
          </span>
        )}
        {understood?.outside && <span className="when-soon">◐ {say(understood.outside.note, i18n.language)}</span>}
        {room && !room.fits && (
          <span className="when-soon" data-testid={`${testid}-full`}>
            ◐ {say(room.why, i18n.language)}
          </span>
        )}
        {(words || promised) &&
          seen?.flagged.map((flag) => (
            <span key={flag.word} className="when-soon" data-testid={`${testid}-flag`}>
              ◐ {t('promises.flagged', { word: flag.word, instead: say(flag.instead, i18n.language) })}
            </span>
          ))}
      </div>
      {(!words || refused || (room && !room.fits)) && offers.length > 0 && (
        <div className="row wrap when-offers">
          {offers.map((offer) => (
            <button
              key={offer.due}
              type="button"
              className="when-offer"
              title={say(offer.echo, i18n.language)}
              onClick={() => onChange?.(say(offer.text, i18n.language))}
              data-testid={`${testid}-offer`}
            >
              {say(offer.text, i18n.language)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
