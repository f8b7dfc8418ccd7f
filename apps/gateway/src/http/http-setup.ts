import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SessionVerifier } from '#messaging';
import { FOLLOW_UP_PAGES } from '#contracts';
import { json, text, urlencoded, type NextFunction, type Request, type Response } from 'express';
import { AgencyKeySessions } from '../agency/agency-key-sessions';
import { bearerToken } from '../auth/bearer';
import { requestContext } from './request-context.middleware';
import { securityHeaders } from './security-headers.middleware';

const API_PREFIX = 'api/v1';
/** For those who operate the suite: outside the versioned API. */
const UNVERSIONED = ['health/live', 'health/ready', 'metrics'];
/** For people: neither. */
const PAGES = [`${FOLLOW_UP_PAGES}/:token`];

const BODY_LIMIT = '256kb';
const IMPORT_LIMIT = '20mb';
/** Where the bounds of the fields let more through than is usual, in Chinese above all. */
const LONG_LIMIT = '3mb';
/** The largest attachment in base64, and its name. */
const ATTACHMENT_LIMIT = '7mb';
const WEBHOOK_LIMIT = '200kb';
const FORM = { extended: false, limit: '32kb', parameterLimit: 20 };
const JSON_TYPES = ['application/json', 'application/*+json'];

export function prefixRoutes(app: INestApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: [...UNVERSIONED, ...PAGES] });
}

/** What surrounds every route; the app must have been created with `bodyParser: false`. */
export function setUpHttp(app: NestExpressApplication): void {
  const sessions = app.get(SessionVerifier);
  const signedIn = (request: Request, _: Response, next: NextFunction): void => {
    sessions.verify(bearerToken(request)).then(() => next(), next);
  };
  prefixRoutes(app);
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(requestContext, securityHeaders);
  app.use(`/${API_PREFIX}/agency`, app.get(AgencyKeySessions).enter);
  app.use(`/${API_PREFIX}/agency/webhooks`, text({ limit: WEBHOOK_LIMIT, type: () => true }));
  const large = (paths: string[], limit: string): void => {
    app.use(
      paths.map((path) => `/${API_PREFIX}${path}`),
      signedIn,
      json({ limit, type: JSON_TYPES }),
    );
  };
  large(['/matters/import', '/articles/import'], IMPORT_LIMIT);
  large(['/classifications/import', '/search/synonyms', '/work-orders/:id/actions'], LONG_LIMIT);
  large(['/articles/:id/attachments', '/agency/attachments'], ATTACHMENT_LIMIT);
  app.use(`/${FOLLOW_UP_PAGES}`, urlencoded(FORM));
  app.use(json({ limit: BODY_LIMIT, type: JSON_TYPES }));
}
