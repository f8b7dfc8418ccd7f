import type { ArticleView, GapPage } from '#contracts';
import type { Api } from '../client/api';

const FILLED = 3;

export interface GapsFilled {
  open: number;
  filled: { question: string; asked: number }[];
}

/** What an editor does in the evening: writes an article about each of the questions asked most, and closes the gap with it. */
export async function fillGaps(admin: Api): Promise<GapsFilled> {
  const { items } = await admin.get<GapPage>('/gaps', { limit: 200 });
  const filled: GapsFilled['filled'] = [];
  for (const { id, matterCode, question, asked } of items.slice(0, FILLED)) {
    const { id: articleId } = await admin.post<ArticleView>('/articles', {
      matterCode,
      kind: 'question',
      title: { zh: question, en: question },
      body: {
        zh: '演示口径：此问题已登记，请以受理窗口答复为准。',
        en: 'Demo wording: this question has been noted; the window has the last word.',
      },
    });
    await admin.post(`/gaps/${id}/answer`, { articleId });
    filled.push({ question, asked });
  }
  return { open: items.length - filled.length, filled };
}
