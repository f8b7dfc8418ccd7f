import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Registry } from '#observability';
import { Needs } from '../auth/needs.decorator';

@ApiTags('health')
@Controller('metrics')
export class MetricsScrapeController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Needs('public')
  @ApiOperation({ summary: 'What this process measures, for Prometheus' })
  @ApiOkResponse({
    description: 'Prometheus text format',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
