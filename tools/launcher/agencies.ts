/** The demo city's partner agencies, and the kind of adapter that each of them has. */
export const AGENCIES = [
  { code: 'SCJG', kind: 'http-push' },
  { code: 'GJJ', kind: 'http-pull' },
  { code: 'ZXQY', kind: 'portal' },
] as const;

export type Agency = (typeof AGENCIES)[number];
export type AgencyCode = Agency['code'];
export type AdapterName = `agency-${AgencyCode}`;

export const adapterName = (code: AgencyCode): AdapterName => `agency-${code}`;
