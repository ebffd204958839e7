import type { Outcome } from '../../state/status';

/** A circle for PASS, an octagon for FAIL, a triangle for REVIEW: told apart without any colour. */
export function VerdictSign({ outcome }: { outcome: Outcome }) {
  if (outcome === 'thinking' || outcome === 'queued')
    return <span className="spinner large" aria-hidden="true" />;
  const { ground, sign } = SIGNS[outcome];
  return (
    <svg
      className="verdict-sign"
      viewBox="0 0 56 56"
      width="64"
      height="64"
      aria-hidden="true"
      focusable="false"
    >
      <path className="sign-ground" d={ground} />
      <path className="sign-line" d={sign} />
    </svg>
  );
}

const CIRCLE = 'M28 3a25 25 0 1 1 0 50 25 25 0 0 1 0-50z';
const OCTAGON = 'M18 4h20l14 14v20L38 52H18L4 38V18z';
const TRIANGLE = 'M28 5 53 50H3z';

const SIGNS = {
  pass: { ground: CIRCLE, sign: 'M16 29l8.5 8.5L41 20' },
  fail: { ground: OCTAGON, sign: 'M19 19l18 18M37 19L19 37' },
  review: { ground: TRIANGLE, sign: 'M28 21v14M28 42.5v.1' },
  cannot: { ground: TRIANGLE, sign: 'M23.5 26a4.8 4.8 0 1 1 6.8 4.3c-1.5.8-2.3 1.7-2.3 3.4M28 42.5v.1' },
  answered: { ground: CIRCLE, sign: 'M17 22h22M17 29h22M17 36h13' },
  cancelled: { ground: CIRCLE, sign: 'M20 20h16v16H20z' },
} satisfies Partial<Record<Outcome, { ground: string; sign: string }>>;
