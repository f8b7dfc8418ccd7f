const UNKNOWN_AUTHORITY =
  'its certificate is of no authority that is known here: give the adapter that of the agency in NODE_EXTRA_CA_CERTS, ' +
  'or have the agency send its whole chain';
const NO_TLS =
  'it speaks no TLS there, or none that is safe: correct PUSH_URL or have the agency mend its server';
const BROKEN_OFF = 'it broke the connection off before it had answered: the agency has to look at its server';
const NO_NAME = 'its name is not known: correct PUSH_URL or the name service';
const NO_WAY = 'there is no way to it: look at the network between here and the agency';

/** What is wrong and who can do what about it, by the code of the failure. */
const MEANINGS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired: the agency has to renew it',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: look at the clocks of both sides',
  CERT_REVOKED: 'its certificate was revoked: the agency has to renew it',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name: correct PUSH_URL or have the agency get one for this name',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  ECONNREFUSED: 'nothing listens there: the system is down, or PUSH_URL is wrong',
  ECONNRESET: BROKEN_OFF,
  EPIPE: BROKEN_OFF,
  UND_ERR_SOCKET: BROKEN_OFF,
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: NO_WAY,
  UND_ERR_CONNECT_TIMEOUT: NO_WAY,
  UND_ERR_HEADERS_OVERFLOW: 'the headers of its answer are too long: the agency has to look at its server',
};

const meaningOf = (code: string): string | undefined => {
  if (Object.hasOwn(MEANINGS, code)) return MEANINGS[code];
  return code === 'EPROTO' || code.startsWith('ERR_SSL_') ? NO_TLS : undefined;
};

/** What went wrong on the way to a system: which one, what it is, and what to do. fetch hides it in the cause. */
export function connectionProblem(error: unknown, url: string, timeoutMs: number): string {
  const { name, message = String(error), cause } = Object(error) as Partial<Error>;
  if (name === 'TimeoutError')
    return `${originOf(url)}: it did not answer within ${timeoutMs} ms (PUSH_TIMEOUT_MS): the agency has to look at its server`;
  const { code = '', message: reason } = Object(cause) as Partial<NodeJS.ErrnoException>;
  if (!reason && !code) return message;
  const meaning = meaningOf(code);
  return `${originOf(url)}: ${meaning ? `${meaning} (${code})` : reason}`;
}

const originOf = (url: string): string => new URL(url).origin;
