import { type Ref, useImperativeHandle, useRef } from 'react';
import './code.css';

export interface CodeAreaHandle {
  /** Shows and selects a line, counted from 1. */
  goTo: (line: number) => void;
}

const LINE_HEIGHT = 20;

/** A text area with line numbers. */
export function CodeArea(props: {
  value: string;
  onChange: (text: string) => void;
  label: string;
  faulty: Set<number>;
  readOnly?: boolean;
  ref?: Ref<CodeAreaHandle>;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  useImperativeHandle(props.ref, () => ({
    goTo: (line) => {
      const text = area.current;
      if (!text) return;
      const lines = text.value.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      text.focus();
      text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      text.scrollTop = Math.max(0, (line - 6) * LINE_HEIGHT);
    },
  }));
  const count = props.value.split('\n').length;
  return (
    <div className="code mono">
      <div className="code-gutter" ref={gutter} aria-hidden>
        {Array.from({ length: count }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={n} className={props.faulty.has(n + 1) ? 'faulty' : undefined}>
            {props.faulty.has(n + 1) ? '▲' : n + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        className="mono"
        value={props.value}
        readOnly={props.readOnly}
        onChange={(event) => props.onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        spellCheck={false}
        wrap="off"
        aria-label={props.label}
        data-testid="flow-text"
      />
    </div>
  );
}
