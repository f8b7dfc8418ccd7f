import type { Request, Response } from 'express';
import { FOLLOW_UP_POLICY, followUpPage, type FollowUpPageState } from './follow-up-page';
import { PAGE_LANGUAGES, type PageLanguage } from './follow-up-words';

const STATUSES: Record<FollowUpPageState['kind'], number> = {
  asking: 200,
  settled: 200,
  redo: 200,
  answered: 410,
  expired: 410,
  unknown: 404,
  trouble: 503,
};

/** In the language asked for by `lang`, or else by the browser; Chinese where it asks for neither. */
export function sendPage(request: Request, response: Response, state: FollowUpPageState): void {
  const language = languageOf(request);
  response
    .status(statusOf(state))
    .set({
      'Content-Security-Policy': FOLLOW_UP_POLICY,
      'Cache-Control': 'no-store',
      'Content-Language': language,
      Vary: 'Accept-Language',
    })
    .type('html')
    .send(followUpPage(state, language));
}

function statusOf(state: FollowUpPageState): number {
  if (state.kind !== 'asking') return STATUSES[state.kind];
  if (state.trouble) return 503;
  return state.problems.length > 0 ? 422 : 200;
}

function languageOf(request: Request): PageLanguage {
  const asked = PAGE_LANGUAGES.find((language) => language === request.query['lang']);
  const accepted = request.acceptsLanguages([...PAGE_LANGUAGES]);
  return asked ?? PAGE_LANGUAGES.find((language) => language === accepted) ?? 'zh';
}
