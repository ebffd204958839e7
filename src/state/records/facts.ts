import { imageRefOf, type DecisionVerdict, type LogEntry, type LogVerdict } from '../../inspection/log';

/** What one line of the log's list says. */
export interface EntryFacts {
  photo: string | null;
  /** The model's, for an answer; the person's word on the part, for a decision. */
  verdict: LogVerdict | null;
  decision: DecisionVerdict | null;
  model: string | null;
}

/** Looks up, for any entry, what only earlier entries tell: the photo's name, and which model was judged. */
export class Facts {
  private readonly names = new Map<string, string>();
  private readonly models = new Map<string, string>();

  add(entry: LogEntry): void {
    if (entry.type === 'import') this.names.set(entry.image.sha256_of_file_bytes, entry.image.name);
    if (entry.type === 'infer') this.models.set(entry.event_id, modelOf(entry.model));
  }

  of(entry: LogEntry): EntryFacts {
    const ref = imageRefOf(entry);
    const photo = ref === null ? null : (this.names.get(ref) ?? `${ref.slice(0, 12)}…`);
    const plain = { photo, verdict: null, decision: null, model: null };
    switch (entry.type) {
      case 'infer':
        return { ...plain, verdict: entry.verdict, model: modelOf(entry.model) };
      case 'decision':
        return {
          photo,
          verdict: entry.part,
          decision: entry.verdict,
          model: entry.infer_ref === null ? null : (this.models.get(entry.infer_ref) ?? null),
        };
      case 'adapt':
        return { ...plain, model: `${entry.adapter_after.slice(0, 12)}…` };
      case 'import':
      case 'system':
        return plain;
    }
  }
}

const modelOf = ({ version, adapter_id }: { version: string; adapter_id?: string }) =>
  adapter_id === undefined ? version : `${version} + ${adapter_id}`;
