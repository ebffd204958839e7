import type { Clock } from '../../inspection/log';

export const browserClock = (): Clock => ({
  now: () => Date.now(),
  offsetMinutes: () => -new Date().getTimezoneOffset(),
  monotonic: () => performance.now(),
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
});
