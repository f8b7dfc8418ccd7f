import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  AppError,
  ORDER_EXPORT_COLUMNS,
  ORDER_EXPORT_FORMATS,
  ORDER_STATUSES,
  ReadOrderExport,
  validate,
  type OrderExportFormat,
} from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import type { Response } from 'express';
import { Caller } from '../auth/caller.decorator';
import { Needs } from '../auth/needs.decorator';
import { SECURITY } from '../openapi/describe-operation';
import { exportPages } from './order-export-reader';
import { writeCsv } from './write-csv';
import { writeXlsx } from './write-xlsx';

const WRITERS = { csv: writeCsv, xlsx: writeXlsx };
const TYPES: Record<OrderExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** Exports that one gateway writes at once. */
const MAX_EXPORTS = 4;

@ApiTags('metrics')
@Controller('order-exports')
export class OrderExportsController {
  private running = 0;

  constructor(private readonly bus: Bus) {}

  @Get(':format')
  @Needs('oversee')
  @ApiOperation({
    summary: 'Work orders as a table, of any length',
    description:
      'Permission: `oversee`. Confidential orders are left out, personal data is masked, cells that a spreadsheet would compute are text.',
  })
  @ApiBearerAuth(SECURITY)
  @ApiParam({ name: 'format', enum: ORDER_EXPORT_FORMATS })
  @ApiQuery({ name: 'status', required: false, enum: ORDER_STATUSES })
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'to', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'agencyCode', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'matterCode', required: false, schema: { type: 'string' } })
  @ApiOkResponse({
    description: 'The table',
    content: Object.fromEntries(
      Object.values(TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  })
  async export(
    @Param('format') format: string,
    @Query() query: Record<string, unknown>,
    @Caller() caller: RequestOptions,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = ORDER_EXPORT_FORMATS.find((known) => known === format);
    if (!wanted) throw new AppError('NOT_FOUND', `There is no export as ${format}.`);
    const filters = validate(ReadOrderExport, query, 'refuse');
    if (this.running >= MAX_EXPORTS)
      throw new AppError('UNAVAILABLE', 'Too many exports at once. Try again shortly.');
    this.running += 1;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const pages = exportPages(this.bus, filters, caller, gone.signal);
      // The first page is read before anything is sent, so that a refusal is a refusal.
      const first = await pages.next();
      response.writeHead(200, {
        'Content-Type': TYPES[wanted],
        'Content-Disposition': `attachment; filename="orders.${wanted}"; filename*=UTF-8''${encodeURIComponent('工单')}.${wanted}`,
        'Cache-Control': 'no-store',
      });
      await WRITERS[wanted](ORDER_EXPORT_COLUMNS, following(first, pages), response);
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    } finally {
      this.running -= 1;
    }
  }
}

async function* following<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
