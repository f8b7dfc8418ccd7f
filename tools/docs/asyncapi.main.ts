import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../launcher/root';
import { asyncApiDocument } from './asyncapi-document';

const file = join(findRoot(), 'docs', 'asyncapi.json');
writeFileSync(file, `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
console.log(`Written: ${file}`);
