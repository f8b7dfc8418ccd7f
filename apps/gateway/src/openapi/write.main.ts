import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { buildOpenApi } from './build-openapi';
import { previewApp } from './preview-app';

async function write(path: string): Promise<void> {
  const document = buildOpenApi(await previewApp());
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`);
}

void write(process.argv[2] ?? 'docs/openapi.json');
