// Two rules of this house. `direction`: ui → state → inspection and worker → engine, never back, and only
// the packages a folder is entitled to. `reason`: a rule switched off by a comment says why (` -- reason`).
import { dirname, relative, resolve, sep } from 'node:path';

const SRC = resolve(import.meta.dirname, '../src');

/** For each folder of src: the other folders, and the packages, that it may import. */
const MAY = {
  engine: { folders: [], packages: ['@huggingface/tokenizers'] },
  inspection: { folders: [], packages: ['fflate'] },
  i18n: { folders: [], packages: [] },
  worker: { folders: ['engine'], packages: [] },
  state: { folders: ['inspection', 'worker', 'i18n'], packages: ['zustand', 'idb', 'fflate'] },
  ui: {
    folders: ['state', 'inspection', 'i18n'],
    packages: ['react', 'react-dom', 'konva', 'react-konva', 'zustand'],
  },
  diagnostics: {
    folders: ['ui', 'state', 'worker', 'i18n'],
    packages: ['react', 'react-dom', 'zustand'],
  },
  cli: { folders: ['engine', 'inspection'], packages: null },
};

const isTest = (file) => /\.test\.tsx?$/.test(file) || file.includes(`${sep}testing${sep}`);
const packageOf = (name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/** @returns {string | null} why `file` may not import `name`, or null if it may */
export function forbidden(file, name) {
  const [folder, ...rest] = relative(SRC, file).split(sep);
  const may = MAY[folder];
  if (!may || rest.length === 0 || isTest(file)) return null;
  if (!name.startsWith('.')) {
    if (may.packages === null || may.packages.includes(packageOf(name))) return null;
    return `src/${folder} may not import the package '${packageOf(name)}'`;
  }
  const target = relative(SRC, resolve(dirname(file), name.replace(/\?.*$/, '')));
  const [other, ...inside] = target.split(sep);
  if (target.startsWith('..')) return `src/${folder} may not import from outside src`;
  if (other === folder || may.folders.includes(other)) return null;
  if (inside.length === 0 && other.includes('.')) return null; // a file in src itself
  return `src/${folder} may not import src/${other}: ui → state → inspection and worker → engine`;
}

const direction = {
  meta: { type: 'problem', schema: [], messages: { no: '{{why}}' } },
  create(context) {
    const check = (node) => {
      const source = node.source;
      if (!source || typeof source.value !== 'string') return;
      const why = forbidden(context.filename, source.value);
      if (why) context.report({ node: source, messageId: 'no', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

const reason = {
  meta: { type: 'problem', schema: [], messages: { no: 'Say why: eslint-disable… rule -- reason' } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S{2}/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'no' });
          }
        }
      },
    };
  },
};

export const local = { rules: { direction, reason } };
