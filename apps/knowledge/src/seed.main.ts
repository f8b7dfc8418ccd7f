import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadEnv } from '#config';
import { AgencyCatalogue, validate } from '#contracts';
import { DatabaseModule } from '#database';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { parse } from 'yaml';
import { articlesOf } from './articles/catalogue-articles';
import { CatalogueModule } from './articles/catalogue.module';
import { CatalogueService } from './articles/catalogue.service';
import { entities } from './database/entities';
import { KnowledgeSeedEnv } from './knowledge.env';

/** The desk's import names what is wrong with a catalogue; here it only must not be wrong. */
async function readAgencies(folder: string): Promise<AgencyCatalogue[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => validate(AgencyCatalogue, parse(text), 'refuse'));
}

async function seed(): Promise<string> {
  const env = loadEnv(KnowledgeSeedEnv);
  const articles = (await readAgencies(env.CATALOGUE_DIR)).flatMap(articlesOf);
  const root: DynamicModule = {
    module: CatalogueModule,
    imports: [DatabaseModule.forService({ url: env.DATABASE_URL, schema: 'knowledge', entities })],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'warn'] });
  try {
    const { added, changed } = await app.get(CatalogueService).load(articles);
    return `knowledge: ${articles.length} articles in the catalogue, ${added} added, ${changed} changed`;
  } finally {
    await app.close();
  }
}

seed().then(console.log, (error: unknown) => {
  console.error(`knowledge could not be seeded: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
