/** The kinds of defect the model can name; the first one is for what it cannot put a name to. */
export const KINDS = [
  'defect',
  'scratch',
  'crack',
  'pit',
  'dent',
  'chip',
  'burr',
  'stain',
  'rust',
  'bubble',
  'hole',
  'tear',
  'fiber',
  'spatter',
  'undercut',
  'inclusion',
  'patch',
  'missing',
] as const;

export type Kind = (typeof KINDS)[number];

/** A model may know kinds this page has no name for; those are shown as plain defects. */
export const kindOf = (label: string | undefined): Kind => KINDS.find((kind) => kind === label) ?? 'defect';
