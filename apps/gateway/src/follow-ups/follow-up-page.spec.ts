import { followUpPage, FOLLOW_UP_POLICY, type FollowUpPageState } from './follow-up-page';
import type { FollowUpForm } from './follow-up-form';
import { FOLLOW_UP_WORDS, PAGE_LANGUAGES } from './follow-up-words';

const form = (over: Partial<FollowUpForm> = {}): FollowUpForm => ({
  solved: null,
  satisfied: null,
  reason: '',
  key: 'key-00000001',
  ...over,
});
const asking = (over: Partial<Extract<FollowUpPageState, { kind: 'asking' }>> = {}): FollowUpPageState => ({
  kind: 'asking',
  invitation: {
    orderNumber: 'QF20261124-000042',
    title: '名称申报未通过',
    expiresAt: '2026-12-01T13:00:00.000Z',
  },
  form: form(),
  problems: [],
  ...over,
});
const STATES: FollowUpPageState[] = [
  asking(),
  asking({ problems: ['solved', 'satisfied', 'reason'] }),
  asking({ trouble: true, invitation: undefined }),
  ...(['settled', 'redo', 'answered', 'expired', 'unknown', 'trouble'] as const).map((kind) => ({ kind })),
];
const idsOf = (page: string): string[] => [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

describe.each(PAGE_LANGUAGES)('in %s', (language) => {
  const words = FOLLOW_UP_WORDS[language];

  it.each(STATES.map((state) => [state.kind, state] as const))(
    '%s: one heading, a title, a language, nothing that the policy refuses',
    (kind, state) => {
      const page = followUpPage(state, language);
      expect(page).toContain(`<html lang="${words.lang}">`);
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page).toContain(`<h1>${words[kind].heading}</h1>`);
      expect(page).toContain(`lang=${words.other.language}"`);
      expect(page).not.toMatch(/<script|\son\w+=|style="|src=|https?:/i);
    },
  );

  it('every reference leads to an element, and every field has its label', () => {
    const page = followUpPage(asking({ problems: ['solved', 'satisfied', 'reasonLength'] }), language);
    const ids = idsOf(page);
    expect(new Set(ids).size).toBe(ids.length);
    const referred = [...page.matchAll(/ (?:for|aria-describedby)="([^"]+)"| href="#([^"]+)"/g)];
    for (const [, one, other] of referred)
      for (const id of (one ?? other ?? '').split(' ')) expect(ids).toContain(id);
    for (const [, id = ''] of page.matchAll(/<(?:input type="radio"|textarea) id="([^"]+)"/g))
      expect(page).toContain(`<label for="${id}">`);
    expect(page).toContain(`<title>${words.problems.prefix}`);
  });
});

it('keeps what was filled in', () => {
  const page = followUpPage(
    asking({ form: form({ solved: 'no', reason: '\n仍无法登录' }), problems: ['satisfied'] }),
    'zh',
  );
  expect(page).toContain('id="solved-no" name="solved" value="no" checked');
  expect(page.match(/ checked/g)).toHaveLength(1);
  expect(page).toContain('>\n\n仍无法登录</textarea>');
  expect(page).toContain('value="key-00000001"');
});

it('shows markup as text', () => {
  const evil = `"><script>alert('x')</script>&`;
  const invitation = { orderNumber: evil, title: evil, expiresAt: '2026-12-01T13:00:00.000Z' };
  const page = followUpPage(asking({ invitation, form: form({ reason: `</textarea>${evil}` }) }), 'zh');
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;/textarea&gt;&quot;&gt;&lt;script&gt;');
});

it('says until when in the time of the city', () => {
  expect(followUpPage(asking(), 'zh')).toContain('2026年12月1日 21:00');
  expect(followUpPage(asking(), 'en')).toContain('December 1, 2026');
});

it('allows its own style and its own form alone', () => {
  expect(FOLLOW_UP_POLICY).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self';/,
  );
  expect(FOLLOW_UP_POLICY).not.toContain('unsafe');
});
