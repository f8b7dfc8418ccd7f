import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GetKnowledgeMetrics, GetMetrics, ListKnowledgeMetricCases, ListMetricCases } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('metrics')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly bus: Bus) {}

  @Get('desk')
  @Asks('desk.metric.get', 'The rates that the desk is judged by, with their definitions')
  get(@Input() input: GetMetrics, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.metric.get', input, caller);
  }

  @Get('knowledge')
  @Asks('knowledge.metric.get', 'The rates that the approved Answers are judged by, per matter and agency')
  getOfKnowledge(@Input() input: GetKnowledgeMetrics, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.metric.get', input, caller);
  }

  @Get('knowledge/:name/cases')
  @Asks('knowledge.metric.cases', 'The very conversations, gaps or articles behind a number')
  listKnowledgeCases(@Input() input: ListKnowledgeMetricCases, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.metric.cases', input, caller);
  }

  @Get(':name/cases')
  @Asks('desk.metric.cases', 'The very conversations behind a number')
  listCases(@Input() input: ListMetricCases, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.metric.cases', input, caller);
  }
}
