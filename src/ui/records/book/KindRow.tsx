import { REQUIRED_ID, type DefectKind } from '../../../inspection/defect-book';
import { useSettings, useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';

interface KindRowProps {
  kind: DefectKind;
  place: number;
  onEdit: () => void;
  onRemove: () => void;
  onUp: () => void;
}

/** One kind of defect, in both languages. */
export function KindRow({ kind, place, onEdit, onRemove, onUp }: KindRowProps) {
  const t = useT();
  const lang = useSettings((state) => state.lang);
  const name = kind[lang];
  const required = kind.id === REQUIRED_ID;
  const removeLabel = required ? t('records.book.required') : t('records.book.remove', { name });
  return (
    <li className="kind" data-testid="kind" data-id={kind.id}>
      <svg className="kind-colour" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
        <rect x="2" y="2" width="20" height="20" rx="6" fill={kind.colour} />
      </svg>
      <div className="kind-text">
        <p className="kind-names">
          <span lang="ja">{kind.ja}</span>
          <span lang="en">{kind.en}</span>
          <code>{kind.id}</code>
        </p>
        <p className="fine">{kind.definition[lang]}</p>
      </div>
      <span className="badge" data-severity={kind.severity}>
        {t(`records.severity.${kind.severity}`)}
      </span>
      <div className="kind-actions">
        <button
          type="button"
          className="button quiet square"
          aria-label={t('records.book.up', { name })}
          disabled={place === 0}
          onClick={onUp}
        >
          <Icon name="up" size={22} />
        </button>
        <button
          type="button"
          className="button quiet square"
          data-testid="kind-edit"
          aria-label={t('records.book.edit', { name })}
          onClick={onEdit}
        >
          <Icon name="pencil" size={22} />
        </button>
        <button
          type="button"
          className="button quiet square"
          data-testid="kind-remove"
          aria-label={removeLabel}
          title={required ? removeLabel : undefined}
          disabled={required}
          onClick={onRemove}
        >
          <Icon name="trash" size={22} />
        </button>
      </div>
    </li>
  );
}
