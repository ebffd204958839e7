import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { local } from './scripts/eslint-local.js';

export default tseslint.config(
  {
    ignores: [
      'dist',
      '.cache',
      'node_modules',
      'public',
      'training',
      'test-results',
      'playwright-report',
      'shared',
    ],
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { minimumDescriptionLength: 8, 'ts-expect-error': 'allow-with-description' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { local },
    rules: {
      'local/direction': 'error',
      'local/reason': 'error',
      'max-lines': ['error', { max: 500 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // The domain is pure: what it needs of the world is handed to it.
    files: ['src/inspection/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'self',
        'fetch',
        'navigator',
        'indexedDB',
        'caches',
        'postMessage',
        'WebSocket',
        'XMLHttpRequest',
      ],
    },
  },
  { files: ['src/{ui,diagnostics}/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
);
