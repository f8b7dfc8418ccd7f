import type { Entry } from '#contracts';
import { DeliveryAudit } from './delivery-audit';

const text = (sequence: number, clientMessageId = `m${sequence}`, words = `text ${sequence}`): Entry => ({
  sequence,
  kind: 'text',
  at: '2026-01-05T09:00:00.000+08:00',
  clientMessageId,
  text: words,
});

describe('DeliveryAudit', () => {
  let audit: DeliveryAudit;
  const ack = (sequence: number): void => audit.acked('c', sequence, `m${sequence}`, `text ${sequence}`);
  const deliver = (client: string, ...entries: Entry[]): void =>
    entries.forEach((entry) => audit.delivered(client, 'c', entry));

  beforeEach(() => {
    audit = new DeliveryAudit();
  });

  it('finds nothing where all is well', () => {
    deliver('business', text(1));
    ack(1);
    ack(2);
    deliver('business', text(2));
    deliver('seat', text(1), text(2));
    audit.reaches('record', 'c', 2);
    deliver('record', text(1), text(2));
    expect(audit.problems()).toEqual([]);
    expect(audit.counts).toEqual({ conversations: 1, acknowledged: 2, delivered: 6 });
  });

  it('finds a lost message', () => {
    ack(1);
    ack(2);
    deliver('business', text(1), text(2));
    deliver('seat', text(1));
    expect(audit.problems()).toEqual(['conversation c: seat got 1 of 2 entries']);
  });

  it('finds an acknowledged message that nobody got', () => {
    ack(1);
    expect(audit.problems()).toEqual(['conversation c: 1 acknowledged messages reached nobody']);
  });

  it('finds the server short of what it acknowledged', () => {
    ack(1);
    deliver('business', text(1));
    audit.reaches('record', 'c', 1);
    expect(audit.problems()).toEqual(['conversation c: record got 0 of 1 entries']);
  });

  it('finds a repetition, a gap and a reversal', () => {
    deliver('seat', text(1), text(1), text(3), text(2));
    expect(audit.problems()).toEqual([
      'conversation c: seat got 1 again after 1',
      'conversation c: seat got 3 right after 1',
      'conversation c: seat got 2 again after 3',
    ]);
  });

  it('finds a message that is there twice', () => {
    ack(1);
    deliver('seat', text(1), text(2, 'm1'));
    expect(audit.problems()).toEqual(['conversation c: message m1 is there twice: as 1 and 2']);
  });

  it('finds one place given to two messages', () => {
    ack(1);
    audit.acked('c', 1, 'other', 'text 1');
    deliver('seat', text(1));
    expect(audit.problems()).toEqual(['conversation c: sequence 1 was acknowledged for two messages']);
  });

  it('finds another text or another message than was acknowledged', () => {
    ack(1);
    deliver('seat', text(1, 'm1', 'something else'));
    deliver('guest', text(1, 'm9'));
    expect(audit.problems()).toEqual([
      'conversation c: seat got 1 with another text than was acknowledged',
      'conversation c: guest got another message as 1 than was acknowledged',
    ]);
  });

  it('accepts the new text of an edited message and a place that may not be seen', () => {
    ack(1);
    ack(2);
    deliver('seat', text(1), text(2), { ...text(3, 'm3', 'new'), kind: 'edit', target: 1 });
    deliver('business', text(1, 'm1', 'new'));
    deliver('business', { sequence: 2, kind: 'hidden', at: text(2).at }, text(3));
    expect(audit.problems()).toEqual([]);
  });

  it('owes nothing to one that left, and everything when it is back', () => {
    deliver('seat', text(1));
    audit.left('seat', 'c');
    deliver('business', text(1), text(2), text(3));
    expect(audit.problems()).toEqual([]);
    deliver('seat', text(2));
    expect(audit.problems()).toEqual(['conversation c: seat got 2 of 3 entries']);
  });
});
