import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../keys';
import { type Entry, useEntries } from './entries';
import './search.css';

/** The way to everything: customers, pages and actions by a few letters. */
export function SearchButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useShortcut('search', () => setOpen(true));
  return (
    <>
      <Button
        className="search-button"
        icon={<SearchOutlined />}
        onClick={() => setOpen(true)}
        aria-label={t('search.title')}
        data-testid="search-open"
      >
        <kbd>Ctrl K</kbd>
      </Button>
      {open && <SearchDialog onDone={() => setOpen(false)} />}
    </>
  );
}

/** Lies above everything, there at once and gone at once. */
function SearchDialog({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // Shown in development twice; a dialog that is open already would refuse.
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it as well, by the browser itself
    <dialog
      ref={dialog}
      className="search-box"
      aria-label={t('search.title')}
      onClose={onDone}
      onClick={(event) => event.target === event.currentTarget && onDone()}
    >
      <Search onDone={onDone} />
    </dialog>
  );
}

const GROUPS = ['customers', 'tickets', 'pages', 'actions'] as const;

function Search({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { entries, searching } = useEntries(useDeferredValue(text.trim()));
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, entries.length - 1);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen line is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onDone();
    entry.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') run(entries[chosen]);
    else if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, entries.length));
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + entries.length) % Math.max(1, entries.length));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="search-line">
        <SearchOutlined aria-hidden />
        <input
          ref={input}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          placeholder={t('search.hint')}
          role="combobox"
          aria-expanded
          aria-controls="search-list"
          aria-activedescendant={entries[chosen] ? `search-${entries[chosen].key}` : undefined}
          aria-label={t('search.title')}
          data-testid="search-input"
        />
        <kbd>Esc</kbd>
      </div>
      <div className="search-list" role="listbox" id="search-list" aria-label={t('search.title')} ref={list}>
        {GROUPS.map((group) => {
          const lines = entries.filter((entry) => entry.group === group);
          if (lines.length === 0) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group} role="group" aria-label={t(`search.groups.${group}`)}>
              <div className="search-group">{t(`search.groups.${group}`)}</div>
              {lines.map((entry) => (
                <Line
                  key={entry.key}
                  entry={entry}
                  selected={entry === entries[chosen]}
                  onRun={() => run(entry)}
                  onPoint={() => setAt(entries.indexOf(entry))}
                />
              ))}
            </div>
          );
        })}
        {entries.length === 0 && <p className="empty">{t(searching ? 'state.loading' : 'search.none')}</p>}
      </div>
    </>
  );
}

function Line(props: { entry: Entry; selected: boolean; onRun: () => void; onPoint: () => void }) {
  const { entry, selected } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for the whole list
    <div
      role="option"
      id={`search-${entry.key}`}
      tabIndex={-1}
      aria-selected={selected}
      className="search-entry"
      onClick={props.onRun}
      onMouseMove={selected ? undefined : props.onPoint}
      data-testid={`search-${entry.group}`}
    >
      <span className="muted" aria-hidden>
        {entry.icon}
      </span>
      <span className="ellipsis">{entry.title}</span>
      {entry.hint && <span className="muted small num ellipsis search-hint">{entry.hint}</span>}
    </div>
  );
}
