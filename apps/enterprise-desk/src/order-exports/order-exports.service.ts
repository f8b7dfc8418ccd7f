import { Injectable } from '@nestjs/common';
import type { OrderExportPage, ReadOrderExport } from '#contracts';
import { decodeIdCursor, toPage } from '#database';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import { exportRow } from './export-row';
import { OrderExportsRepository } from './order-exports.repository';

const DEFAULT_ROWS = 100;
/** What a page may weigh, well below what NATS carries in one message. */
const MAX_CHARACTERS = 300_000;

/** Orders as rows of a table, page by page, so that an export of any size passes through in pieces. */
@Injectable()
export class OrderExportsService {
  constructor(
    private readonly repository: OrderExportsRepository,
    private readonly personalData: PersonalData,
  ) {}

  /** A page ends early where its texts are long. */
  async read(request: ReadOrderExport): Promise<OrderExportPage> {
    const limit = request.limit ?? DEFAULT_ROWS;
    const orders = await this.repository.read(request, decodeIdCursor(request.cursor), limit + 1);
    const rows = orders.map(({ phoneEncrypted, ...order }) =>
      exportRow({
        ...order,
        phone: phoneEncrypted ? maskPhone(this.personalData.decrypt(phoneEncrypted)) : '',
      }),
    );
    let characters = 0;
    const fitting = rows.findIndex((row) => {
      characters += row.reduce((sum, cell) => sum + cell.length, 0);
      return characters > MAX_CHARACTERS;
    });
    const shown = fitting === -1 ? limit : Math.max(1, Math.min(limit, fitting));
    const page = toPage(
      orders.map(({ id }, i) => ({ id, row: rows[i] ?? [] })),
      shown,
      ({ id }) => [id],
      ({ row }) => row,
    );
    return { rows: page.items, ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}) };
  }
}
