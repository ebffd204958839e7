import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { REQUIRED_ID, SEVERITIES, type DefectKind, type Severity } from '../../../inspection/defect-book';
import { useApp, useT } from '../../hooks/app';
import { BookProblems } from './BookProblems';

const BLANK: DefectKind = {
  id: '',
  ja: '',
  en: '',
  definition: { ja: '', en: '' },
  severity: 'major',
  colour: '#d1495b',
};

/** Adds a kind, or edits one; `kind` is null for a new one. */
export function KindForm({ kind, onDone }: { kind: DefectKind | null; onDone: () => void }) {
  const t = useT();
  const { book } = useApp();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(kind ?? BLANK);
  const set = (change: Partial<DefectKind>) => setDraft((old) => ({ ...old, ...change }));
  const { definition } = draft;
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:not(:disabled)')?.focus();
  }, []);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const { add, edit } = book.getState();
    if (kind ? edit(kind.id, draft) : add(draft)) onDone();
  };

  return (
    <form ref={form} className="card kind-form" data-testid="kind-form" onSubmit={save} noValidate>
      <h3>{t(kind ? 'records.book.form.edit' : 'records.book.form.add')}</h3>
      <BookProblems />
      <div className="kind-fields">
        <Field label={t('records.book.ja')}>
          <input
            className="input"
            lang="ja"
            name="ja"
            value={draft.ja}
            onChange={({ target }) => set({ ja: target.value })}
          />
        </Field>
        <Field label={t('records.book.en')}>
          <input
            className="input"
            lang="en"
            name="en"
            value={draft.en}
            onChange={({ target }) => set({ en: target.value })}
          />
        </Field>
        <Field label={t('records.book.id')}>
          <input
            className="input"
            name="id"
            autoCapitalize="none"
            spellCheck={false}
            disabled={kind?.id === REQUIRED_ID}
            value={draft.id}
            onChange={({ target }) => set({ id: target.value })}
          />
        </Field>
        <Field label={t('records.book.severity')}>
          <select
            className="input"
            name="severity"
            value={draft.severity}
            onChange={({ target }) => set({ severity: target.value as Severity })}
          >
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {t(`records.severity.${severity}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('records.book.definition.ja')}>
          <textarea
            className="input"
            lang="ja"
            rows={2}
            value={definition.ja}
            onChange={({ target }) => set({ definition: { ...definition, ja: target.value } })}
          />
        </Field>
        <Field label={t('records.book.definition.en')}>
          <textarea
            className="input"
            lang="en"
            rows={2}
            value={definition.en}
            onChange={({ target }) => set({ definition: { ...definition, en: target.value } })}
          />
        </Field>
        <Field label={t('records.book.colour')}>
          <input
            type="color"
            className="input"
            value={draft.colour}
            onChange={({ target }) => set({ colour: target.value })}
          />
        </Field>
      </div>
      <div className="actions">
        <button type="submit" className="button primary" data-testid="kind-save">
          {t('records.book.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('records.cancel')}
        </button>
      </div>
    </form>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="field">
      <span>{label}</span>
      {children}
    </label>
  );
}
