import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AgencyCatalogue, validate } from '#contracts';
import { parse } from 'yaml';
import { articlesOf, type CatalogueArticle } from '../../apps/knowledge/src/articles/catalogue-articles';
import { findRoot } from '../launcher/root';

/** A question as people ask it, and the matter that answers it. */
export interface Question {
  matter: string;
  text: string;
}

async function readYaml(...folder: string[]): Promise<unknown[]> {
  const path = join(findRoot(), ...folder);
  const names = (await readdir(path)).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
  return texts.map((text): unknown => parse(text));
}

export async function readCatalogueArticles(): Promise<CatalogueArticle[]> {
  const agencies = await readYaml('catalogue');
  return agencies.flatMap((agency) => articlesOf(validate(AgencyCatalogue, agency, 'refuse')));
}

export async function readQuestions(): Promise<Question[]> {
  const files = (await readYaml('tools', 'knowledge', 'questions')) as Record<string, string[]>[];
  return files.flatMap((file) =>
    Object.entries(file).flatMap(([matter, texts]) => texts.map((text) => ({ matter, text }))),
  );
}
