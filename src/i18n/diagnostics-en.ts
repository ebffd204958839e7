import type { diagnosticsJa } from './diagnostics-ja';

/** The page for a plant's IT: which GPU, and whether it calculates rightly. */
export const diagnosticsEn: Record<keyof typeof diagnosticsJa, string> = {
  'diag.title': 'Diagnostics',
  'diag.note':
    'Checks that the GPU of this device calculates rightly. No model and no photo is used. Nothing is sent.',
  'diag.back': 'Back to inspection',

  'diag.adapter': 'GPU',
  'diag.adapter.none': 'No GPU was found',
  'diag.adapter.wait': 'Looking',
  'diag.vendor': 'Vendor',
  'diag.architecture': 'Architecture',
  'diag.description': 'Description',
  'diag.fallback': 'Fallback on the CPU',
  'diag.fallback.yes': 'Yes (slow)',
  'diag.fallback.no': 'No',
  'diag.fallback.unknown': 'The browser does not say',
  'diag.secure': 'Secure connection (HTTPS)',
  'diag.secure.yes': 'Yes',
  'diag.secure.no': 'No. WebGPU needs HTTPS',
  'diag.features': 'Features',
  'diag.limits': 'Limits',

  'diag.test': 'Self-test',
  'diag.test.running': 'Running {done} / {total}',
  'diag.test.passed': 'Passed: all {total} cases are within their limits',
  'diag.test.failed': 'Failed: {failed} cases are wrong',
  'diag.test.stopped': 'The self-test could not go on',
  'diag.op': 'Op',
  'diag.case': 'Case',
  'diag.error': 'Largest error',
  'diag.limit': 'Limit',
  'diag.result': 'Result',
  'diag.pass': 'Pass',
  'diag.fail': 'Fail',
  'diag.copy': 'Copy results as JSON',
  'diag.copied': 'Copied',
  'diag.copy.failed': 'Copying failed. Select the text below and copy it.',
  'diag.json': 'JSON',
};
