import { useEffect, useRef } from 'react';
import { useSession, useT } from '../hooks/app';
import { useFindings } from '../hooks/use-findings';
import { useOutcome } from '../hooks/use-review';
import { PhotoTips } from './PhotoTips';
import { Step } from './Step';

/** The answer as it is written: surface, where it looked, findings, verdict. */
export function Timeline() {
  const t = useT();
  const steps = useSession((state) => state.steps);
  const outcome = useOutcome();
  const findings = useFindings();
  const list = useRef<HTMLOListElement>(null);
  const selected = useSession((state) => state.selected);

  // A box tapped on the photo brings its step into view; so does a step that has just begun.
  const shown = selected ?? (outcome === 'thinking' ? steps.length - 1 : null);
  useEffect(() => {
    if (shown === null) return;
    list.current?.querySelector(`[data-index="${shown}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [shown]);

  return (
    <>
      <ol className="timeline" ref={list}>
        {steps.map((step) => (
          <Step key={step.index} step={step} finding={findings.find(({ index }) => index === step.index)} />
        ))}
      </ol>
      {outcome === 'pass' && <p className="caution">{t('verdict.pass.caution')}</p>}
      {outcome === 'cannot' && <PhotoTips />}
    </>
  );
}
