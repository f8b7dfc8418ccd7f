import type { NextFunction, Request, Response } from 'express';

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=31536000',
};
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** Swagger UI brings its scripts and styles along, some of them inline. */
const DOCS_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const isDocs = request.path === '/docs' || request.path.startsWith('/docs/');
  response.setHeader('Content-Security-Policy', isDocs ? DOCS_POLICY : API_POLICY);
  // What is kept must be asked for again: the ETag makes that cheap.
  response.setHeader('Cache-Control', 'private, no-cache');
  next();
}
