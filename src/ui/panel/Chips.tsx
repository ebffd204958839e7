import { useApp, useT } from '../hooks/app';
import { Icon, type IconName } from '../shell/icons';

const CHIPS = [
  { key: 'chip.where', icon: 'target' },
  { key: 'chip.scratch', icon: 'scratch' },
  { key: 'chip.crack', icon: 'crack' },
  { key: 'chip.stain', icon: 'stain' },
  { key: 'chip.count', icon: 'count' },
  { key: 'chip.describe', icon: 'text' },
  { key: 'chip.material', icon: 'layers' },
] as const satisfies { key: string; icon: IconName }[];

/** Ready questions, asked with one tap; `large` as a list, otherwise as a row to swipe. */
export function Chips({ large = false }: { large?: boolean }) {
  const t = useT();
  const { session } = useApp();
  return (
    <ul className={large ? 'chips large' : 'chips'} aria-label={t('ask.chips')}>
      {CHIPS.map(({ key, icon }, index) => (
        <li key={key}>
          <button
            type="button"
            className={index === 0 ? 'chip first' : 'chip'}
            data-testid="chip"
            onClick={() => void session.getState().ask(t(key))}
          >
            <Icon name={icon} size={large ? 24 : 20} />
            {t(key)}
          </button>
        </li>
      ))}
    </ul>
  );
}
