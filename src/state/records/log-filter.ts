import type { DecisionVerdict, EntryType, LogQuery, LogVerdict } from '../../inspection/log';

/** The filters as the form has them; '' is "any". Dates as `<input type="date">` gives them. */
export interface LogFilter {
  text: string;
  type: EntryType | '';
  decision: DecisionVerdict | '';
  verdict: LogVerdict | '';
  label: string;
  from: string;
  until: string;
}

export const NO_FILTER: LogFilter = {
  text: '',
  type: '',
  decision: '',
  verdict: '',
  label: '',
  from: '',
  until: '',
};

export function queryOf(filter: LogFilter): LogQuery {
  const { text, type, decision, verdict, label, from, until } = filter;
  return {
    ...(text.trim() && { text }),
    ...(type && { types: [type] }),
    ...(decision && { decisions: [decision] }),
    ...(verdict && { verdicts: [verdict] }),
    ...(label && { labels: [label] }),
    ...(from && { from: dayStart(from) }),
    ...(until && { until: dayStart(until, 1) }),
  };
}

/** Midnight of a day on this device's clock; `later` days on. A date half typed is no bound. */
function dayStart(date: string, later = 0): number | undefined {
  const [year, month, day] = date.split('-').map(Number);
  const ms = new Date(year, month - 1, day + later).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}
