import { createHash } from 'node:crypto';
import type { FollowUpInvitation, FollowUpOutcome } from '#contracts';
import type { Closed, FollowUpForm, FormField, FormProblem } from './follow-up-form';
import { FOLLOW_UP_STYLE } from './follow-up-style';
import { FOLLOW_UP_WORDS, type FollowUpWords, type PageLanguage } from './follow-up-words';

export type FollowUpPageState =
  | {
      kind: 'asking';
      /** Not there when it cannot be read at the moment. */
      invitation?: FollowUpInvitation | undefined;
      form: FollowUpForm;
      problems: readonly FormProblem[];
      /** It could not be sent; the form is kept. */
      trouble?: boolean;
    }
  | { kind: FollowUpOutcome['outcome'] | Closed };

const STYLE_HASH = createHash('sha256').update(FOLLOW_UP_STYLE).digest('base64');

/** Nothing but the page's own style, and a form that goes back to where it came from. */
export const FOLLOW_UP_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The whole page, which needs neither a script nor anything else. */
export function followUpPage(state: FollowUpPageState, language: PageLanguage): string {
  const words = FOLLOW_UP_WORDS[language];
  const { heading } = words[state.kind];
  const isWrong = state.kind === 'asking' && (state.problems.length > 0 || state.trouble);
  const title = `${isWrong ? words.problems.prefix : ''}${heading} · ${words.desk}`;
  const body = state.kind === 'asking' ? asking(state, words, language) : told(words[state.kind].text);
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${FOLLOW_UP_STYLE}</style>
</head>
<body>
<header>
<p class="desk">${words.desk}</p>
<nav><a href="?lang=${words.other.language}" lang="${words.other.lang}" hreflang="${words.other.lang}">${words.other.name}</a></nav>
</header>
<main>
<h1>${heading}</h1>
${body}
</main>
<footer><p>${words.help}</p></footer>
</body>
</html>
`;
}

const told = (text: string): string => `<p>${text}</p>`;

function asking(
  { invitation, form, problems, trouble }: Extract<FollowUpPageState, { kind: 'asking' }>,
  words: FollowUpWords,
  language: PageLanguage,
): string {
  const about = invitation
    ? `<p class="about">${escape(words.asking.about(invitation.orderNumber, invitation.title))}</p>
<p>${words.asking.once(beijing(invitation.expiresAt, language))}</p>`
    : '';
  const reasonProblem = problems.find((problem) => problem === 'reason' || problem === 'reasonLength');
  return `${about}
${summary(problems, trouble, words)}
<form method="post" action="?lang=${language}" novalidate>
<input type="hidden" name="key" value="${escape(form.key)}">
${choice('solved', form.solved, problems.includes('solved'), words)}
${choice('satisfied', form.satisfied, problems.includes('satisfied'), words)}
<div class="field${reasonProblem ? ' wrong' : ''}">
<label for="reason">${words.reason.label}</label>
<p id="reason-hint" class="hint">${words.reason.hint}</p>
${reasonProblem ? wrong('reason', words.problems[reasonProblem], words) : ''}
<textarea id="reason" name="reason" rows="5" maxlength="1000" aria-describedby="reason-hint${reasonProblem ? ' reason-wrong' : ''}"${reasonProblem ? ' aria-invalid="true"' : ''}>
${escape(form.reason)}</textarea>
</div>
<button type="submit">${words.submit}</button>
</form>`;
}

/** First on the page and focused, so that it is read at once; each problem leads to its field. */
function summary(
  problems: readonly FormProblem[],
  trouble: boolean | undefined,
  words: FollowUpWords,
): string {
  if (trouble)
    return `<div class="summary" role="alert" tabindex="-1" autofocus><p>${words.problems.trouble}</p></div>`;
  if (problems.length === 0) return '';
  const items = problems.map(
    (problem) => `<li><a href="#${anchorOf(problem)}">${words.problems[problem]}</a></li>`,
  );
  return `<div class="summary" role="alert" tabindex="-1" autofocus>
<h2>${words.problems.heading}</h2>
<ul>${items.join('')}</ul>
</div>`;
}

const anchorOf = (problem: FormProblem): string =>
  problem === 'reason' || problem === 'reasonLength' ? 'reason' : `${problem}-yes`;

function choice(
  field: 'solved' | 'satisfied',
  chosen: 'yes' | 'no' | null,
  isWrong: boolean,
  words: FollowUpWords,
): string {
  const { legend, yes, no } = words[field];
  const option = (value: 'yes' | 'no', label: string): string =>
    `<div class="option"><input type="radio" id="${field}-${value}" name="${field}" value="${value}"${chosen === value ? ' checked' : ''}><label for="${field}-${value}">${label}</label></div>`;
  return `<fieldset class="field${isWrong ? ' wrong' : ''}"${isWrong ? ` aria-describedby="${field}-wrong"` : ''}>
<legend>${legend}</legend>
${isWrong ? wrong(field, words.problems[field], words) : ''}
${option('yes', yes)}
${option('no', no)}
</fieldset>`;
}

const wrong = (field: FormField, text: string, { problems }: FollowUpWords): string =>
  `<p id="${field}-wrong" class="problem"><span class="unseen">${problems.prefix}</span>${text}</p>`;

const beijing = (at: string, language: PageLanguage): string =>
  new Intl.DateTimeFormat(FOLLOW_UP_WORDS[language].lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(at));

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
