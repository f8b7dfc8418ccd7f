import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { buildOpenApi } from './build-openapi';
import { previewApp } from './preview-app';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

describe('buildOpenApi', () => {
  let document: OpenAPIObject;
  let operations: OperationObject[];

  beforeAll(async () => {
    document = buildOpenApi(await previewApp());
    operations = Object.values(document.paths).flatMap((item) => METHODS.flatMap((name) => item[name] ?? []));
  });

  it('describes every operation', () => {
    for (const operation of operations) {
      expect(operation.summary).toBeTruthy();
      expect(operation.responses['default']).toHaveProperty('content', {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('takes path, header and body of a request from its contract', () => {
    const send = document.paths['/api/v1/conversations/{conversationId}/messages']?.post;
    expect(send?.parameters).toMatchObject([
      { name: 'conversationId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'Idempotency-Key', in: 'header', required: true },
    ]);
    expect(send?.requestBody).toHaveProperty('content.application/json.schema.required', ['kind']);
    expect(send?.security).toEqual([{ session: [] }]);
    expect(send?.responses['201']).toHaveProperty(
      'content.application/json.schema.$ref',
      '#/components/schemas/MessageAck',
    );
  });

  it('turns the fields of a GET into query parameters, where null makes no sense', () => {
    const list = document.paths['/api/v1/conversations']?.get;
    const status = list?.parameters?.find((parameter) => 'name' in parameter && parameter.name === 'status');
    expect(status).toMatchObject({ in: 'query', required: false, schema: { type: 'string' } });
    expect(JSON.stringify(status)).not.toContain('null');
  });

  it('says in the way of OpenAPI 3.1 what may be null', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.stringify(document)).not.toContain('"nullable"');
    const view = document.components?.schemas?.['ConversationView'];
    expect(view).toHaveProperty('properties.seatId.type', ['string', 'null']);
    expect(view).toHaveProperty('properties.queue.anyOf', [
      { $ref: '#/components/schemas/QueueView' },
      { type: 'null' },
    ]);
  });

  it('defines every schema that it refers to', () => {
    const refs = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ''] of refs) expect(document.components?.schemas).toHaveProperty(name);
  });
});
