import type {
  AgencyHandoverPage,
  AgencyKeyPage,
  AgencyKeyView,
  OrderAttachmentView,
  HealthReport,
  LedgerBalance,
  NewAgencyKey,
  OrderHistory,
  ReconciliationView,
  WorkOrderPage,
  WorkOrderView,
} from '#contracts';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { Api } from '../../tools/client/api';
import { Agencies } from '../support/e2e-agencies';
import { Town } from '../support/e2e-town';
import { code, until } from '../support/e2e-until';

const ALL_SCOPES = ['orders:read', 'orders:act', 'handovers'];
const GROUNDS = [{ kind: 'law', title: '住房公积金管理条例', reference: '国务院令第710号' }];
const IN_FLIGHT = 20;
/**
 * What a server that was killed had in hand is taken up once the claims of the dead have run out: 10 s for the outbox's,
 * 30 s for JetStream's, which a restart of NATS begins anew, and 10 s until a consumer notices that it was forgotten.
 */
const RECOVERY_MS = 150_000;

describe('the exchange with agencies', () => {
  let town: Town;
  let agencies: Agencies;

  beforeAll(async () => {
    town = await Town.start({
      agencies: true,
      gateways: 2,
      env: {
        AGENCY_SYSTEM_PAUSE_MS: '10',
        AGENCY_SYSTEM_RETURN_SHARE: '0',
        PUSH_RETRY_MS: '100',
        PUSH_RETRY_MAX_MS: '1000',
        GATEWAY_AGENCY_REQUESTS_PER_MINUTE: '400',
      },
    });
    agencies = new Agencies(town);
  }, 180_000);
  afterEach(() => agencies?.system({ down: false, refuse: '' }));
  afterAll(() => town?.stop());

  it('pushes an order to the system of an agency, which signs, contacts and replies by signed deliveries', async () => {
    const { id } = await agencies.order('SCJG-01');
    await agencies.reaches(id, 'replied');
    const row = await agencies.handover(id, ({ repliedAt }) => repliedAt !== null);
    expect(row).toMatchObject({ agencyCode: 'SCJG', state: 'delivered', attempts: 0, lastError: null });
    const { received } = await agencies.system();
    const book = received.filter(({ orderId }) => orderId === id);
    expect(book).toEqual([{ handoverId: row.id, digest: row.deliveredDigest, kind: 'order', orderId: id }]);
    expect(row.payload.order?.phone).toBe('138****8000');

    await agencies.act(await town.as('song.jie'), id, 'accept-reply');
    expect((await agencies.handover(id, ({ confirmedAt }) => confirmedAt !== null)).signedAt).not.toBeNull();
    await agencies.handover(id, ({ state }) => state === 'delivered', 'reply-accepted');
    const { agencies: balance } = await (await town.as('song.jie')).get<LedgerBalance>('/handovers/balance');
    expect(balance).toEqual([
      expect.objectContaining({
        agencyCode: 'SCJG',
        handovers: 2,
        delivered: 2,
        signed: 1,
        replied: 1,
        confirmed: 1,
      }),
    ]);
  });

  it('lays an order ready for an agency that fetches, acknowledges, signs and replies with its key', async () => {
    const { id } = await agencies.order('GJJ-01');
    const { api } = await agencies.key('GJJ', ALL_SCOPES);
    const { id: handoverId } = await agencies.handover(id, ({ state }) => state === 'available');
    const { items } = await api.get<AgencyHandoverPage>('/agency/handovers');
    expect(items.map(({ orderId }) => orderId)).toEqual([id]);
    expect(items[0]?.document).toMatchObject({ form: 'qifu-handover/1', id: handoverId, kind: 'order' });
    await api.post(`/agency/handovers/${handoverId}/acknowledge`, {});
    await api.post(`/agency/handovers/${handoverId}/acknowledge`, {});
    expect((await api.get<AgencyHandoverPage>('/agency/handovers')).items).toEqual([]);
    await agencies.handover(id, ({ deliveredAt }) => deliveredAt !== null);

    const orders = await api.get<WorkOrderPage>('/agency/orders', { status: 'dispatched' });
    expect(orders.items.map((order) => order.id)).toEqual([id]);
    const key = uuid();
    await api.post(`/agency/orders/${id}/sign`, {}, key);
    await api.post(`/agency/orders/${id}/sign`, {}, key);
    const contact = `/agency/orders/${id}/contact`;
    expect(await code(api.get(contact))).toBe('INVALID_ARGUMENT');
    expect(await api.get(contact, { reason: '首次联系' })).toEqual({ orderId: id, phone: '13800138000' });
    const { contactReadings } = await (
      await town.as('song.jie')
    ).get<OrderHistory>(`/work-orders/${id}/history`);
    expect(contactReadings).toEqual([
      {
        at: expect.any(String),
        actorName: '业务系统',
        role: 'agency',
        agencyCode: 'GJJ',
        reason: '首次联系',
      },
    ]);
    await api.post(`/agency/orders/${id}/first-contact`, { text: '已联系。' });
    await api.post(`/agency/orders/${id}/note`, { text: '正在核对缴存记录。' });
    await api.post(`/agency/orders/${id}/request-extension`, { text: '需外省协查。', workdays: 3 });
    const file = {
      name: '说明.txt',
      mediaType: 'text/plain',
      content: Buffer.from('办理说明').toString('base64'),
    };
    const attachment = await api.post<OrderAttachmentView>('/agency/attachments', file);
    const reply = { text: '已补缴到账。', grounds: GROUNDS, attachmentIds: [attachment.id] };
    expect(await code(api.post(`/agency/orders/${id}/reply`, { ...reply, attachmentIds: [uuid()] }))).toBe(
      'INVALID_ARGUMENT',
    );
    expect(await api.post(`/agency/orders/${id}/reply`, reply)).toMatchObject({ status: 'replied' });
    const read = await (await town.as('chen.jing')).get(`/agency/attachments/${attachment.id}`);
    expect(read).toMatchObject({ name: '说明.txt', content: file.content, bytes: 12 });
    await agencies.handover(id, ({ repliedAt }) => repliedAt !== null);
  });

  it('shows an order to the people of an agency without a system, and knows that they have it when they sign', async () => {
    const { id } = await agencies.order('ZXQY-01');
    const row = await agencies.handover(id, ({ state }) => state === 'delivered');
    expect(row).toMatchObject({ agencyCode: 'ZXQY', signedAt: null });
    const office = await town.as('zxqy.office');
    await agencies.act(office, id, 'sign');
    await agencies.handover(id, ({ signedAt }) => signedAt !== null);
  });

  it('keeps each key to its agency, its scopes and its time', async () => {
    const { id } = await agencies.order('GJJ-01');
    const gjj = await agencies.key('GJJ', ALL_SCOPES);
    const zxqy = await agencies.key('ZXQY', ALL_SCOPES);
    const reader = await agencies.key('GJJ', ['orders:read']);
    expect(await reader.api.get<WorkOrderView>(`/agency/orders/${id}`)).toMatchObject({ id });
    expect(await code(reader.api.post(`/agency/orders/${id}/sign`, {}))).toBe('FORBIDDEN');
    expect(await code(reader.api.get('/agency/handovers'))).toBe('FORBIDDEN');
    expect(await code(zxqy.api.get(`/agency/orders/${id}`))).toBe('NOT_FOUND');
    expect(await code(zxqy.api.post(`/agency/orders/${id}/sign`, {}))).toBe('NOT_FOUND');
    const { id: handoverId } = await agencies.handover(id, ({ state }) => state === 'available');
    expect(await code(zxqy.api.post(`/agency/handovers/${handoverId}/acknowledge`, {}))).toBe('NOT_FOUND');
    expect(await code(gjj.api.post(`/agency/orders/${id}/settle`, {}))).toBe('INVALID_ARGUMENT');
    expect(await code(gjj.api.get('/handovers'))).toBe('UNAUTHENTICATED');
    expect(await code(new Api(town.url()).as(`qfa_${'x'.repeat(43)}`).get('/agency/orders'))).toBe(
      'UNAUTHENTICATED',
    );

    const admin = await town.as('admin');
    const next = await admin.post<NewAgencyKey>(`/agency-keys/${gjj.id}/rotate`, { overlapHours: 1 });
    const rotated = new Api(town.url()).as(next.key);
    for (const api of [gjj.api, rotated])
      expect(await api.get<WorkOrderPage>('/agency/orders')).toHaveProperty('items');
    const { revokedAt } = await revoke(gjj.id);
    expect(revokedAt).not.toBeNull();
    const ends = (api: Api, what: string) =>
      until(async () => (await code(api.get('/agency/orders'))) === 'UNAUTHENTICATED', what);
    await ends(gjj.api, 'the revoked key is refused');
    expect(await rotated.get<WorkOrderPage>('/agency/orders')).toHaveProperty('items');
    const { items } = await admin.get<AgencyKeyPage>('/agency-keys', { agencyCode: 'GJJ' });
    expect(items.find((key) => key.id === next.id)?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(items)).not.toContain(next.key);
    const last = await admin.post<NewAgencyKey>(`/agency-keys/${next.id}/rotate`, { overlapHours: 0 });
    await ends(rotated, 'the key that was rotated without an overlap is refused');
    expect(await new Api(town.url()).as(last.key).get<WorkOrderPage>('/agency/orders')).toHaveProperty(
      'items',
    );
  });

  async function revoke(keyId: string): Promise<AgencyKeyView> {
    const { token } = await town.signedIn('admin');
    const response = await fetch(`${town.url()}/api/v1/agency-keys/${keyId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as AgencyKeyView;
  }

  it('tells a key how much it may ask for, and refuses more', async () => {
    const { key } = await agencies.key('ZXQY', ['orders:read']);
    const ask = (gateway = 0): Promise<Response> =>
      fetch(`${town.url(gateway)}/api/v1/agency/orders`, { headers: { authorization: `Bearer ${key}` } });
    const first = await ask();
    expect(first.headers.get('ratelimit-limit')).toBe('400');
    expect(first.headers.get('ratelimit-remaining')).toBe('399');
    let last = first;
    for (let n = 0; n < 20 && last.status === 200; n += 1)
      last =
        (await Promise.all(Array.from({ length: 40 }, () => ask()))).find(({ status }) => status !== 200) ??
        last;
    expect(last.status).toBe(429);
    expect(last.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    // The other gateway has been told of each as it was let in.
    await until(async () => (await ask(1)).status === 429, 'the other gateway refuses, too');
    const other = await agencies.key('ZXQY', ['orders:read']);
    expect(await other.api.get<WorkOrderPage>('/agency/orders')).toHaveProperty('items');
  });

  it('refuses and logs deliveries that are malformed, stale, wrongly signed or replayed', async () => {
    await agencies.system({ down: true });
    const { id } = await agencies.order('SCJG-02');
    const signed = { type: 'order.signed', data: { orderId: id } };
    const at = new Date();
    expect(await agencies.deliver(signed, { secret: `whsec_${'a'.repeat(43)}=` })).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(await agencies.deliver(signed, { signature: 'v1,nonsense' })).toMatchObject({ status: 401 });
    expect(await agencies.deliver(signed, { at: new Date(Date.now() - 600_000) })).toMatchObject({
      status: 401,
    });
    expect(await agencies.deliver('{"type":')).toMatchObject({ status: 400 });
    expect(await agencies.deliver({ type: 'order.burned', data: { orderId: id } })).toMatchObject({
      status: 400,
    });
    expect(await agencies.deliver({ type: 'order.signed', data: { orderId: id, own: 1 } })).toMatchObject({
      status: 400,
    });
    expect((await (await town.as('song.jie')).get<WorkOrderView>(`/work-orders/${id}`)).status).toBe(
      'dispatched',
    );

    const delivery = { id: uuid(), at };
    expect(await agencies.deliver(signed, delivery)).toEqual({ status: 200 });
    expect(await agencies.deliver(signed, delivery)).toEqual({ status: 409, code: 'CONFLICT' });
    expect(
      await agencies.deliver(
        { type: 'order.returned', data: { orderId: id, reason: 'not-our-duty' } },
        delivery,
      ),
    ).toMatchObject({ status: 409 });
    const disguised = { ...delivery, timestamp: `${Math.floor(at.getTime() / 1000)}.5` };
    expect(await agencies.deliver(signed, disguised)).toMatchObject({ status: 401 });
    const later = { ...delivery, at: new Date(at.getTime() + 2_000) };
    expect(await agencies.deliver(signed, later)).toEqual({ status: 200 });
    expect(await actions(id)).toEqual(['create', 'dispatch', 'sign']);
    const log = readFileSync(town.suite.logFile, 'utf8');
    expect(log.match(/A delivery of the agency was refused/g)?.length).toBe(9);
  });

  async function actions(orderId: string): Promise<string[]> {
    const { items } = await (await town.as('song.jie')).get<OrderHistory>(`/work-orders/${orderId}/history`);
    return items.map(({ action }) => action);
  }

  it('puts what the agency refuses aside, where a person corrects and replays it', async () => {
    await agencies.system({ refuse: '标题不合格' });
    const { id } = await agencies.order('SCJG-01', { title: '标题不合格' });
    const dead = await agencies.handover(id, ({ state }) => state === 'dead');
    expect(dead).toMatchObject({ attempts: 1, lastError: expect.stringContaining('422') });
    const lead = await town.as('tang.yan');
    const replay = { title: '标题已更正' };
    expect(await code((await town.as('chen.jing')).post(`/handovers/${dead.id}/replay`, replay))).toBe(
      'FORBIDDEN',
    );
    const again = await lead.post(`/handovers/${dead.id}/replay`, replay);
    expect(again).toMatchObject({ state: 'waiting', payload: { order: { title: '标题已更正' } } });
    await agencies.handover(id, ({ state }) => state === 'delivered');
    await agencies.reaches(id, 'replied');
    expect(await code(lead.post(`/handovers/${dead.id}/replay`, {}))).toBe('INVALID_STATE');
  });

  it("brings an invitation to the expert's agency, which answers for its expert", async () => {
    const { firm, seat, id: conversationId } = await town.talk('xu.fang', 'GJJ-01');
    const { api } = await agencies.key('GJJ', ['handovers', 'invitations']);
    const expertId = (await town.signedIn('gjj.expert')).partyId;
    await seat.api.post(`/conversations/${conversationId}/invite`, {
      staffId: expertId,
      comment: '缴存基数',
    });
    const invitation = await until(async () => {
      const { items } = await api.get<AgencyHandoverPage>('/agency/handovers', { limit: 200 });
      return items.find(({ kind }) => kind === 'invitation')?.document['invitation'] as
        { id: string } | undefined;
    }, 'the invitation lies ready');
    expect(invitation).toMatchObject({ conversationId, matterCode: 'GJJ-01', comment: '缴存基数' });
    const other = await agencies.key('ZXQY', ['invitations']);
    const path = `/agency/invitations/${invitation.id}/answer`;
    expect(await code(other.api.post(path, { answer: 'connected' }))).toBe('NOT_FOUND');
    await api.post(path, { answer: 'connected' });
    await api.post(path, { answer: 'connected' });
    expect(await code(api.post(path, { answer: 'declined' }))).toBe('INVALID_STATE');
    await firm.sees(conversationId, ({ participants }) =>
      participants.some(({ partyId }) => partyId === expertId),
    );
    const counts = await (await town.as('song.jie')).get('/agency/invitations/counts');
    expect(counts).toEqual({
      agencies: [{ agencyCode: 'GJJ', invited: 1, connected: 1, declined: 0, unanswered: 0 }],
    });
    await town.tidy();
  });

  it('compares its books with those of the agency and repairs what differs', async () => {
    const { id } = await agencies.order('SCJG-01');
    await agencies.reaches(id, 'replied');
    const row = await agencies.handover(id, ({ state }) => state === 'delivered');
    await agencies.system({ lose: row.id });
    const lead = await town.as('tang.yan');
    const found = await lead.post<ReconciliationView>('/reconciliations', { agencyCode: 'SCJG' });
    expect(found).toMatchObject({ missing: 1, different: 0, problem: null });
    await until(
      async () => (await agencies.system()).received.some(({ handoverId }) => handoverId === row.id),
      'it came again',
    );
    await agencies.handover(id, ({ state }) => state === 'delivered');
    const after = await lead.post<ReconciliationView>('/reconciliations', { agencyCode: 'SCJG' });
    expect(after).toMatchObject({ missing: 0, different: 0, stale: 0, problem: null });
    expect(await actions(id)).toEqual(['create', 'dispatch', 'sign', 'first-contact', 'reply']);
  });

  const processOf = (name: string) => {
    const found = town.suite.processes.get(name);
    if (!found) throw new Error(`No process ${name}.`);
    return found;
  };

  async function kill(name: string): Promise<void> {
    const victim = processOf(name);
    const { pid } = victim;
    if (pid === undefined) throw new Error(`${name} does not run.`);
    process.kill(-pid, 'SIGKILL');
    await until(() => victim.running && victim.pid !== pid, `${name} is started again`, RECOVERY_MS);
  }

  const health = async (): Promise<HealthReport> =>
    (await (await fetch(`${town.url()}/health/ready`)).json()) as HealthReport;

  it('names an adapter that is gone as degraded, and stays ready', async () => {
    const adapter = processOf('agency-ZXQY-1');
    await adapter.stop(0);
    await until(async () => {
      const { status, parts } = await health();
      return (
        status === 'degraded' &&
        parts.some((part) => part.name === 'agency.ZXQY' && part.status === 'degraded')
      );
    }, 'the dead adapter is named');
    expect((await fetch(`${town.url()}/health/ready`)).status).toBe(200);
    adapter.launch();
    adapter.supervise();
    await until(async () => (await health()).status === 'up', 'it is back', RECOVERY_MS);
  });

  it('loses and doubles nothing while JetStream loses its store and adapter, desk and NATS are killed', async () => {
    await agencies.system({ down: true });
    const before = (await agencies.system()).received.length;
    const dispatch = (count: number) =>
      Promise.all(Array.from({ length: count }, () => agencies.order('SCJG-01')));
    const orders = await dispatch(IN_FLIGHT / 2);
    // Which of them is tried, the breaker decides.
    await until(
      async () =>
        (await agencies.handovers({ agencyCode: 'SCJG', state: 'sent' })).some(
          ({ attempts }) => attempts > 0,
        ),
      'the adapter has tried one in vain',
    );
    const nats = processOf('nats');
    await nats.stop(0);
    await until(() => !nats.running, 'NATS is gone');
    rmSync(join(dirname(town.suite.logFile), 'nats', 'jetstream'), { recursive: true });
    nats.launch();
    nats.supervise();
    await town.ready(RECOVERY_MS);
    orders.push(...(await dispatch(IN_FLIGHT / 2)));
    await Promise.all([kill('agency-SCJG-1'), kill('desk-1')]);
    await agencies.system({ down: false });
    await until(
      async () => (await agencies.system()).received.length > before,
      'the first has arrived',
      RECOVERY_MS,
    );
    await kill('agency-SCJG-1');
    await kill('nats');
    await town.ready(RECOVERY_MS);

    for (const { id } of orders) await agencies.reaches(id, 'replied', RECOVERY_MS);
    const ids = orders.map(({ id }) => id).sort();
    const { received } = await agencies.system();
    const arrived = received.flatMap(({ kind, orderId }) => (kind === 'order' && orderId ? [orderId] : []));
    expect(arrived.filter((id) => ids.includes(id)).sort()).toEqual(ids);
    for (const id of ids)
      expect(await actions(id)).toEqual(['create', 'dispatch', 'sign', 'first-contact', 'reply']);
    const rows = (await agencies.handovers({ agencyCode: 'SCJG' })).filter(
      ({ orderId }) => orderId && ids.includes(orderId),
    );
    expect(rows.map(({ state, kind }) => `${kind} ${state}`)).toEqual(ids.map(() => 'order delivered'));
    expect(rows.every(({ repliedAt }) => repliedAt !== null)).toBe(true);
  }, 600_000);
});
