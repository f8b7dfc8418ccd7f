import MarkdownIt from 'markdown-it';
import type { FieldProblem } from '#contracts';

const ALLOWED_LINK = /^(https?:\/\/|mailto:)/i;
/** Tags and attributes that could act; other HTML is shown as the text that it is. */
const ACTIVE_HTML =
  /<\s*\/?\s*(script|iframe|object|embed|style|link|meta|base|form|svg|math)\b|\son[a-z]+\s*=|=\s*["']?\s*(javascript|vbscript|data):/i;
const ANY_LINK = /\]\(\s*<?\s*([a-z][a-z0-9+.-]*):|^\s*\[[^\]]+\]:\s*<?([a-z][a-z0-9+.-]*):/gim;

/** Source HTML is shown as text, pictures of elsewhere are not fetched, and only safe links are links. */
const renderer = new MarkdownIt({ html: false, linkify: false, breaks: true }).disable('image');
renderer.validateLink = (url) => ALLOWED_LINK.test(url.trim());
renderer.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow');
  tokens[index]?.attrSet('target', '_blank');
  return self.renderToken(tokens, index, options);
};

const reader = new MarkdownIt({ html: true });
reader.validateLink = () => true;

/** HTML that is safe to show as it is. */
export const renderMarkdown = (text: string): string => renderer.render(text);

/** What a text holds that would not be shown as it was meant: script, active HTML, links that lead nowhere safe. */
export function markdownProblems(field: string, text: string): FieldProblem[] {
  const tokens = reader.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const html = tokens.filter(({ type }) => type === 'html_block' || type === 'html_inline');
  const active = html.flatMap(({ content }) => ACTIVE_HTML.exec(content)?.[0].trim() ?? []);
  const schemes = [...text.matchAll(ANY_LINK)].map(
    ([, inline, reference]) => `${inline ?? reference ?? ''}:`,
  );
  const hrefs = tokens.flatMap((token) =>
    token.type === 'link_open' ? (token.attrGet('href')?.toString() ?? []) : [],
  );
  const unsafe = [...schemes, ...hrefs].filter(
    (link) => !/^(https?|mailto):/i.test(link) && /^[a-z][a-z0-9+.-]*:/i.test(link),
  );
  return [
    ...active.slice(0, 1).map((tag) => ({ field, problem: `holds script or active HTML (${tag})` })),
    ...unsafe.slice(0, 1).map((link) => ({
      field,
      problem: `holds a link that is none of http, https, mailto (${link.slice(0, 40)})`,
    })),
  ];
}
