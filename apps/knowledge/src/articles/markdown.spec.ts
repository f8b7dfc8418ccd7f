import fc from 'fast-check';
import { markdownProblems, renderMarkdown } from './markdown';

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](file:///etc/passwd)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<javascript:alert(1)>',
  '<style>*{display:none}</style>',
  '<svg onload=alert(1)>',
];
/** Also what the desk is not attacked with: it is shown as text. */
const HARMLESS = [
  '![x](https://evil.example/track.png)',
  '[x](https://example.com" onclick="alert(1))',
  '`<script>`',
  '**[x](https://example.com/?a="><script>)**',
];

const TAGS = [
  'p',
  'br',
  'a',
  'code',
  'pre',
  'em',
  'strong',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'blockquote',
  'hr',
  's',
];
const allowed = new RegExp(
  `^</?(${TAGS.join('|')}|h[3-6]|table|thead|tbody|tr|th|td)( (href|rel|target|title|start|class|style)="[^"<>]*")*>$`,
);

function expectSafe(html: string): void {
  for (const [tag] of html.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(allowed);
  for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
}

describe('renderMarkdown', () => {
  it('renders what editors write', () => {
    expect(renderMarkdown('**材料**：\n1. 申请书\n2. [章程](https://example.com/a)')).toBe(
      '<p><strong>材料</strong>：</p>\n<ol>\n<li>申请书</li>\n<li><a href="https://example.com/a" ' +
        'rel="noopener noreferrer nofollow" target="_blank">章程</a></li>\n</ol>\n',
    );
    expect(renderMarkdown('[信](mailto:a@example.com)')).toContain('href="mailto:a@example.com"');
  });

  it.each([...HOSTILE, ...HARMLESS])('makes nothing that acts of %s', (text) => {
    expectSafe(renderMarkdown(text));
  });

  it('makes nothing that acts of anything', () => {
    const piece = fc.constantFrom(
      ...HOSTILE,
      ...HARMLESS,
      '\n',
      '> ',
      '](',
      '<',
      '"',
      "'",
      '`',
      '- ',
      '|a|\n|-|\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) =>
        expectSafe(renderMarkdown(pieces.join(''))),
      ),
    );
  });
});

describe('markdownProblems', () => {
  it.each(HOSTILE)('names what is wrong with %s', (text) => {
    const problems = markdownProblems('body.zh', `好的。\n\n${text}`);
    expect(problems.length).toBeGreaterThan(0);
    for (const { field } of problems) expect(field).toBe('body.zh');
  });

  it.each([
    '收费 <5 万元',
    '见 [办法](https://example.com)',
    '时间: 9:00',
    '`<script>`',
    'a@b.cn <mailto:a@b.cn>',
  ])('has nothing against %s', (text) => expect(markdownProblems('body.zh', text)).toEqual([]));
});
