import type { ReactNode } from 'react';
import { kindById } from '../../../inspection/defect-book';
import { NO_FILTER, type LogFilter } from '../../../state/records/log-filter';
import { useSettings, useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { useFormats } from '../formats';
import { useBook, useLogView, useScreens } from '../screens';

const TYPES = ['import', 'infer', 'decision', 'adapt', 'system'] as const;
const DECISIONS = ['accept', 'reject', 'correct', 'skip'] as const;
const VERDICTS = ['pass', 'fail', 'review'] as const;

/** Search and filters; what they leave is shown at once. */
export function LogFilters() {
  const t = useT();
  const { number } = useFormats();
  const { log } = useScreens();
  const lang = useSettings((state) => state.lang);
  const book = useBook((state) => state.book);
  const filter = useLogView((state) => state.filter);
  const labels = useLogView((state) => state.labels);
  const total = useLogView((state) => state.total);
  const found = useLogView((state) => state.found.length);
  const set = (change: Partial<LogFilter>) => log.getState().setFilter(change);
  const active = filter !== NO_FILTER && Object.values(filter).some((value) => value !== '');
  return (
    <search className="filters" aria-label={t('records.log.filter')}>
      <label className="field field-search">
        <span>{t('records.log.search')}</span>
        <input
          type="search"
          className="input"
          data-testid="log-search"
          value={filter.text}
          placeholder={t('records.log.search.hint')}
          onChange={({ target }) => set({ text: target.value })}
        />
      </label>
      <Select name="type" value={filter.type} onChange={(type) => set({ type: type as LogFilter['type'] })}>
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`records.type.${type}`)}
          </option>
        ))}
      </Select>
      <Select
        name="decision"
        value={filter.decision}
        onChange={(decision) => set({ decision: decision as LogFilter['decision'] })}
      >
        {DECISIONS.map((decision) => (
          <option key={decision} value={decision}>
            {t(`records.decision.${decision}`)}
          </option>
        ))}
      </Select>
      <Select
        name="verdict"
        value={filter.verdict}
        onChange={(verdict) => set({ verdict: verdict as LogFilter['verdict'] })}
      >
        {VERDICTS.map((verdict) => (
          <option key={verdict} value={verdict}>
            {t(`verdict.${verdict}`)}
          </option>
        ))}
      </Select>
      <Select name="label" value={filter.label} onChange={(label) => set({ label })}>
        {labels.map((label) => (
          <option key={label} value={label}>
            {kindById(book, label)?.[lang] ?? label}
          </option>
        ))}
      </Select>
      <Day name="from" value={filter.from} max={filter.until} onChange={(from) => set({ from })} />
      <Day name="until" value={filter.until} min={filter.from} onChange={(until) => set({ until })} />
      <div className="filters-end">
        <p role="status" data-testid="log-count">
          {t('records.log.count', { found: number(found), total: number(total) })}
        </p>
        {active && (
          <button type="button" className="button quiet" onClick={() => log.getState().clearFilter()}>
            <Icon name="cross" size={18} />
            {t('records.log.clear')}
          </button>
        )}
      </div>
    </search>
  );
}

interface SelectProps {
  name: 'type' | 'decision' | 'verdict' | 'label';
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Select({ name, value, onChange, children }: SelectProps) {
  const t = useT();
  return (
    <label className="field">
      <span>{t(`records.log.${name}`)}</span>
      <select
        className="input"
        data-testid={`log-${name}`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="">{t('records.log.any')}</option>
        {children}
      </select>
    </label>
  );
}

interface DayProps {
  name: 'from' | 'until';
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

function Day({ name, value, min, max, onChange }: DayProps) {
  const t = useT();
  return (
    <label className="field">
      <span>{t(`records.log.${name}`)}</span>
      <input
        type="date"
        className="input"
        data-testid={`log-${name}`}
        value={value}
        min={min === '' ? undefined : min}
        max={max === '' ? undefined : max}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
