import { useState } from 'react';
import type { DefectKind } from '../../../inspection/defect-book';
import { browserDownload } from '../../../state/records/download';
import { useApp, useSettings, useT } from '../../hooks/app';
import { Icon } from '../../shell/icons';
import { FileButton } from '../FileButton';
import { useBook } from '../screens';
import { BookProblems } from './BookProblems';
import { KindForm } from './KindForm';
import { KindRow } from './KindRow';

interface Removed {
  kind: DefectKind;
  place: number;
}

/** The plant's own list of defects. */
export function BookTab() {
  const t = useT();
  const lang = useSettings((state) => state.lang);
  const { book: store } = useApp();
  const book = useBook((state) => state.book);
  /** Id of the kind in the form; '' for a new one. */
  const [editing, setEditing] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [imported, setImported] = useState(false);

  const open = (id: string | null) => {
    store.getState().dismiss();
    setRemoved(null);
    setImported(false);
    setEditing(id);
  };
  const remove = (kind: DefectKind) => {
    open(null);
    if (store.getState().remove(kind.id)) setRemoved({ kind, place: book.indexOf(kind) });
  };
  const undo = ({ kind, place }: Removed) => {
    setRemoved(null);
    if (store.getState().add(kind)) store.getState().move(kind.id, place);
  };
  const load = async (file: File) => {
    open(null);
    setImported(store.getState().importFile(await file.text()));
  };
  const save = () =>
    browserDownload(
      new Blob([store.getState().exportFile()], { type: 'application/json' }),
      'lynx-defect-book.json',
    );

  return (
    <div className="book-tab">
      <p>{t('records.book.note')}</p>
      <div className="actions">
        <button type="button" className="button primary" data-testid="book-add" onClick={() => open('')}>
          <Icon name="plus" size={20} />
          {t('records.book.add')}
        </button>
        <FileButton
          accept=".json,application/json"
          testid="book-import"
          onFiles={([file]) => void load(file)}
        >
          <Icon name="folder" size={20} />
          {t('records.book.import')}
        </FileButton>
        <button type="button" className="button" data-testid="book-export" onClick={save}>
          <Icon name="download" size={20} />
          {t('records.book.export')}
        </button>
      </div>
      <div aria-live="polite">
        {removed && (
          <p className="note-line">
            {t('records.book.removed', { name: removed.kind[lang] })}
            <button type="button" className="button" data-testid="book-undo" onClick={() => undo(removed)}>
              {t('records.book.undo')}
            </button>
          </p>
        )}
        {imported && <p className="note-line good">{t('records.book.imported', { count: book.length })}</p>}
        {editing === null && <BookProblems />}
      </div>
      {editing === '' && <KindForm kind={null} onDone={() => open(null)} />}
      <ul className="kinds" aria-label={t('records.book.list')}>
        {book.map((kind, place) =>
          kind.id === editing ? (
            <li key={kind.id}>
              <KindForm kind={kind} onDone={() => open(null)} />
            </li>
          ) : (
            <KindRow
              key={kind.id}
              kind={kind}
              place={place}
              onEdit={() => open(kind.id)}
              onRemove={() => remove(kind)}
              onUp={() => store.getState().move(kind.id, place - 1)}
            />
          ),
        )}
      </ul>
    </div>
  );
}
