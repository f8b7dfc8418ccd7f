import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { buildOpenApi } from '../../apps/gateway/src/openapi/build-openapi';
import { previewApp } from '../../apps/gateway/src/openapi/preview-app';
import { asyncApiDocument } from '../../tools/docs/asyncapi-document';

const kept = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');
const written = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

/** What `npm run docs` writes is checked in. */
describe('the documents in docs/ are fresh', () => {
  it('openapi.json', async () => {
    expect(kept('openapi.json')).toBe(written(buildOpenApi(await previewApp())));
  });

  it('asyncapi.json', () => {
    expect(kept('asyncapi.json')).toBe(written(asyncApiDocument()));
  });
});

it('asyncapi.json is valid AsyncAPI 3.0', async () => {
  const { diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()));
  const faults = diagnostics.filter(({ severity }) => Number(severity) <= 1);
  expect(faults.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
});
