import { randomBytes } from 'node:crypto'

/** Stands in the built page where each response puts its own nonce; set as `html.cspNonce` of the renderer's build. */
export const NONCE_PLACEHOLDER = 'pointcheck-nonce'

/** A nonce for one response. Styles that the interface makes while running carry it; scripts never need one. */
export const newNonce = (): string => randomBytes(16).toString('base64url')

const policy = (styles: string, scripts = ''): string =>
  [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    `style-src 'self'${styles}`,
    "img-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
  ].join('; ')

/** On every response, whatever it answers. */
export const baseHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // For whatever is not the page: nothing may run or load.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
} as const

/**
 * For the page itself, which may load its own files and nothing else. `areScriptsMarked`: inline scripts with the nonce
 * run too, which only the development server needs.
 */
export const pageHeaders = (nonce: string, areScriptsMarked = false): Record<string, string> => ({
  ...baseHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy(` 'nonce-${nonce}'`, areScriptsMarked ? ` 'nonce-${nonce}'` : ''),
})

/** For a file of the page. A worker obeys the policy of its own script, so it gets the page's, without styles. */
export const fileHeaders = (contentType: string, isHashed: boolean): Record<string, string> => ({
  ...baseHeaders,
  'content-type': contentType,
  'content-security-policy': policy(''),
  // A file whose name holds a hash of its content never changes.
  ...(isHashed ? { 'cache-control': 'public, max-age=31536000, immutable' } : {}),
})
