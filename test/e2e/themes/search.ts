import type { SearchResult, SearchSuggestions, SynonymList } from '#contracts';
import request from 'supertest';
import type { Town } from '../../support/e2e-town';

/** Whoever asks finds the approved answers. */
export function search(city: () => Town): void {
  describe('searching the answers', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    const get = async <T>(path: string, status = 200): Promise<T> => {
      const { body } = await request(town.url(1)).get(`/api/v1/search${path}`).expect(status);
      return body as T;
    };
    const query = (text: string, more = ''): Promise<SearchResult> =>
      get(`?text=${encodeURIComponent(text)}${more}`);

    it('finds, without signing in, what was misspelt, and says so', async () => {
      const found = await query('营业直照丢了怎么补', '&limit=3');
      const { hits, corrected } = found;
      expect(found).not.toHaveProperty('reranked');
      expect(corrected).toBe('营业执照丢了怎么补');
      expect(hits[0]?.matterCode).toBe('SCJG-10');
      expect(hits[0]?.score).toBeGreaterThan(0.3);
      const { items } = await get<SearchSuggestions>(`/suggestions?text=${encodeURIComponent('公积')}`);
      expect(items).toContain('公积金');
    });

    it('refuses what is not a search', async () => {
      expect(await get('?limit=3', 400)).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(await get('?text=a&limit=51', 400)).toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('is taught words by those who write the answers', async () => {
      const seat = await town.as('chen.jing');
      await expect(seat.get('/search/synonyms')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const reviewer = await town.as('shen.yu');
      const { items } = await reviewer.get<SynonymList>('/search/synonyms');
      expect(items).toContainEqual({ word: '执照', meaning: '营业执照' });
      const taught = { items: [{ word: '小本本', meaning: '营业执照' }] };
      await expect(reviewer.put('/search/synonyms', taught)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const editor = await town.as('fang.zhi');
      await editor.put('/search/synonyms', taught);
      expect((await query('小本本丢了怎么补')).hits[0]?.title.zh).toContain('执照');
    });
  });
}
