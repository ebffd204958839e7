import { useEffect, useRef } from 'react';
import { kindOf } from '../../inspection/kinds';
import type { Outcome } from '../../state/status';
import { useSession, useT } from '../hooks/app';
import { useFindings } from '../hooks/use-findings';
import { useOutcome } from '../hooks/use-review';
import { VerdictSign } from './VerdictSign';

/** The verdict: a word, a shape and a colour, each of which would do alone. Before it: what is going on. */
export function VerdictBanner() {
  const outcome = useOutcome();
  const texts = useOutcomeTexts(outcome);
  const banner = useRef<HTMLDivElement>(null);
  const over = useSession((state) => state.phase === 'done');
  useEffect(() => {
    if (over) banner.current?.scrollIntoView({ block: 'end' }); // the steps have scrolled it away
  }, [over]);
  if (!outcome) return null;
  return (
    <div
      ref={banner}
      className="verdict"
      data-testid="verdict"
      data-outcome={outcome}
      data-verdict={verdictOf(outcome)}
      role="status"
      aria-live="polite"
    >
      <VerdictSign outcome={outcome} />
      <div>
        <p className="verdict-word">{texts.word}</p>
        <p className="verdict-note">{texts.note}</p>
      </div>
    </div>
  );
}

function verdictOf(outcome: Outcome): string {
  if (outcome === 'cannot') return 'review';
  return outcome === 'pass' || outcome === 'fail' || outcome === 'review' ? outcome : 'none';
}

function useOutcomeTexts(outcome: Outcome | null): { word: string; note: string } {
  const t = useT();
  const thinking = useThinkingText();
  const count = useFindings().filter((finding) => finding.counts).length;
  switch (outcome) {
    case null:
      return { word: '', note: '' };
    case 'queued':
      return { word: t('status.queued'), note: t('answer.queued') };
    case 'thinking':
      return { word: t('answer.thinking'), note: thinking };
    case 'pass':
      return { word: t('verdict.pass'), note: t('verdict.pass.note') };
    case 'fail':
      return {
        word: t('verdict.fail'),
        note: count ? t('verdict.fail.note', { count }) : t('verdict.fail.note0'),
      };
    case 'review':
      return { word: t('verdict.review'), note: t('verdict.review.note') };
    case 'cannot':
      return { word: t('verdict.review'), note: t('verdict.cannot.note') };
    case 'answered':
      return { word: t('verdict.answered'), note: t('verdict.answered.note') };
    case 'cancelled':
      return { word: t('answer.cancelled'), note: t('answer.partial') };
  }
}

/** What the model is at, from the step it is writing. */
function useThinkingText(): string {
  const t = useT();
  const step = useSession((state) => state.steps.at(-1));
  if (!step) return t('thinking.start');
  switch (step.kind) {
    case 'find':
      return t('thinking.find', { kind: t(`kind.${kindOf(step.label)}`) });
    case 'cannot':
      return t('thinking.verdict');
    case 'surface':
    case 'look':
    case 'verdict':
    case 'say':
      return t(`thinking.${step.kind}`);
  }
}
