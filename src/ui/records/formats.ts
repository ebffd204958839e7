import { useMemo } from 'react';
import type { Lang } from '../../i18n';
import { useSettings } from '../hooks/app';

export interface Formats {
  /** Day and time to the second, as people here write them. */
  time(moment: string | Date): string;
  number(value: number, digits?: number): string;
  bytes(value: number): string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function formatsOf(lang: Lang): Formats {
  const time = new Intl.DateTimeFormat(lang, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value);
  return {
    time: (moment) => time.format(typeof moment === 'string' ? new Date(moment) : moment),
    number,
    bytes(value) {
      const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log(value || 1) / Math.log(1000))));
      return new Intl.NumberFormat(lang, {
        style: 'unit',
        unit: UNITS[step],
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      }).format(value / 1000 ** step);
    },
  };
}

/** Numbers, sizes and times in the chosen language. */
export function useFormats(): Formats {
  const lang = useSettings((state) => state.lang);
  return useMemo(() => formatsOf(lang), [lang]);
}
