import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthReport } from '#contracts';
import type { Response } from 'express';
import { Needs } from '../auth/needs.decorator';
import { refTo } from '../openapi/dto-schemas';
import { HealthService } from './health.service';

const report = { content: { 'application/json': { schema: refTo(HealthReport) } } };

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Needs('public')
  @ApiOperation({ summary: 'Whether this process runs' })
  @ApiOkResponse({ description: 'It does', ...report })
  live(): HealthReport {
    return { status: 'up', parts: [{ name: 'gateway', status: 'up' }] };
  }

  @Get('ready')
  @Needs('public')
  @ApiOperation({ summary: 'Whether every part of the suite works, and which does not' })
  @ApiOkResponse({ description: 'Every part works', ...report })
  @ApiServiceUnavailableResponse({ description: 'At least one part is failing', ...report })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthReport> {
    const health = await this.health.check();
    response.status(health.status === 'down' ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
    return health;
  }
}
