import type { Candidate } from '../../../state/records/backup-store';
import { useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { useFormats } from '../formats';
import { useScreens } from '../screens';

/** What is in the backup, how it stands to what is here, and the question whether to go on. */
export function CandidateCard({ candidate }: { candidate: Candidate }) {
  const t = useT();
  const { time, number } = useFormats();
  const { backup } = useScreens();
  const { file, created, entries, photos, head, relation } = candidate;
  const diverged = relation === 'diverged';
  const facts = [
    [t('records.restore.created'), time(created)],
    [t('records.restore.entries'), number(entries)],
    [t('records.restore.photos'), number(photos)],
    [t('records.verify.head'), head.hash],
  ];
  return (
    <div className="candidate" data-testid="candidate" data-relation={relation}>
      <p className="note-line good">
        <Icon name="check" size={22} />
        {t('records.restore.intact', { file })}
      </p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="hash">{value}</dd>
          </div>
        ))}
      </dl>
      <p className={diverged ? 'warned' : undefined}>
        {diverged && <Icon name="warning" size={24} />}
        <span>{t(`records.relation.${relation}`)}</span>
      </p>
      <div className="actions">
        <button
          type="button"
          className={diverged ? 'button stop' : 'button primary'}
          data-testid="restore"
          onClick={() => void backup.getState().restore(diverged)}
        >
          {t(diverged ? 'records.restore.replace' : 'records.restore.run')}
        </button>
        <button
          type="button"
          className="button"
          data-testid="restore-cancel"
          onClick={() => backup.getState().dismiss()}
        >
          {t('records.cancel')}
        </button>
      </div>
    </div>
  );
}
