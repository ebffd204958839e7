import type { ReactNode } from 'react';
import type { Finding } from '../../state/status';
import type { AnswerStep, StepKind } from '../../state/types';
import { useApp, useSession, useT } from '../hooks/app';
import { Icon, type IconName } from '../shell/icons';
import { FindingHead } from './FindingHead';

const ICONS: Record<StepKind, IconName> = {
  surface: 'layers',
  look: 'eye',
  find: 'target',
  verdict: 'scale',
  say: 'speech',
  cannot: 'question',
};

/** One step of the answer. A step with a region is a button that shows it on the photo. */
export function Step({ step, finding }: { step: AnswerStep; finding?: Finding }) {
  const t = useT();
  const selected = useSession((state) => state.selected === step.index);
  const writing = useSession((state) => state.phase === 'thinking') && !step.complete;
  return (
    <li
      className={['step', finding && !finding.counts && 'dim', selected && 'selected']
        .filter(Boolean)
        .join(' ')}
      data-testid="step"
      data-kind={step.kind}
      data-complete={step.complete}
      data-index={step.index}
    >
      <span className="step-mark" aria-hidden="true">
        {finding ? finding.number : <Icon name={ICONS[step.kind]} size={20} />}
      </span>
      <StepBody step={step} selected={selected}>
        {finding ? <FindingHead finding={finding} /> : <p className="step-kind">{t(`step.${step.kind}`)}</p>}
        {/* Model output: text, and nothing but text. */}
        <p className="step-text">
          {step.text}
          {writing && <span className="caret" aria-hidden="true" />}
        </p>
      </StepBody>
    </li>
  );
}

function StepBody({
  step,
  selected,
  children,
}: {
  step: AnswerStep;
  selected: boolean;
  children: ReactNode;
}) {
  const t = useT();
  const { session } = useApp();
  if (!step.box) return <div className="step-body">{children}</div>;
  return (
    <button
      type="button"
      className="step-body tappable"
      aria-pressed={selected}
      onClick={() => session.getState().select(selected ? null : step.index)}
    >
      <span className="step-content">{children}</span>
      <span className="step-show" title={t('step.show')}>
        <Icon name="target" size={20} />
      </span>
    </button>
  );
}
