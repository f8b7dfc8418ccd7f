import type { SearchResult } from '#contracts';
import type { Command } from 'commander';
import { Api } from '../client/api';

interface SearchOptions {
  url: string;
  near?: string;
  limit: string;
}

/** The hits as a person reads them in a terminal. */
export function formatResult({ hits, corrected }: SearchResult): string {
  const head = corrected === undefined ? [] : [`Searched: ${corrected}`];
  const rows = hits.map(
    ({ score, matterCode, title, excerpt, alike }, index) =>
      `${index + 1}. ${score.toFixed(2)}  ${matterCode}  ${title.zh}${alike.length > 0 ? ` (+${alike.length})` : ''}\n` +
      `   ${excerpt.text.replaceAll(/\s+/g, ' ')}`,
  );
  return [...head, ...(rows.length > 0 ? rows : ['Nothing was found.'])].join('\n');
}

export function addSearch(program: Command): void {
  program
    .command('search <text>')
    .description('searches the articles of a running suite')
    .option('--url <url>', 'of the gateway', 'http://127.0.0.1:3000')
    .option('--near <matter>', 'the matter that the question is about')
    .option('--limit <count>', 'hits', '5')
    .action(async (text: string, { url, near, limit }: SearchOptions) => {
      const query = { text, limit, ...(near === undefined ? {} : { nearMatterCode: near }) };
      console.log(formatResult(await new Api(url).get<SearchResult>('/search', query)));
    });
}
