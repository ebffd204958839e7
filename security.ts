/** What the page may do: nothing leaves this origin. The same policy in preview, in the built page and, loosened for hot reload, in dev. */
const policy: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'connect-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
};

const write = (rules: Record<string, string>) =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** `frame-ancestors` has no effect in a meta tag, so only the header has it. */
export const pagePolicy = write(policy);

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export const headers = {
  ...isolation,
  'Content-Security-Policy': write({ ...policy, 'frame-ancestors': "'none'" }),
};

/** Vite's dev client needs its inline preamble (by nonce), injected styles and a web socket. */
export const devNonce = 'dev';
export const devHeaders = {
  ...isolation,
  'Content-Security-Policy': write({
    ...policy,
    'script-src': `'self' 'nonce-${devNonce}'`,
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': "'self' ws:",
  }),
};
