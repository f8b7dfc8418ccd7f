import { Injectable } from '@nestjs/common';
import { MASK, maskPersonalData } from '#contracts';
import type { Transaction } from '#database';
import { PersonalData } from '../personal-data/personal-data';
import { ForgettingRepository, type OwnedText, type TextTable } from './forgetting.repository';

const TEXTS_AT_ONCE = 500;
const BEFORE_ALL = { owner: '00000000-0000-0000-0000-000000000000', sequence: 0 };

/** By conversation or order. */
type Names = ReadonlyMap<string, string>;

/**
 * Takes out what is personal: contacts, names, and in texts what looks like a number of somebody, or is the name of the
 * representative. What was asked, done and rated stays, and so does every rate.
 */
@Injectable()
export class ForgettingService {
  constructor(
    private readonly repository: ForgettingRepository,
    private readonly personalData: PersonalData,
  ) {}

  async conversations(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    const names = this.read(await this.repository.namesOf(tx, 'c.id', ids));
    await this.texts(tx, 'entries', ids, names);
    const comments = (await this.repository.commentsOf(tx, ids)).map(({ id, text }) => ({
      id,
      text: without(text, names.get(id)),
    }));
    await this.repository.forgetConversations(tx, ids, comments, now);
  }

  async orders(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    const names = this.read(await this.repository.namesOf(tx, 'w.id', ids));
    await this.texts(tx, 'order_history', ids, names);
    const orders = (await this.repository.ordersOf(tx, ids)).map(
      ({ id, title, description, extensionReason, declinedText }) => ({
        id,
        title: without(title, names.get(id)),
        description: without(description, names.get(id)),
        extensionReason: extensionReason === null ? null : without(extensionReason, names.get(id)),
        declinedText: declinedText === null ? null : without(declinedText, names.get(id)),
      }),
    );
    const reasons = (await this.repository.reasonsOf(tx, ids)).map(({ id, owner, text }) => ({
      id,
      text: without(text, names.get(owner)),
    }));
    await this.repository.forgetOrders(tx, orders, reasons, now);
  }

  /** After their conversations and orders: the names are looked for there. */
  async representatives(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.repository.forgetRepresentatives(tx, ids, this.personalData.encrypt(MASK), now);
  }

  private async texts(
    tx: Transaction,
    table: TextTable,
    owners: readonly string[],
    names: Names,
  ): Promise<void> {
    for (let after: Pick<OwnedText, 'owner' | 'sequence'> = BEFORE_ALL; ;) {
      const page = await this.repository.textsOf(tx, table, owners, after, TEXTS_AT_ONCE);
      const changed = page.flatMap((one) => {
        const text = without(one.text, names.get(one.owner));
        return text === one.text ? [] : [{ ...one, text }];
      });
      if (changed.length > 0) await this.repository.setTexts(tx, table, changed);
      const last = page.at(-1);
      if (!last || page.length < TEXTS_AT_ONCE) return;
      after = last;
    }
  }

  private read(encrypted: readonly { owner: string; name: string }[]): Names {
    return new Map(encrypted.map(({ owner, name }) => [owner, this.personalData.decrypt(name)]));
  }
}

/** A single character is no name that a text could be searched for. */
function without(text: string, name = ''): string {
  const masked = maskPersonalData(text);
  return name.length < 2 ? masked : masked.replaceAll(name, MASK);
}
