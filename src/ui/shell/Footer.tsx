import type { ReactNode } from 'react';
import { useEngine, useSession, useT } from '../hooks/app';
import { Icon, type IconName } from './icons';
import { RecordsPill } from './RecordsPill';

/** The small print that an auditor asks for: where photos go, which model, which device, how fast. */
export function Footer() {
  const t = useT();
  const info = useEngine((state) => state.info);
  const kept = useEngine((state) => state.kept);
  const timings = useSession((state) => state.answer?.timings);
  const device = info?.device;
  const named =
    device && (device.description || [device.vendor, device.architecture].filter(Boolean).join(' '));
  return (
    <footer className="footer">
      <Fact icon="lock">{t('footer.private')}</Fact>
      <RecordsPill />
      {kept === 'yes' && (
        <Fact icon="check" testid="kept">
          {t('pwa.offline.ready')}
        </Fact>
      )}
      {kept === 'full' && (
        <Fact icon="warning" testid="not-kept" title={t('pwa.offline.full.note')}>
          {t('pwa.offline.full')}
        </Fact>
      )}
      {info && (
        <Fact icon="cube" label={t('footer.model')}>
          {info.model.id} {info.model.version}
        </Fact>
      )}
      {device && (
        <Fact icon="chipset" label={t('footer.device')}>
          {device.kind === 'cpu' ? t('footer.cpu') : named}
        </Fact>
      )}
      {timings && (
        <Fact
          icon="clock"
          label={t('footer.time')}
          title={t('footer.time.title', {
            preprocess: Math.round(timings.preprocess),
            encode: Math.round(timings.encode),
            prefill: Math.round(timings.prefill),
            decode: Math.round(timings.decode),
            tokens: timings.tokens,
          })}
        >
          {t('footer.time.value', { seconds: (timings.total / 1000).toFixed(2) })}
        </Fact>
      )}
      <a className="fact footer-link" href="diagnostics.html" target="_blank">
        {t('diag.title')}
      </a>
    </footer>
  );
}

interface FactProps {
  icon: IconName;
  label?: string;
  title?: string;
  testid?: string;
  children: ReactNode;
}

function Fact({ icon, label, title, testid, children }: FactProps) {
  return (
    <span className="fact" title={title} data-testid={testid}>
      <Icon name={icon} size={16} />
      {label && <span className="fact-label">{label}</span>}
      <span className="fact-value">{children}</span>
    </span>
  );
}
