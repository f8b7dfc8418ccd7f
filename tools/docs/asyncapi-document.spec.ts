import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { findRoot } from '../launcher/root';
import { asyncApiDocument } from './asyncapi-document';

describe('asyncApiDocument', () => {
  it('is valid AsyncAPI 3.0', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()));
    const faults = diagnostics.filter(({ severity }) => Number(severity) <= 1);
    expect(faults.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
    expect(document?.operations().all().length).toBeGreaterThan(20);
  });

  it('is the one in docs/', () => {
    const kept: unknown = JSON.parse(readFileSync(join(findRoot(), 'docs', 'asyncapi.json'), 'utf8'));
    expect(kept).toEqual(asyncApiDocument());
  });
});
