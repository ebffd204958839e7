/** manifest.json: what a model folder holds, and the numbers measured after training. */
import { EngineError } from '../errors';
import { parseConfig, type ModelConfig } from '../model/config';
import { Fields, parseJson } from './fields';

export const MANIFEST = 'manifest.json';
const ROLES = ['base', 'grounding', 'tokenizer', 'grammar'] as const;
export type FileRole = (typeof ROLES)[number];

export interface ManifestFile {
  name: string;
  bytes: number;
  /** Lower-case hex. */
  sha256: string;
  role: FileRole;
}

export interface Calibration {
  /** Coefficients of a finding's score, see model/scoring.ts. */
  finding: number[];
  /** How far a finding's box moves to the encoder's region that supports it: 0 not at all, 1 all the way. */
  regionBoxWeight: number;
  /** The same with the second look's score as a sixth feature. */
  second: number[];
  /** How far a finding's box moves to what the second look boxed: 0 not at all, 1 all the way. */
  secondBoxWeight: number;
  /** Findings below this score are shown dimmed and counted as not made. */
  threshold: number;
  /** A best finding below this score makes the verdict REVIEW. */
  reviewBelow: number;
}

export interface Manifest {
  id: string;
  version: string;
  config: ModelConfig;
  files: ManifestFile[];
  /** Defect kinds by their index after the first <kind:…> token. */
  kinds: string[];
  calibration: Calibration;
  parameters: { total: number; active: number };
}

/** @throws EngineError 'weights-format' when something is missing or of the wrong kind */
export function parseManifest(buffer: ArrayBuffer): Manifest {
  const json = parseJson(buffer, MANIFEST);
  const root = new Fields(json, MANIFEST);
  if (root.number('format') !== 1) root.fail('format', 'this app reads format 1');
  const calibration = root.object('calibration');
  const parameters = root.object('parameters');
  return {
    id: root.string('id'),
    version: root.string('version'),
    config: parseConfig(root.object('config')),
    files: root.list('files').map((item) => parseFile(new Fields(item, `${MANIFEST} files`))),
    kinds: root
      .list('kinds')
      .map((kind) => (typeof kind === 'string' ? kind : root.fail('kinds', 'not a string'))),
    calibration: {
      finding: calibration.numbers('finding', 5),
      regionBoxWeight: calibration.number('regionBoxWeight'),
      second: calibration.numbers('second', 6),
      secondBoxWeight: calibration.number('secondBoxWeight'),
      threshold: calibration.number('threshold'),
      reviewBelow: calibration.number('reviewBelow'),
    },
    parameters: { total: parameters.number('total'), active: parameters.number('active') },
  };
}

/** The file that plays a role. @throws EngineError 'weights-missing' when the folder has none */
export function fileOf(manifest: Manifest, role: FileRole): ManifestFile {
  const file = manifest.files.find((f) => f.role === role);
  if (!file) throw new EngineError('weights-missing', `the model has no ${role} file`, { role });
  return file;
}

function parseFile(fields: Fields): ManifestFile {
  const name = fields.string('name');
  const sha256 = fields.string('sha256');
  const role = fields.string('role');
  // A name is joined to a folder's address: nothing that could leave the folder.
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name) || name.includes('..'))
    fields.fail('name', 'unsafe file name');
  if (!/^[0-9a-f]{64}$/.test(sha256)) fields.fail('sha256', 'not 64 hex digits');
  if (!isRole(role)) return fields.fail('role', `unknown role ${role}`);
  return { name, bytes: fields.number('bytes'), sha256, role };
}

const isRole = (role: string): role is FileRole => (ROLES as readonly string[]).includes(role);
