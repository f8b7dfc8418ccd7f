import { Controller, Get, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  AnswerFollowUpByLink,
  AppError,
  FOLLOW_UP_PAGES,
  FollowUpToken,
  validate,
  type FollowUpInvitation,
} from '#contracts';
import { Bus } from '#messaging';
import type { Request, Response } from 'express';
import { v7 as uuidv7 } from 'uuid';
import { Needs } from '../auth/needs.decorator';
import { SignInLimitGuard } from '../auth/sign-in-limit.guard';
import {
  answerOf,
  closedBy,
  problemsOf,
  readForm,
  type FollowUpForm,
  type FormProblem,
} from './follow-up-form';
import type { FollowUpPageState } from './follow-up-page';
import { FollowUpPageFilter } from './follow-up-page.filter';
import { sendPage } from './send-page';
import { PAGE_LANGUAGES } from './follow-up-words';

const PAGE = { content: { 'text/html': { schema: { type: 'string' as const } } } };
const FAILURES = 'Permission: `public`. What goes wrong is a page as well.';
const LANGUAGE = { name: 'lang', required: false, enum: PAGE_LANGUAGES };

/** The page behind a follow-up's link, for people: Chinese or English, with a form that needs no script. */
@ApiTags('follow-ups')
@Controller(FOLLOW_UP_PAGES)
@UseGuards(SignInLimitGuard)
@UseFilters(FollowUpPageFilter)
export class FollowUpPageController {
  constructor(private readonly bus: Bus) {}

  @Get(':token')
  @Needs('public')
  @ApiOperation({ summary: 'The page behind the link of a follow-up', description: FAILURES })
  @ApiQuery(LANGUAGE)
  @ApiOkResponse({ description: 'The form', ...PAGE })
  async show(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    const form = readForm({}, uuidv7);
    sendPage(request, response, { kind: 'asking', invitation: await this.ask(token), form, problems: [] });
  }

  @Post(':token')
  @Needs('public')
  @ApiOperation({ summary: 'Answer with the form of that page', description: FAILURES })
  @ApiQuery(LANGUAGE)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOkResponse({ description: 'What becomes of the order', ...PAGE })
  async answer(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    sendPage(request, response, await this.taken(token, readForm(request.body, uuidv7)));
  }

  private async taken(token: string, form: FollowUpForm): Promise<FollowUpPageState> {
    const problems = problemsOf(form);
    if (problems.length > 0) return this.again(token, form, { problems });
    try {
      const answer = validate(AnswerFollowUpByLink, answerOf(token, form), 'refuse');
      const { outcome } = await this.bus.request('desk.follow-up.answer-by-link', answer);
      return { kind: outcome };
    } catch (error) {
      if (!isPassing(error)) throw error;
      return this.again(token, form, { problems: [], trouble: true });
    }
  }

  /** The form as it was filled in, also while nothing can be read. */
  private async again(
    token: string,
    form: FollowUpForm,
    wrong: { problems: FormProblem[]; trouble?: boolean },
  ): Promise<FollowUpPageState> {
    const invitation = await this.ask(token).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return undefined;
    });
    return { kind: 'asking', invitation, form, ...wrong };
  }

  private async ask(token: string): Promise<FollowUpInvitation> {
    return this.bus.request('desk.follow-up.invitation', validate(FollowUpToken, { token }, 'refuse'));
  }
}

const isPassing = (error: unknown): boolean => error instanceof AppError && closedBy(error) === 'trouble';
