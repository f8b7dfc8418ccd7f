import { Controller, Get, type OnModuleDestroy, type OnModuleInit, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { RequestOptions } from '#messaging';
import { AppError } from '#contracts';
import type { Response } from 'express';
import { Caller } from '../auth/caller.decorator';
import { Needs } from '../auth/needs.decorator';
import { GatewayEnv } from '../gateway.env';
import { GatewayMetrics } from '../gateway-metrics';
import { SECURITY } from '../openapi/describe-operation';
import { Connection } from '../realtime/connection';
import { Lobby } from '../realtime/lobby';
import { EventStream } from './event-stream';
import { readPositions } from './positions';

const BEAT_EVERY_MS = 15_000;

@ApiTags('events')
@Controller('events')
export class EventsController implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly env: GatewayEnv,
    private readonly lobby: Lobby,
    private readonly metrics: GatewayMetrics,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      for (const stream of this.streams) stream.beat();
    }, BEAT_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  @Get()
  @Needs('converse')
  @ApiOperation({
    summary: 'The events of the chat as server-sent events, for hosts that cannot keep a WebSocket',
    description:
      'Permission: `converse`. Each event is one server frame of the chat protocol, from `welcome` on. ' +
      'To resume, name the last sequence seen of each conversation.',
  })
  @ApiBearerAuth(SECURITY)
  @ApiQuery({
    name: 'conversations',
    required: false,
    description: 'id:lastSequence,…',
    schema: { type: 'string' },
  })
  @ApiOkResponse({
    description: 'A stream of frames',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async open(
    @Query('conversations') positions: string | undefined,
    @Caller() { token = '' }: RequestOptions,
    @Res() response: Response,
  ): Promise<void> {
    if (this.streams.size >= this.env.GATEWAY_MAX_CONNECTIONS)
      throw new AppError('UNAVAILABLE', 'Too many connections.');
    const seen = readPositions(positions);
    const stream = new EventStream(response);
    const connection = new Connection(stream, this.env.GATEWAY_MAX_BUFFERED_BYTES, this.metrics);
    this.streams.add(stream);
    this.metrics.connections.inc({ transport: 'events' });
    response.once('close', () => {
      this.streams.delete(stream);
      this.metrics.connections.dec({ transport: 'events' });
      this.lobby.dismiss(connection);
    });
    await this.lobby.admit(connection, 'events', token, seen);
  }
}
