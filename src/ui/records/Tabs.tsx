import { useRef, type KeyboardEvent } from 'react';
import { useT } from '../hooks/app';

export const TABS = ['log', 'export', 'backup', 'book'] as const;
export type TabName = (typeof TABS)[number];

const STEP: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** Tabs as the ARIA practices have them: one stop of the Tab key, arrows between them. */
export function Tabs({ tab, onChange }: { tab: TabName; onChange: (tab: TabName) => void }) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent) => {
    const step = STEP[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = TABS.indexOf(tab);
    const to = Number.isFinite(step)
      ? (at + step + TABS.length) % TABS.length
      : step > 0
        ? TABS.length - 1
        : 0;
    onChange(TABS[to]);
    list.current?.querySelectorAll('button')[to]?.focus();
  };

  return (
    <div ref={list} className="tabs" role="tablist" aria-label={t('records.tabs')} onKeyDown={move}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="tab"
          id={`records-tab-${name}`}
          data-testid={`records-tab-${name}`}
          aria-selected={name === tab}
          aria-controls={name === tab ? `records-panel-${name}` : undefined}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => onChange(name)}
        >
          {t(`records.tab.${name}`)}
        </button>
      ))}
    </div>
  );
}
