import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActDone, AGENCY_CODE, AgencyWebhook, AppError, validate } from '#contracts';
import { Bus } from '#messaging';
import type { Request } from 'express';
import { Needs } from '../auth/needs.decorator';
import { refTo } from '../openapi/dto-schemas';

const HEADERS = { id: 'webhook-id', timestamp: 'webhook-timestamp', signature: 'webhook-signature' } as const;

const signed = (name: string) => ApiHeader({ name, required: true, description: 'Standard Webhooks' });

@ApiTags('agency')
@Controller('agency/webhooks')
export class WebhooksController {
  constructor(private readonly bus: Bus) {}

  @Post(':agencyCode')
  @HttpCode(200)
  @Needs('public')
  @ApiOperation({
    summary: "A signed delivery of the agency's own system",
    description:
      'Signed after Standard Webhooks with the secret of the agency; `docs/exchange.md` has the events. Refused when it ' +
      'is malformed, older than five minutes, wrongly signed or a replay.',
  })
  @signed(HEADERS.id)
  @signed(HEADERS.timestamp)
  @signed(HEADERS.signature)
  @ApiBody({
    schema: {
      type: 'object',
      required: ['type', 'data'],
      properties: { type: { type: 'string' }, data: { type: 'object' } },
    },
  })
  @ApiOkResponse({ description: 'Done', content: { 'application/json': { schema: refTo(ActDone) } } })
  receive(@Param('agencyCode') agencyCode: string, @Req() request: Request): Promise<ActDone> {
    if (!AGENCY_CODE.test(agencyCode)) throw new AppError('NOT_FOUND', 'No such agency.');
    const body: unknown = request.body;
    return this.bus.request('agency.*.webhook', readDelivery(body, request), {
      agencyCode,
      timeoutMs: 15_000,
    });
  }
}

/** The signature covers the very bytes: the body has not been parsed. */
function readDelivery(body: unknown, request: Pick<Request, 'header'>): AgencyWebhook {
  const missing = Object.values(HEADERS).filter((name) => !request.header(name));
  if (typeof body !== 'string' || missing.length > 0)
    throw new AppError('INVALID_ARGUMENT', 'The delivery is not signed, or empty.', {
      fields: missing.map((field) => ({ field, problem: 'the header is required here' })),
    });
  const headers = Object.entries(HEADERS).map(([field, name]) => [field, request.header(name)]);
  return validate(AgencyWebhook, { ...Object.fromEntries(headers), body } as object, 'refuse');
}
