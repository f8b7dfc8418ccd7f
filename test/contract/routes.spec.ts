import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Router } from 'express';
import { FRAME_SUBJECTS, RPC } from '#contracts';
import { SUBJECT_EXTENSION } from '../../apps/gateway/src/auth/asks.decorator';
import { buildOpenApi } from '../../apps/gateway/src/openapi/build-openapi';
import { previewApp } from '../../apps/gateway/src/openapi/preview-app';

/** What gateways ask on their own behalf, or as a part of something larger. */
const INTERNAL = [
  'agency.*.act',
  'agency.*.books',
  'agency.*.health',
  'agency.*.report',
  'agency.*.webhook',
  'desk.agency-key.exchange',
  'desk.conversation.detach',
  'desk.conversation.heads',
  'desk.conversation.sync',
  'desk.conversation.viewable',
  'desk.gateway.renew-lease',
  'desk.health.check',
  'desk.order-export.read',
  'desk.seat.release-lease',
  'desk.seat.renew-lease',
  'knowledge.health.check',
];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

let app: INestApplication;
let document: OpenAPIObject;

beforeAll(async () => {
  app = await previewApp();
  document = buildOpenApi(app);
  await app.init();
});

afterAll(() => app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ ...operation, route: `${method} ${path}` }] : [];
    }),
  );

/** As the HTTP server itself has them, in the notation of OpenAPI. */
function routes(): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: Router };
  return router.stack.flatMap(({ route }) =>
    route ? route.stack.map(({ method }) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
  );
}

it('every route is in the OpenAPI document, and every operation has a route', () => {
  expect(routes()).toContain('get /api/v1/conversations/{conversationId}');
  expect(routes().sort()).toEqual(
    operations()
      .map(({ route }) => route)
      .sort(),
  );
});

it('every operation has a name of its own, a summary and problem details for what goes wrong', () => {
  const names = operations().map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { summary, responses } of operations()) {
    expect(summary).toBeTruthy();
    expect(responses['default']).toHaveProperty(['content', 'application/problem+json']);
  }
});

it('every subject that is not internal can be asked from outside: over HTTP or by a chat frame', () => {
  const overHttp = operations().map(
    (operation) => Object.entries(operation).find(([key]) => key === SUBJECT_EXTENSION)?.[1],
  );
  const asked = new Set<unknown>([...overHttp, ...Object.values(FRAME_SUBJECTS)]);
  expect(
    Object.keys(RPC)
      .filter((subject) => !asked.has(subject))
      .sort(),
  ).toEqual(INTERNAL);
});
